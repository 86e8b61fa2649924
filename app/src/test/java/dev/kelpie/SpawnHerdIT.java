package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several agents by one `spawn`, and what is refused before anything is made for it.
class SpawnHerdIT {
    @TempDir Path folder;
    private TestHerd herd;
    private Path file;

    @BeforeEach
    void herd() throws Exception {
        herd = TestHerd.started(folder);
        file = herd.root.resolve("herd.yaml");
        for (String name : new String[] {"a", "b", "c"}) {
            Files.createDirectories(herd.root.resolve(name));
        }
    }

    @AfterEach
    void end() throws Exception {
        herd.close();
    }

    private Outside.Ran herd(String... entries) throws Exception {
        Files.writeString(file, "agents:\n  - " + String.join("\n  - ", entries) + "\n");
        return herd.cli("spawn", "--herd", file.toString());
    }

    @Test
    void every_objection_to_a_file_is_named_and_nothing_is_started() throws Exception {
        Outside.Ran ran =
                herd(
                        "{name: one, dir: a, command: cat}",
                        "{name: two, dir: nowhere, command: cat}",
                        "{name: three, dir: a, runtime: none}");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("two: " + herd.root.resolve("nowhere") + " is not a directory")
                .contains("three: there is no runtime 'none'");
        assertThat(herd.world().agents()).isEmpty();
    }

    @Test
    void the_same_file_again_leaves_those_that_are_there_alone_and_starts_the_rest()
            throws Exception {
        assertThat(herd("{name: one, dir: a, command: cat}").code()).isZero();
        SessionId session = herd.agent("one").session();

        Outside.Ran again =
                herd("{name: one, dir: a, command: cat}", "{name: two, dir: b, command: cat}");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("one is there already: ").contains("two ");
        assertThat(again.out()).doesNotContain("two is there");
        assertThat(herd.agent("one").session()).isEqualTo(session);
    }

    @Test
    void one_that_is_there_otherwise_keeps_the_whole_file_from_starting() throws Exception {
        herd("{name: one, dir: a, command: cat, env: {A: b}}");

        Outside.Ran ran =
                herd(
                        "{name: two, dir: b, command: cat}",
                        "{name: one, dir: a, command: cat, env: {A: c}}");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("one is there already, and was started otherwise");
        assertThat(herd.world().agents()).hasSize(1);
    }

    @Test
    void one_whose_command_ends_at_once_was_started_like_the_others() throws Exception {
        Outside.Ran ran =
                herd("{name: one, dir: a, command: 'true'}", "{name: two, dir: b, command: cat}");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        herd.awaits("one", "ended");
        assertThat(herd.cli("spawn", "--herd", file.toString()).out())
                .contains("one is there already: ended (exit 0)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --herd x one                   | NAME can't be given beside --herd
                    --herd x --confine --model m   | --model, --confine can't be given beside --herd
                    --herd x --prompt p            | --prompt can't be given beside --herd
                    --herd x --permissions ask     | --permissions can't be given beside --herd
                    --dir a --branch b             | --branch can't be given beside --dir
                    --dir a --base b --repo c      | --repo, --base can't be given beside --dir
                    --dir /                        | / has no name of its own; give the agent's NAME
                    """)
    void what_would_be_passed_over_in_silence_is_a_wrong_command_line(String line, String words)
            throws Exception {
        Outside.Ran ran = herd.cli(("spawn " + line).split(" "));

        assertThat(ran.err()).contains(words);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(herd.world().agents()).isEmpty();
    }

    @Test
    void a_mistyped_base_or_branch_is_refused_before_there_is_a_row() throws Exception {
        Outside.Ran base = herd.cli("spawn", "one", "--runtime", "fake", "--base", "nope");
        assertThat(base.code()).isEqualTo(1);
        assertThat(base.err()).contains("one: there is no commit 'nope' here");
        Outside.Ran branch = herd.cli("spawn", "one", "--runtime", "fake", "--branch", "a b");
        assertThat(branch.code()).isEqualTo(1);
        assertThat(branch.err()).contains("one: git takes no branch named 'a b'");
        assertThat(herd.world().agents()).isEmpty();
    }

    @Test
    void a_branch_that_somebody_stands_on_is_refused_before_there_is_a_row() throws Exception {
        Outside.Ran ran = herd.cli("spawn", "one", "--runtime", "fake", "--branch", "main");

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("one: branch main is checked out at " + herd.repository);
        assertThat(herd.events()).isEmpty();
    }

    @Test
    void what_fails_only_while_it_starts_leaves_no_row_and_no_worktree() throws Exception {
        // git can't keep a branch in a folder that has the name of another branch
        Outside.Ran ran = herd.cli("spawn", "one", "--runtime", "fake", "--branch", "main/one");

        assertThat(ran.code()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("make a worktree for one");
        assertThat(herd.world().agents()).isEmpty();
        assertThat(herd.home.worktrees()).doesNotExist();
        assertThat(herd.cli("log").out()).contains("never started: make a worktree for one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    agents: {a: b}                                   | agents must be a list
                    agents: [one]                                    | agents[1] must be keys with values
                    agents: [{name: a, dir: a, env: [1]}]            | env must be names with values
                    agents: [{name: a, dir: a, confine: [1]}]        | confine must be true or false
                    agents: [{name: [1], dir: a}]                    | name must be a text
                    agents: [{name: a, dir: a, env: {A: }}]          | no value for A
                    agents: [ ]                                      | there are no agents in it
                    - a                                              | the file must be keys with values
                    agents: [{name: a                                | expected ',' or '}'
                    """)
    void what_is_wrong_in_a_file_is_said_in_words_for_people(String text, String words)
            throws Exception {
        Files.writeString(file, text + "\n");

        Outside.Ran ran = herd.cli("spawn", "--herd", file.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(file.toString()).contains(words);
        assertThat(ran.err()).doesNotContain("java").doesNotContain("dev.kelpie");
    }

    @Test
    void a_file_that_is_no_text_or_is_not_there_is_called_so() throws Exception {
        Files.write(file, "agents: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(herd.cli("spawn", "--herd", file.toString()).err())
                .contains(file + " is not UTF-8 text");
        Files.delete(file);
        assertThat(herd.cli("spawn", "--herd", file.toString()).err())
                .contains("can't read " + file + ": there is none");
    }
}
