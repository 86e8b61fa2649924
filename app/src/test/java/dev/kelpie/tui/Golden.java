package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares a canvas with the picture kept under `src/test/resources/screens`: first the text, then
/// the roles. `-Dscreens.update` writes the picture anew, and git shows what changed.
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/screens");

    private Golden() {}

    public static void check(String name, Canvas canvas) {
        var actual = picture(canvas);
        var file = FOLDER.resolve(name + ".txt");
        try {
            if (System.getProperty("screens.update") != null) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, actual);
                return;
            }
            assertThat(file).as("the golden screen; -Dscreens.update writes it").exists();
            assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String picture(Canvas canvas) {
        var ruler = "=".repeat(canvas.columns()) + "\n";
        return canvas.picture() + ruler + canvas.roles();
    }
}
