package dev.kelpie.hands.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which programs run in a process and below it.
final class Processes {
    private Processes() {}

    /// The file names of the programs, and of the scripts that interpreters run.
    static List<String> family(long pid) {
        Optional<ProcessHandle> root = ProcessHandle.of(pid);
        return Stream.concat(root.stream(), root.stream().flatMap(ProcessHandle::descendants))
                .map(ProcessHandle::info)
                .flatMap(Processes::names)
                .distinct()
                .toList();
    }

    private static Stream<String> names(ProcessHandle.Info info) {
        Stream<String> first = info.arguments().stream().flatMap(a -> Stream.of(a).limit(2));
        return Stream.concat(info.command().stream(), first)
                .filter(word -> !word.startsWith("-") && !word.isEmpty())
                .flatMap(word -> Optional.ofNullable(Path.of(word).getFileName()).stream())
                .map(Path::toString);
    }
}
