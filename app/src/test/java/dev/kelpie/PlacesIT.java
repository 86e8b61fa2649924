package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where agents work, seen from outside: their processes, and git.
class PlacesIT {
    @TempDir Path folder;
    private Built built;
    private Path repository;

    @BeforeEach
    void home() throws Exception {
        built = new Built(folder);
        repository =
                Outside.repository(
                        built.folder.resolve("repo"), Map.of("PATH", System.getenv("PATH")));
    }

    @AfterEach
    void end() throws Exception {
        for (JsonNode agent : built.done("ls", "--json").json().path("data")) {
            built.kelpie("kill", agent.path("name").asText());
        }
        built.close();
    }

    private Built.Answer spawn(Path cwd, String... words) throws Exception {
        var command = new ArrayList<>(List.of(Built.LAUNCHER.toString(), "spawn"));
        command.addAll(List.of(words));
        command.addAll(List.of("--runtime", "fake"));
        return built.run(cwd, command);
    }

    private JsonNode agent(String name) throws Exception {
        return built.done("status", name, "--json").json().path("data");
    }

    private Path tree(String name) throws Exception {
        return Path.of(agent(name).path("directory").asText());
    }

    private String git(Path at, String... words) throws Exception {
        return Outside.git(at, Map.of("PATH", System.getenv("PATH")), words);
    }

    @Test
    void several_directories_get_an_agent_each_that_runs_there() throws Exception {
        for (String name : List.of("frontend", "backend", "docs")) {
            Files.createDirectories(repository.resolve(name));
        }

        Built.Answer answer =
                spawn(repository, "--dir", "frontend", "--dir", "backend", "--dir", "docs");

        assertThat(answer.code()).as(answer.toString()).isZero();
        for (String name : List.of("frontend", "backend", "docs")) {
            Path process = Path.of("/proc", agent(name).path("pid").asText());
            assertThat(process.resolve("cwd").toRealPath()).isEqualTo(repository.resolve(name));
            assertThat(Files.readString(note(name))).contains("`" + name + "`");
        }
        assertThat(git(repository, "status", "--porcelain")).as("git sees none of them").isEmpty();

        built.done("stop", "docs");
        gone(note("docs"));
        built.done("resume", "docs");
        assertThat(note("docs")).as("and comes with it").exists();
        for (String name : List.of("frontend", "backend", "docs")) {
            built.done("kill", name);
            gone(note(name));
        }
        assertThat(repository.resolve(".git/info/exclude")).content().doesNotContain("CLAUDE");
    }

    private static void gone(Path note) throws Exception {
        Outside.until(
                note + " is gone",
                TestHerd.PATIENCE,
                () -> !Files.exists(note),
                () -> "it is there");
    }

    private Path note(String name) {
        return repository.resolve(name).resolve("CLAUDE.local.md");
    }

    @Test
    void in_a_directory_a_file_of_the_users_is_left_as_it_is() throws Exception {
        for (String name : List.of("frontend", "backend")) {
            Files.createDirectories(repository.resolve(name));
        }
        Files.writeString(note("frontend"), "mine");

        Built.Answer answer = spawn(repository, "--dir", "frontend", "--dir", "backend");

        assertThat(answer.code()).as(answer.toString()).isZero();
        assertThat(answer.toString()).contains("frontend: CLAUDE.local.md not laid");
        String laid = Files.readString(note("backend"));
        Files.writeString(note("backend"), laid + "and mine\n");
        built.done("kill", "frontend", "backend");
        built.done("daemon");
        assertThat(note("frontend")).hasContent("mine");
        assertThat(note("backend")).as("written on by somebody").hasContent(laid + "and mine\n");
    }

    @Test
    void a_resume_that_fails_says_so_and_can_be_tried_again() throws Exception {
        Path place = Files.createDirectory(built.folder.resolve("mounted"));
        assertThat(spawn(built.folder, "away", "--dir", place.toString(), "look").code()).isZero();
        built.done("wait", "away", "--until", "waiting", "--timeout", "60s");
        built.done("stop", "away");
        built.done("wait", "away", "--until", "ended", "--timeout", "60s");
        Path elsewhere = Files.move(place, built.folder.resolve("elsewhere"));

        var answer = built.kelpie("resume", "away");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("never started", "the directory is not there");

        Files.move(elsewhere, place);
        assertThat(built.done("resume", "away").out()).contains("away resumed");
    }

    @Test
    void from_inside_a_worktree_the_next_one_is_made_beside_it() throws Exception {
        spawn(repository, "one");

        assertThat(spawn(tree("one"), "two").code()).isZero();

        assertThat(tree("two").getParent()).isEqualTo(tree("one").getParent());
        assertThat(git(repository, "worktree", "list").lines()).hasSize(3);
    }

    @Test
    void of_two_at_once_with_one_name_one_wins_and_one_is_told() throws Exception {
        built.done("daemon");

        var first = CompletableFuture.supplyAsync(this::ann);
        Built.Answer second = ann();

        var answers = List.of(first.join(), second);
        assertThat(answers).extracting(Built.Answer::code).containsExactlyInAnyOrder(0, 1);
        assertThat(answers)
                .filteredOn(a -> a.code() == 1)
                .allMatch(a -> a.err().contains("ann is there already"));
        assertThat(git(repository, "worktree", "list").lines()).hasSize(2);
    }

    private Built.Answer ann() {
        try {
            return spawn(repository, "ann");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_agent_knows_who_it_is_and_its_note_never_comes_into_git() throws Exception {
        spawn(repository, "one");
        spawn(repository, "two");
        Path one = tree("one");
        Path note = one.resolve("CLAUDE.local.md");

        assertThat(
                        Files.readString(
                                        Path.of(
                                                "/proc",
                                                agent("one").path("pid").asText(),
                                                "environ"))
                                .split("\0"))
                .contains("CLAUDE_AGENT_ID=one", "CLAUDE_WORKTREE=" + one);
        assertThat(Files.readString(note))
                .contains("`one`", agent("one").path("branch").asText())
                .isNotEqualTo(Files.readString(tree("two").resolve("CLAUDE.local.md")));
        assertThat(repository.resolve(".gitignore")).doesNotExist();
        Files.writeString(one.resolve("work.txt"), "x");
        git(one, "add", "-A");
        git(one, "commit", "-q", "-m", "work");
        assertThat(git(one, "show", "--name-only", "--format=")).isEqualTo("work.txt\n");

        assertThat(built.done("kill", "one").err()).contains("worktree kept");
        assertThat(one.resolve("work.txt")).exists();
        assertThat(note).doesNotExist();
    }
}
