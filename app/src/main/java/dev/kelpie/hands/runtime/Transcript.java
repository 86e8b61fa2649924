package dev.kelpie.hands.runtime;

import dev.kelpie.model.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A conversation as the program keeps it on disk, read by what was appended.
interface Transcript {
    /// Reads on, if there is more. True when there was.
    boolean read(Path file);

    TranscriptFacts facts();

    /// What it tells of tokens, tools, todos; the window and the cost only where they are known.
    Usage usage();

    /// The last entries as lines that a person reads.
    List<String> lines(int max);

    /// Events for the timeline since the last call.
    List<String> notes();

    /// The conversation's id, where the file itself tells.
    default Optional<String> conversation() {
        return Optional.empty();
    }
}
