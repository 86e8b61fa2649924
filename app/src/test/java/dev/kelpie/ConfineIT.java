package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that were started with `--confine`.
class ConfineIT {
    @TempDir Path folder;

    private TestHerd herd;
    private Path other;

    @BeforeEach
    void begin() throws Exception {
        herd = TestHerd.started(folder);
        other = Files.createDirectories(herd.root.resolve("other"));
    }

    @AfterEach
    void end() throws Exception {
        herd.close();
    }

    private Outside.Ran spawn(String name, String prompt, String... more) throws Exception {
        String[] argv = {
            "spawn", name, "--runtime", "fake", "--env", "KELPIE_FAKE_SPEED=10", "--prompt", prompt
        };
        var all = new java.util.ArrayList<>(java.util.List.of(argv));
        all.addAll(java.util.List.of(more));
        return herd.cli(all.toArray(String[]::new));
    }

    @Test
    void a_write_outside_is_blocked_and_told_and_one_inside_is_not() throws Exception {
        assertThat(
                        spawn(
                                        "ann",
                                        "[[write "
                                                + other
                                                + "/stolen 10]] [[write mine 10]]"
                                                + " [[say through]]",
                                        "--confine")
                                .code())
                .isZero();
        herd.awaits("ann", "waiting");

        assertThat(other.resolve("stolen")).doesNotExist();
        assertThat(herd.tree("ann").resolve("mine")).hasSize(10);
        herd.until(
                "the log has the refusal",
                _ ->
                        herd.eventsOf(Event.Noted.class).stream()
                                .anyMatch(e -> e.text().contains(other + "/stolen")));
        assertThat(herd.cli("ls", "--json").out()).contains("\"confined\":true");
    }

    @Test
    void without_it_nothing_is_blocked() throws Exception {
        spawn("ann", "[[write " + other + "/given 10]]");
        herd.awaits("ann", "waiting");

        assertThat(other.resolve("given")).hasSize(10);
    }

    @Test
    void what_has_no_hooks_is_not_started_as_if_it_were_held() throws Exception {
        Outside.Ran ran = herd.cli("spawn", "sh", "--command", "cat", "--confine");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("no hooks");
        assertThat(herd.world().agents()).isEmpty();
    }
}
