package dev.kelpie.hands;

import dev.kelpie.hands.runtime.Explanation;
import dev.kelpie.hands.runtime.Look;
import java.util.ArrayList;
import java.util.List;

/// The evidence of a look as lines for a person.
final class Evidences {
    private Evidences() {}

    static List<String> lines(Look look) {
        var lines = new ArrayList<String>();
        Explanation explanation = look.explanation();
        lines.add(explanation.conclusion());
        lines.add(
                "rule "
                        + look.finding().rule()
                        + ", source "
                        + look.finding().source()
                        + ", since "
                        + look.finding().since());
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
}
