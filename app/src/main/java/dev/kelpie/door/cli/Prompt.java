package dev.kelpie.door.cli;

import dev.kelpie.verb.Send;
import java.io.IOException;
import java.util.Optional;

/// A text for an agent, from wherever the caller has it: an argument, a file, standard input.
public final class Prompt {
    /// So many bytes of UTF-8 are more than a text may have; nobody needs to keep what follows.
    public static final long ENOUGH_BYTES = 3L * Send.TEXT_MAX + 4;

    private Prompt() {}

    static Optional<String> of(Call call, String positional) {
        Optional<String> inline =
                call.value("--prompt").or(() -> call.value(positional).filter(t -> !t.equals("-")));
        boolean stdin = call.value(positional).filter("-"::equals).isPresent();
        int given =
                (inline.isPresent() ? 1 : 0)
                        + (stdin ? 1 : 0)
                        + (call.value("--file").isPresent() ? 1 : 0);
        if (given > 1) {
            throw new UsageException("give the text once: as an argument, by --file, or by '-'");
        }
        if (stdin) {
            return Optional.of(stdin(call));
        }
        return call.value("--file").map(file -> file(call, file)).or(() -> inline);
    }

    private static String file(Call call, String name) {
        return FileText.read(call.cwd().resolve(name), name);
    }

    private static String stdin(Call call) {
        try {
            return FileText.utf8(call.io().stdin(), "standard input");
        } catch (IOException e) {
            throw new OutsideException("can't read standard input: " + e.getMessage(), e);
        }
    }
}
