package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import dev.kelpie.model.World;
import dev.kelpie.verb.Adopt;
import java.util.List;
import java.util.Optional;

/// The agents in the person's own tmux servers, and which of them is chosen.
///
/// @param told all that were seen there last
/// @param strangers those of them that are not in the herd
record Around(List<Stranger> told, List<Stranger> strangers, Optional<Stranger> chosen) {
    static final Around NOBODY = new Around(List.of(), List.of(), Optional.empty());

    Around {
        told = List.copyOf(told);
        strangers = List.copyOf(strangers);
    }

    static Around of(List<Stranger> told) {
        return new Around(told, told, Optional.empty());
    }

    /// One that was adopted is no stranger, and is one again when it was let go.
    Around in(World world) {
        return new Around(
                told,
                told.stream().filter(s -> Adopt.at(world, s.place()).isEmpty()).toList(),
                chosen.filter(s -> Adopt.at(world, s.place()).isEmpty()));
    }

    /// With the one of this row chosen, if it is one of theirs.
    Around choosing(Optional<String> row) {
        return new Around(
                told,
                strangers,
                row.flatMap(
                        id -> strangers.stream().filter(s -> s.target().equals(id)).findFirst()));
    }
}
