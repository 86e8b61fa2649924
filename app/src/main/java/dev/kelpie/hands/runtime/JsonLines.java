package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What transcripts of one JSON object a line have in common; a kind of them says what a line
/// means.
abstract class JsonLines implements Transcript {
    static final ObjectMapper JSON = new ObjectMapper();

    final Entries entries = new Entries();
    final List<String> notes = new ArrayList<>();
    TranscriptFacts facts = TranscriptFacts.NONE;

    /// Whether there was any line.
    boolean any;

    private final Tail tail = new Tail();

    /// Takes in the next line.
    abstract void take(JsonNode line);

    /// Another file begins: forgets what the lines of the one before told.
    abstract void reset();

    @Override
    public final boolean read(Path file) {
        Tail.Read read = tail.read(file);
        if (read.fresh()) {
            entries.clear();
            facts = TranscriptFacts.NONE;
            any = false;
            reset();
        }
        for (String line : read.lines()) {
            whole(line)
                    .ifPresent(node -> {
                        any = true;
                        take(node);
                    });
        }
        return !read.lines().isEmpty();
    }

    /// A line that a crash cut off says nothing; the next ones do.
    private static Optional<JsonNode> whole(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @Override
    public final TranscriptFacts facts() {
        return facts;
    }

    @Override
    public final List<String> lines(int max) {
        return entries.last(max);
    }

    @Override
    public final List<String> notes() {
        List<String> now = List.copyOf(notes);
        notes.clear();
        return now;
    }

    /// How many steps of a list are completed, and how many there are.
    static int[] steps(JsonNode list) {
        int done = 0;
        int all = 0;
        for (JsonNode step : list) {
            all++;
            done += step.path("status").asText("").equals("completed") ? 1 : 0;
        }
        return new int[] {done, all};
    }
}
