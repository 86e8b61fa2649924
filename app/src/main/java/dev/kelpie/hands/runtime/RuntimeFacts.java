package dev.kelpie.hands.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What `doctor` tells of a runtime. `tested` is empty when its version is unknown.
public record RuntimeFacts(
        String name,
        String title,
        Optional<String> path,
        Optional<String> version,
        Optional<Boolean> tested,
        String testedVersions,
        String status,
        String usage,
        boolean resume,
        boolean hooks,
        List<String> permissions,
        List<String> notes,
        String install) {
    static RuntimeFacts of(
            Descriptor descriptor,
            Optional<List<String>> found,
            Function<List<String>, Optional<String>> versions) {
        Optional<String> version = found.flatMap(versions);
        Descriptor.Command command = descriptor.command();
        return new RuntimeFacts(
                descriptor.name(),
                descriptor.title(),
                found.map(words -> String.join(" ", words)),
                version,
                version.filter(v -> command.testedMin().isPresent()).map(v -> tested(command, v)),
                range(command),
                status(descriptor),
                usage(descriptor),
                !descriptor.flags().resume().isEmpty(),
                descriptor.hooks().kind() != Descriptor.HookKind.NONE,
                descriptor.permissions().entrySet().stream()
                        .filter(e -> e.getValue() instanceof Descriptor.Argv.Arguments)
                        .map(e -> e.getKey())
                        .sorted()
                        .map(p -> p.word())
                        .toList(),
                descriptor.supports(),
                command.install());
    }

    private static boolean tested(Descriptor.Command command, String version) {
        return Versions.compare(version, command.testedMin().orElse("0")) >= 0
                && Versions.compare(version, command.testedMax().orElse(version)) <= 0;
    }

    private static String range(Descriptor.Command command) {
        return command.testedMin()
                .map(min ->
                        min
                                + command.testedMax()
                                        .filter(m -> !m.equals(min))
                                        .map(m -> " to " + m)
                                        .orElse(""))
                .orElse("");
    }

    private static String status(Descriptor descriptor) {
        var sources = new java.util.ArrayList<String>();
        if (descriptor.files().registry() != Descriptor.RegistryKind.NONE) {
            sources.add("register");
        }
        if (descriptor.hooks().kind() != Descriptor.HookKind.NONE) {
            sources.add("hooks");
        }
        if (descriptor.files().transcript() != Descriptor.TranscriptKind.NONE) {
            sources.add("transcript");
        }
        sources.add("screen");
        return String.join(", ", sources);
    }

    private static String usage(Descriptor descriptor) {
        return switch (descriptor.files().transcript()) {
            case CLAUDE -> "status line, transcript";
            case CODEX -> "transcript";
            case NONE -> "n/a";
        };
    }
}
