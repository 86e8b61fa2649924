package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import java.util.List;
import java.util.Optional;

/// The agents in the person's own tmux servers, and which of them is chosen.
record Around(List<Stranger> strangers, Optional<Stranger> chosen) {
    static final Around NOBODY = new Around(List.of(), Optional.empty());

    Around {
        strangers = List.copyOf(strangers);
    }

    /// With the one of this row chosen, if it is one of theirs.
    Around choosing(Optional<String> row) {
        return new Around(
                strangers,
                row.flatMap(
                        id -> strangers.stream().filter(s -> s.target().equals(id)).findFirst()));
    }
}
