package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
    @TempDir Path folder;

    private long nanos;
    private int reads;
    private final Remembered<String> remembered = new Remembered<>(this::text, () -> nanos);

    private Optional<String> text(Path file) {
        reads++;
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> readAfter(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        return remembered.read(folder.resolve("file"));
    }

    @Test
    void a_file_that_rests_is_read_no_more() throws IOException {
        assertThat(readAfter(0)).isEmpty();
        Files.writeString(folder.resolve("file"), "busy");
        assertThat(readAfter(1)).contains("busy");
        assertThat(readAfter(200)).contains("busy");
        int before = reads;
        assertThat(readAfter(1000)).contains("busy");
        assertThat(reads).isEqualTo(before);
    }

    @Test
    void a_change_within_the_same_tick_of_the_clock_is_seen() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "busy");
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(readAfter(1)).contains("busy");
        Files.writeString(file, "idle");
        Files.setLastModifiedTime(file, time);
        assertThat(readAfter(50)).contains("idle");
    }

    @Test
    void another_file_in_its_place_and_its_end_are_seen() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "one");
        assertThat(readAfter(1)).contains("one");
        assertThat(readAfter(500)).contains("one");
        Path next = folder.resolve("next");
        Files.writeString(next, "two");
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(readAfter(500)).contains("two");
        Files.delete(file);
        assertThat(readAfter(500)).isEmpty();
    }
}
