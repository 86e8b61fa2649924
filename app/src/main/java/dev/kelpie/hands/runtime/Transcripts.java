package dev.kelpie.hands.runtime;

import dev.kelpie.hands.runtime.Descriptor.TranscriptKind;
import dev.kelpie.model.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the transcript of a session among those of its program.
final class Transcripts {
    /// A rollout may be dated a moment before we noted the start.
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    private final TranscriptKind kind;
    private final Optional<Path> home;
    private final EyeRequest request;
    private Optional<Path> current = Optional.empty();

    Transcripts(TranscriptKind kind, Optional<Path> home, EyeRequest request) {
        this.kind = kind;
        this.home = home;
        this.request = request;
    }

    Transcript open(Map<String, Long> windows, Map<String, Descriptor.Price> prices) {
        return switch (kind) {
            case NONE -> new None();
            case CLAUDE -> new ClaudeTranscript(windows, prices);
            case CODEX -> new CodexTranscript();
        };
    }

    /// The file that was found last.
    Optional<Path> current() {
        return current;
    }

    /// By the path that the program told, else by the rule by which it names its files.
    Optional<Path> find(Optional<String> conversation, Optional<String> told) {
        current =
                switch (kind) {
                    case NONE -> Optional.empty();
                    case CLAUDE -> told.map(Path::of).or(() -> claude(conversation));
                    case CODEX -> current.or(() -> codex(conversation));
                };
        return current;
    }

    /// Whether a program that keeps its conversations as files has none of this id. Claude keeps
    /// them by the folder in which they began, and finds them from any other. It begins the file a
    /// moment before the first words are in it, and goes on with nothing less than those.
    static boolean misses(TranscriptKind kind, Path home, String conversation) {
        return switch (kind) {
            // The id of a rollout is only known from the rollout.
            case NONE, CODEX -> false;
            case CLAUDE -> files(home, conversation).stream().noneMatch(Transcripts::hasWords);
        };
    }

    /// Whether the program takes this id for one of another session, though there is not a word in
    /// its file.
    static boolean holds(TranscriptKind kind, Path home, String conversation) {
        return kind == TranscriptKind.CLAUDE && !files(home, conversation).isEmpty();
    }

    private static List<Path> files(Path home, String conversation) {
        Path folders = home.resolve("projects");
        if (!Files.isDirectory(folders)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folders)) {
            return all.map(folder -> folder.resolve(conversation + ".jsonl"))
                    .filter(Files::exists)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folders, e);
        }
    }

    private static boolean hasWords(Path conversation) {
        try (Stream<String> lines = Files.lines(conversation, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line ->
                    line.contains("\"type\":\"user\"") || line.contains("\"type\":\"assistant\""));
        } catch (IOException | UncheckedIOException unreadable) {
            return true; // the program itself may say what is wrong with it
        }
    }

    private Optional<Path> claude(Optional<String> conversation) {
        String folder = request.workdir().toString().replaceAll("[^A-Za-z0-9]", "-");
        return home.flatMap(h ->
                conversation.map(
                        id -> h.resolve("projects").resolve(folder).resolve(id + ".jsonl")));
    }

    private Optional<Path> codex(Optional<String> conversation) {
        if (home.isEmpty()) {
            return Optional.empty();
        }
        Path sessions = home.get().resolve("sessions");
        if (conversation.isPresent()) {
            return walk(sessions, 4)
                    .filter(f -> f.toString().contains(conversation.get()))
                    .findFirst();
        }
        var start = request.started().atZone(ZoneId.systemDefault());
        // A session that begins at midnight stands under the next day.
        return Stream.of(start, start.plusDays(1))
                .flatMap(day -> walk(sessions.resolve(DAY.format(day)), 1))
                .sorted(Comparator.comparing(Path::getFileName).reversed())
                .filter(this::ours)
                .findFirst();
    }

    private static Stream<Path> walk(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files
                    .filter(f -> f.getFileName().toString().matches("rollout-.*\\.jsonl"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            // A folder that vanishes while we walk holds no session that lives.
            return Stream.empty();
        }
    }

    /// Begun in our directory, not before us.
    private boolean ours(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String first = reader.readLine();
            if (first == null) {
                return false;
            }
            var meta = new com.fasterxml.jackson.databind.ObjectMapper().readTree(first);
            Instant at = Times.parse(meta.path("timestamp").asText("")).orElse(Instant.EPOCH);
            return meta.path("payload").path("cwd").asText("").equals(request.workdir().toString())
                    && !at.isBefore(request.started().minus(SLACK));
        } catch (IOException e) {
            return false;
        }
    }

    /// For programs whose conversations we cannot read.
    private static final class None implements Transcript {
        @Override
        public boolean read(Path file) {
            return false;
        }

        @Override
        public TranscriptFacts facts() {
            return TranscriptFacts.NONE;
        }

        @Override
        public Usage usage() {
            return Usage.NONE;
        }

        @Override
        public List<String> lines(int max) {
            return List.of();
        }

        @Override
        public List<String> notes() {
            return List.of();
        }
    }
}
