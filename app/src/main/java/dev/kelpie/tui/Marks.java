package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import java.util.List;
import java.util.Optional;

/// What a dialog about marked agents has to say where a filter hides some of them.
final class Marks {
    private Marks() {}

    /// Who is meant though nobody sees it, and that the row under the cursor is not.
    static Optional<String> note(List<AgentId> meant, Scene scene) {
        var hidden = meant.stream().filter(scene.hidden()::contains).sorted().toList();
        if (hidden.isEmpty()) {
            return Optional.empty();
        }
        var who =
                meant.size() == 1
                        ? hidden.getFirst() + " is marked, and hidden by the filter"
                        : hidden.size()
                                + (hidden.size() == 1 ? " of them is" : " of them are")
                                + " hidden by the filter";
        return Optional.of(
                who
                        + scene.chosen()
                                .filter(row -> !meant.contains(row))
                                .map(row -> "; " + row + " is not meant")
                                .orElse(""));
    }
}
