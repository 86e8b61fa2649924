package dev.kelpie.door.cli;

import dev.kelpie.verb.ExitCode;
import java.util.List;

/// Answers that are lines of text.
final class Lines {
    private Lines() {}

    static ExitCode answer(Call call, List<String> lines) {
        var data = Shape.array();
        lines.forEach(data::add);
        return call.answer(data, Text.cleanLines(String.join("\n", lines)));
    }
}
