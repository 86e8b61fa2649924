package dev.kelpie.door.cli;

import dev.kelpie.verb.Send;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A text that a person has given, in a file or by standard input, with words for what is wrong
/// with it.
final class FileText {
    private FileText() {}

    /// @param name how the person called the file
    static String read(Path file, String name) {
        try {
            return utf8(Files.newInputStream(file), name);
        } catch (NoSuchFileException e) {
            throw new OutsideException("can't read " + Text.clean(name) + ": there is none", e);
        } catch (IOException e) {
            throw new OutsideException("can't read " + Text.clean(name) + ": " + e.getMessage(), e);
        }
    }

    /// Never more than fits: the engine reads this, and has no memory for whatever somebody has.
    static String utf8(InputStream in, String from) throws IOException {
        var text = new StringBuilder();
        var some = new char[1 << 13];
        try (var reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())) {
            int n = reader.read(some);
            while (n > 0) {
                text.append(some, 0, n);
                if (text.length() > Send.TEXT_MAX) {
                    throw new UsageException(
                            Text.clean(from)
                                    + " is longer than 4 MiB, the most that an agent is given;"
                                    + " name the file in the text instead");
                }
                n = reader.read(some);
            }
        } catch (CharacterCodingException e) {
            throw new UsageException(Text.clean(from) + " is not UTF-8 text");
        }
        return text.toString();
    }
}
