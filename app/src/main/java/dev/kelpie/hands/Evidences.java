package dev.kelpie.hands;

import dev.kelpie.hands.runtime.Explanation;
import dev.kelpie.hands.runtime.Look;
import dev.kelpie.model.Finding;
import java.util.ArrayList;
import java.util.List;

/// The evidence of a look as lines for a person.
final class Evidences {
    private Evidences() {}

    static List<String> lines(Look look) {
        var lines = new ArrayList<String>();
        Explanation explanation = look.explanation();
        lines.add("by the rule " + look.finding().rule() + ", " + words(look.finding().source()));
        for (Explanation.Fact fact : explanation.facts()) {
            lines.add(
                    "  "
                            + fact.source()
                            + ": "
                            + fact.text()
                            + (fact.age().isEmpty() ? "" : " (" + fact.age() + ")"));
        }
        if (!explanation.tried().isEmpty()) {
            lines.add("rules tried: " + String.join(", ", explanation.tried()));
        }
        return lines;
    }

    private static String words(Finding.Source source) {
        return switch (source) {
            case TMUX -> "from tmux";
            case REGISTRY -> "from the program's own register";
            case HOOK -> "from its hooks";
            case TRANSCRIPT -> "from its transcript";
            case SCREEN -> "from its screen";
            case NONE -> "for want of evidence";
        };
    }
}
