package dev.kelpie.hands.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to start the program: a command without a shell, its whole environment, and what remains to
/// be pasted once it is ready; `notice` is for the person.
public record Launch(
        List<String> argv,
        Map<String, String> environment,
        Path workdir,
        Optional<String> paste,
        Optional<String> conversation,
        Optional<String> notice) {
    public Launch {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /// The environment carries secrets: only its names are told.
    @Override
    public String toString() {
        return "Launch" + argv + " in " + workdir + " with " + environment.keySet();
    }
}
