package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Event;
import dev.kelpie.standin.ClaudeOffline;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the real Claude Code is given by the session's own settings file.
class ClaudeSettingsIT {
    @TempDir Path folder;

    @AutoClose private RealAgent claude;
    private TestHerd herd;

    @BeforeEach
    void begin() throws Exception {
        claude = new RealAgent(folder, new ClaudeOffline());
        herd = claude.herd;
    }

    @Test
    void confined_it_cannot_write_outside_its_directory_and_the_log_says_so() throws Exception {
        Path outside = herd.root.resolve("outside.txt");
        claude.spawnConfined(
                "[[tool Write {\"file_path\":\""
                        + outside
                        + "\",\"content\":\"x\"}]] [[tool Bash {\"command\":\"echo x >inside\"}]]"
                        + " [[say through]]");
        claude.untilSaid("through");

        assertThat(outside).doesNotExist();
        assertThat(herd.tree("ann").resolve("inside")).exists();
        herd.until(
                "the log has the refusal",
                _ ->
                        herd.eventsOf(Event.Noted.class).stream()
                                .anyMatch(e -> e.text().contains(outside.toString())));
    }

    /// Ours come by a settings file of the session: the person's stay as they are, and run.
    @Test
    void the_persons_own_hooks_and_status_line_run_beside_ours() throws Exception {
        Path settings = Path.of(herd.environment.get("CLAUDE_CONFIG_DIR"), "settings.json");
        Path stopped = herd.root.resolve("own-stop");
        String own =
                """
                {"hooks":{"Stop":[{"hooks":[{"type":"command","command":"touch '%s'"}]}]},
                 "statusLine":{"type":"command","command":"echo OWN-LINE"}}
                """
                        .formatted(stopped);
        Files.writeString(settings, own);
        claude.spawn("[[say hello there]] [[usage 28000 50]]");
        claude.untilDone();

        Outside.until(
                "the person's hook has run",
                TestHerd.PATIENCE,
                () -> Files.exists(stopped),
                () -> "");
        claude.untilShows("OWN-LINE");
        herd.until(
                "ours tells the context",
                w ->
                        w.agent(claude.agent().id())
                                .flatMap(a -> a.usage().contextPercent())
                                .isPresent());
        assertThat(settings).hasContent(own);
    }
}
