package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import dev.kelpie.theme.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How agents in the person's own tmux servers look: a quiet row each, and a page about the chosen
/// one.
final class StrangerRows {
    static final String HEADING = "in your own tmux";

    private StrangerRows() {}

    static void heading(Canvas canvas, int y, boolean alone) {
        canvas.put(1, y, (alone ? "no agents yet (n); " : "") + HEADING, Role.DIM);
    }

    static void render(Canvas row, int y, Stranger stranger, Scene scene) {
        int x = row.put(2, y, stranger.runtime(), Role.TEXT) + 1;
        x = row.put(x, y, age(stranger, scene), Role.DIM) + 1;
        x = row.put(x, y, Width.cut(place(stranger), Math.max(0, row.columns() - x)), Role.TEXT);
        int room = row.columns() - x - 1;
        if (room > 3) {
            row.put(x + 1, y, Width.cut(stranger.lastLine(), room), Role.DIM);
        }
    }

    static void page(Canvas canvas, Stranger stranger, Scene scene) {
        var lines =
                List.of(
                        stranger.runtime() + " at " + stranger.target(),
                        "started by hand, in the tmux session " + stranger.session(),
                        "up " + age(stranger, scene) + ", pid " + stranger.pid(),
                        stranger.directory(),
                        stranger.branch().map(b -> "on " + b).orElse("on no branch"),
                        "",
                        stranger.lastLine(),
                        "",
                        "A takes it into the herd; it runs on where it is");
        for (int y = 0; y < lines.size() && y < canvas.rows(); y++) {
            var role = y == 0 ? Role.STRONG : Role.TEXT;
            canvas.put(1, y, Width.cut(lines.get(y), canvas.columns() - 1), role);
        }
    }

    static boolean contains(Stranger stranger, String needle) {
        return String.join(
                        "\n",
                        stranger.target(),
                        stranger.runtime(),
                        stranger.directory(),
                        stranger.branch().orElse(""),
                        HEADING)
                .toLowerCase(Locale.ROOT)
                .contains(needle);
    }

    private static String age(Stranger stranger, Scene scene) {
        return stranger.since().map(since -> Words.age(scene.since(since))).orElse("?");
    }

    private static String place(Stranger stranger) {
        var name =
                Optional.ofNullable(Path.of(stranger.directory()).getFileName())
                        .map(Path::toString)
                        .orElse("/");
        return name + stranger.branch().map(b -> " on " + b).orElse("");
    }
}
