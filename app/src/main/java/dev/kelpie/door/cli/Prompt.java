package dev.kelpie.door.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A text for an agent, from wherever the caller has it: an argument, a file, standard input.
final class Prompt {
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
        Path file = call.cwd().resolve(name);
        try {
            return utf8(Files.readAllBytes(file), name);
        } catch (IOException e) {
            throw new OutsideException("can't read " + Text.clean(name) + ": " + e.getMessage(), e);
        }
    }

    private static String stdin(Call call) {
        try {
            return utf8(call.io().stdin(), "standard input");
        } catch (IOException e) {
            throw new OutsideException("can't read standard input: " + e.getMessage(), e);
        }
    }

    private static String utf8(byte[] bytes, String from) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(Text.clean(from) + " is not UTF-8 text");
        }
    }
}
