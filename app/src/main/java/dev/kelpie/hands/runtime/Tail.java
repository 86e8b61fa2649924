package dev.kelpie.hands.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Reads what was appended to a file since the last time, whole lines only: a partial last line
/// waits. Begins anew when the file is another one or has shrunk.
final class Tail {
    /// What one read takes at most, so that a look at a huge transcript doesn't hold up the others.
    private static final int CHUNK_MAX = 8 << 20;

    private Optional<Object> key = Optional.empty();
    private Optional<Path> file = Optional.empty();
    private long offset;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    /// New lines, and whether they are the first of a file (so that what was known is void).
    record Read(List<String> lines, boolean fresh) {}

    Read read(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Optional<Object> now = Optional.ofNullable(attributes.fileKey());
            boolean fresh =
                    !file.equals(Optional.of(path))
                            || !Objects.equals(key, now)
                            || attributes.size() < offset;
            if (fresh) {
                offset = 0;
                partial.reset();
            }
            file = Optional.of(path);
            key = now;
            return new Read(attributes.size() == offset ? List.of() : lines(path), fresh);
        } catch (NoSuchFileException e) {
            return new Read(List.of(), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private List<String> lines(Path path) throws IOException {
        var lines = new ArrayList<String>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = Math.min(channel.size() - offset, CHUNK_MAX);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, size));
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
                // until full or at the end
            }
            offset += buffer.position();
            byte[] bytes = buffer.array();
            int from = 0;
            for (int i = 0; i < buffer.position(); i++) {
                if (bytes[i] == '\n') {
                    partial.write(bytes, from, i - from);
                    lines.add(partial.toString(StandardCharsets.UTF_8));
                    partial.reset();
                    from = i + 1;
                }
            }
            partial.write(bytes, from, buffer.position() - from);
        }
        return lines;
    }
}
