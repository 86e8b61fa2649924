package dev.kelpie.hands.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds an agent's program on the person's PATH, and asks it for its version: once for each binary
/// and each time that it is replaced.
final class Programs {
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");

    /// Node programs take seconds to say their version on a busy machine.
    private static final long VERSION_PATIENCE_S = 10;

    private final Descriptor.Command command;
    private final Map<String, String> environment;
    private final Map<String, String> placeholders;
    private final Map<Binary, Optional<String>> versions = new ConcurrentHashMap<>();

    /// A file at one moment of its life.
    private record Binary(Path file, FileTime modified) {}

    Programs(
            Descriptor.Command command,
            Map<String, String> environment,
            Map<String, String> placeholders) {
        this.command = command;
        this.environment = environment;
        this.placeholders = placeholders;
    }

    /// The first candidate that is there, its program as an absolute path.
    Optional<List<String>> find() {
        for (List<String> candidate : command.candidates()) {
            Optional<List<String>> filled = filled(candidate);
            Optional<Path> program = filled.flatMap(words -> program(words.getFirst()));
            if (filled.isPresent() && program.isPresent()) {
                var words = new ArrayList<>(filled.get());
                words.set(0, program.get().toString());
                return Optional.of(List.copyOf(words));
            }
        }
        return Optional.empty();
    }

    String looked() {
        return String.join(
                ", ", command.candidates().stream().map(words -> words.getFirst()).toList());
    }

    /// Empty when it has no version argument, does not answer in time, or says none.
    Optional<String> version(List<String> found) {
        if (command.assumed().isPresent() || command.version().isEmpty()) {
            return command.assumed();
        }
        try {
            Path file = Path.of(found.getFirst()).toRealPath();
            var binary = new Binary(file, Files.getLastModifiedTime(file));
            Optional<String> known = versions.get(binary);
            if (known == null) {
                known = ask(found);
                versions.put(binary, known);
            }
            return known;
        } catch (IOException e) {
            // Gone between the search and now: no version is the truth.
            return Optional.empty();
        }
    }

    private Optional<String> ask(List<String> found) throws IOException {
        var words = new ArrayList<>(found);
        words.addAll(command.version());
        Path answer = Files.createTempFile("kelpie-version", ".txt");
        try {
            var builder = new ProcessBuilder(words);
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().remove("NODE_OPTIONS");
            builder.redirectErrorStream(true).redirectOutput(answer.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(VERSION_PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            Matcher version = VERSION.matcher(Files.readString(answer));
            return version.find() ? Optional.of(version.group()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            Files.deleteIfExists(answer);
        }
    }

    private Optional<List<String>> filled(List<String> candidate) {
        var words = new ArrayList<String>();
        for (String word : candidate) {
            Optional<String> filled = Variables.fill(word, environment);
            if (filled.isEmpty()) {
                return Optional.empty();
            }
            String text = filled.get();
            for (Map.Entry<String, String> each : placeholders.entrySet()) {
                text = text.replace("{" + each.getKey() + "}", each.getValue());
            }
            if (text.isEmpty() || text.contains("{")) {
                return Optional.empty();
            }
            words.add(text);
        }
        return Optional.of(words);
    }

    private Optional<Path> program(String name) {
        if (name.contains("/")) {
            Path path = Path.of(name).toAbsolutePath().normalize();
            return Files.isExecutable(path) && !Files.isDirectory(path)
                    ? Optional.of(path)
                    : Optional.empty();
        }
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            // An empty or relative entry means the current directory, which is the engine's.
            if (folder.startsWith("/")) {
                Path path = Path.of(folder, name);
                if (Files.isExecutable(path) && !Files.isDirectory(path)) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }
}
