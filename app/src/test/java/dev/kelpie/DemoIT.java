package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demo, by the built program: however it ends, nothing of it stays.
@Timeout(180)
class DemoIT {
    private static final String ON_STAGE = "auth +waiting";

    @TempDir Path folder;
    private Path stages;
    private Built built;

    @BeforeEach
    void a_place_for_the_stage() throws Exception {
        built = new Built(folder);
        stages = Files.createDirectory(built.folder.resolve("s"));
        built.environment.put("KELPIE_JAVA_OPTS", "-Djava.io.tmpdir=" + stages);
    }

    @AfterEach
    void end() throws Exception {
        Outside.end(built.folder);
        built.close();
    }

    @Test
    void leaving_by_the_key_clears_the_stage() throws Exception {
        Person person = opened();
        person.leaves();
        cleared();
    }

    @Test
    void an_agent_of_ones_own_can_be_resumed_and_writes_nothing_at_home() throws Exception {
        Person person = opened();
        person.type("n");
        person.sees("New agent");
        person.type("mine");
        person.press("C-s");
        person.sees("mine +waiting");
        person.type("x");
        person.sees("Stop mine");
        person.press("BTab", "Enter");
        person.sees("mine +ended");
        person.type("R");
        person.sees("mine +waiting");
        person.leaves();
        cleared();
        assertThat(built.folder.resolve(".kelpie-fake")).doesNotExist();
        assertThat(built.folder.resolve("claude")).doesNotExist();
    }

    @Test
    void a_terminal_that_goes_away_clears_the_stage() throws Exception {
        Person person = opened();
        person.tmux("kill-server");
        cleared();
    }

    @Test
    void a_terminal_that_goes_away_while_one_is_attached_clears_the_stage() throws Exception {
        Person person = opened();
        person.press("Enter");
        person.sees("Before you attach");
        person.press("Enter");
        person.sees("C-q back");
        person.tmux("kill-server");
        cleared();
    }

    @Test
    void a_sigterm_clears_the_stage_and_gives_the_terminal_back() throws Exception {
        Person person = opened();
        person.launcher().destroy();
        assertThat(person.isBackAsBefore()).isEqualTo(143);
        cleared();
    }

    @Test
    void a_sigterm_before_anybody_plays_clears_the_stage() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        person.start("kelpie demo --headless --for 60s");
        Built.until("there is a stage", () -> !stages().isEmpty());
        person.jvm().destroy();
        cleared();
    }

    @Test
    void what_a_killed_demo_left_is_cleared_by_the_next_one() throws Exception {
        Person person = opened();
        person.jvm().destroyForcibly();
        assertThat(person.isBackAsBefore()).isEqualTo(137);
        assertThat(stages()).hasSize(1);
        built.done("demo", "--headless", "--for", "1s");
        cleared();
    }

    @Test
    void without_a_screen_it_ends_by_itself_and_says_what_happened() throws Exception {
        var told = built.done("demo", "--headless", "--for", "8s", "--json");
        var last = told.out().lines().reduce((_, line) -> line).orElseThrow();
        assertThat(last).contains("\"agents\"", "\"alerts\"", "\"waiting\"");
        cleared();
    }

    private Person opened() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        person.opens("kelpie demo");
        person.sees(ON_STAGE);
        return person;
    }

    private List<Path> stages() throws IOException {
        try (var all = Files.list(stages)) {
            return all.filter(p -> p.getFileName().toString().startsWith("kelpie-demo-")).toList();
        }
    }

    private void cleared() throws Exception {
        Built.until("the stage is cleared", 30, () -> stages().isEmpty());
        assertThat(Outside.left(stages)).isEmpty();
    }
}
