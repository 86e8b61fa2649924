package dev.kelpie.door.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
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
            return utf8(Files.readAllBytes(file), name);
        } catch (NoSuchFileException e) {
            throw new OutsideException("can't read " + Text.clean(name) + ": there is none", e);
        } catch (IOException e) {
            throw new OutsideException("can't read " + Text.clean(name) + ": " + e.getMessage(), e);
        }
    }

    static String utf8(byte[] bytes, String from) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(Text.clean(from) + " is not UTF-8 text");
        }
    }
}
