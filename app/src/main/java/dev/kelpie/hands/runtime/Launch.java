package dev.kelpie.hands.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to start the program: a command without a shell, its whole environment, and what remains to
/// be pasted once it is ready.
public record Launch(
        List<String> argv,
        Map<String, String> environment,
        Path workdir,
        Optional<String> paste,
        Optional<String> conversation) {
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
