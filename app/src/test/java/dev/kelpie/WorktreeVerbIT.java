package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kelpie worktree`, as a person asks for it.
class WorktreeVerbIT {
    @TempDir Path folder;
    private TestHerd herd;

    @BeforeEach
    void begin() throws Exception {
        herd = TestHerd.started(folder);
    }

    @AfterEach
    void end() throws Exception {
        herd.close();
    }

    private JsonNode json(int code, String... argv) throws Exception {
        var all = new java.util.ArrayList<>(java.util.List.of("worktree"));
        all.addAll(java.util.List.of(argv));
        all.add("--json");
        Outside.Ran ran = herd.cli(all.toArray(String[]::new));
        assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
        return new ObjectMapper().readTree(ran.out());
    }

    private JsonNode row(String agent) throws Exception {
        for (JsonNode row : json(0, "list").path("data")) {
            if (row.path("agent").asText().equals(agent)) {
                return row;
            }
        }
        throw new AssertionError("no row for " + agent);
    }

    private void ended(String name, String prompt) throws Exception {
        herd.spawn(name, prompt);
        herd.awaits(name, "waiting");
        assertThat(herd.cli("stop", name).code()).isZero();
    }

    private String git(Path at, String... argv) throws Exception {
        return Outside.git(at, herd.environment, argv);
    }

    @Test
    void each_is_listed_with_what_is_in_it() throws Exception {
        assertThat(herd.cli("worktree", "list").out()).isEqualTo("no worktrees\n");
        herd.spawn("live", "hello");
        ended("clean", "hello");
        ended("dirty", "[[edit new.txt precious]]");
        ended("ahead", "[[edit new.txt precious]] [[commit mine]]");
        herd.awaits("live", "waiting");

        assertThat(row("live").path("live").asBoolean()).isTrue();
        assertThat(row("clean").path("state").asText()).isEqualTo("merged");
        assertThat(row("clean").path("live").asBoolean()).isFalse();
        assertThat(row("clean").path("branch").asText()).startsWith("kelpie/clean/");
        assertThat(row("dirty").path("state").asText()).isEqualTo("dirty");
        assertThat(row("dirty").path("reasons").path(0).asText()).contains("not under git");
        assertThat(row("ahead").path("state").asText()).isEqualTo("unmerged");
        assertThat(herd.cli("worktree", "list").out())
                .contains(herd.tree("dirty").toString(), "unmerged");
    }

    @Test
    void only_what_holds_nothing_is_removed_and_the_rest_says_why() throws Exception {
        herd.spawn("live", "hello");
        ended("clean", "hello");
        ended("dirty", "[[edit new.txt precious]]");
        Path clean = herd.tree("clean");

        assertThat(json(1, "remove", "live").path("error").path("reason").asText())
                .isEqualTo("still_running");
        assertThat(json(1, "remove", "nobody").path("error").path("reason").asText())
                .isEqualTo("no_worktree");
        assertThat(json(1, "remove", "dirty").path("error").path("detail").asText())
                .contains("1 files not under git");
        assertThat(herd.tree("dirty").resolve("new.txt")).exists();

        assertThat(json(0, "remove", "clean").path("data").path("path").asText())
                .isEqualTo(clean.toString());
        assertThat(clean).doesNotExist();
        assertThat(git(herd.repository, "worktree", "list")).doesNotContain(clean.toString());
        assertThat(json(1, "remove", "clean").path("error").path("reason").asText())
                .isEqualTo("no_worktree");
    }

    @Test
    void work_in_a_place_that_git_ignores_is_kept_and_plain_files_there_are_told()
            throws Exception {
        Files.writeString(herd.repository.resolve(".gitignore"), ".claude/worktrees/\nign/\n");
        git(herd.repository, "add", "-A");
        git(herd.repository, "commit", "-q", "-m", "rules");
        ended("outer", "hello");
        ended("plain", "hello");
        herd.spawn("killed", "hello");
        herd.awaits("killed", "waiting");
        for (String name : java.util.List.of("outer", "killed")) {
            git(
                    herd.tree(name),
                    "worktree",
                    "add",
                    "-q",
                    ".claude/worktrees/in",
                    "-b",
                    "b-" + name);
            Files.writeString(
                    herd.tree(name).resolve(".claude/worktrees/in/work.txt"), "only here");
        }
        Files.createDirectories(herd.tree("plain").resolve("ign"));
        Files.writeString(herd.tree("plain").resolve("ign/report.md"), "a report");

        assertThat(row("outer").path("state").asText()).isEqualTo("dirty");
        assertThat(row("outer").path("reasons").path(0).asText())
                .contains("inside it: .claude/worktrees/in");
        assertThat(json(1, "remove", "outer").path("error").path("detail").asText())
                .contains("kept: 1 repository or worktree of its own inside it");
        Path kept = herd.tree("killed").resolve(".claude/worktrees/in/work.txt");
        assertThat(herd.cli("kill", "killed").err()).contains("worktree kept: 1 repository");
        assertThat(kept).hasContent("only here");

        assertThat(row("plain").path("ignored_files").asInt()).isEqualTo(1);
        assertThat(herd.cli("worktree", "list").out())
                .contains("    goes with it: 1 ignored file: ign/\n");
        assertThat(herd.cli("worktree", "remove", "plain").out())
                .contains("is removed; gone with it: 1 ignored file: ign/");
    }

    @Test
    void a_kill_says_that_the_worktree_went_and_what_went_with_it() throws Exception {
        herd.spawn("plain", "hello");
        herd.awaits("plain", "waiting");
        Path tree = herd.tree("plain");
        assertThat(herd.cli("kill", "plain").err()).isEqualTo("plain: worktree removed\n");
        assertThat(tree).doesNotExist();

        herd.spawn("built", "hello");
        herd.awaits("built", "waiting");
        Files.writeString(herd.repository.resolve(".git/info/exclude"), "*.o\n");
        Files.writeString(herd.tree("built").resolve("a.o"), "o");
        assertThat(herd.cli("kill", "built").err())
                .isEqualTo("built: worktree removed; gone with it: 1 ignored file: a.o\n");
    }

    /// The agent's row is gone, its work is not.
    @Test
    void a_worktree_outlives_its_row_and_is_still_found() throws Exception {
        ended("dirty", "[[edit new.txt precious]]");
        Path tree = herd.tree("dirty");
        herd.cli("kill", "dirty", "--remove");
        assertThat(herd.world().agents()).isEmpty();

        assertThat(row("dirty").path("path").asText()).isEqualTo(tree.toString());
        Files.delete(tree.resolve("new.txt"));
        assertThat(json(0, "remove", "dirty").path("data").path("removed").asBoolean()).isTrue();
    }

    /// One repository that is gone does not hide the others.
    @Test
    void the_tree_of_a_repository_that_was_deleted_or_moved_is_listed_and_kept() throws Exception {
        ended("whole", "hello");
        Path clone = herd.root.resolve("clone");
        git(herd.root, "clone", "-q", herd.repository.toString(), clone.toString());
        for (String name : java.util.List.of("lost", "killed")) {
            assertThat(herd.cli("spawn", name, "--runtime", "fake", "--repo", clone.toString()))
                    .extracting(Outside.Ran::code)
                    .isEqualTo(0);
            herd.awaits(name, "waiting");
            Files.writeString(herd.tree(name).resolve("work.txt"), "only here");
        }
        Path lost = herd.tree("lost");
        Path killed = herd.tree("killed");
        assertThat(herd.cli("stop", "lost").code()).isZero();
        Path moved = Files.move(clone, herd.root.resolve("moved"));

        assertThat(row("whole").path("state").asText()).isEqualTo("merged");
        assertThat(row("lost").path("state").asText()).isEqualTo("orphaned");
        assertThat(row("lost").path("branch").isNull()).isTrue();
        assertThat(row("lost").path("reasons").path(0).asText())
                .contains("its repository " + clone + "/.git is gone", "kelpie worktree repair");
        assertThat(json(1, "remove", "lost").path("error").path("detail").asText())
                .contains("kept: its repository");
        assertThat(json(0, "repair").path("data").findValuesAsText("finding"))
                .containsExactly("left", "left");
        assertThat(json(0, "remove", "whole").path("data").path("removed").asBoolean()).isTrue();
        assertThat(herd.cli("kill", "killed", "--remove").err())
                .contains("killed: worktree kept: its repository");
        assertThat(killed.resolve("work.txt")).hasContent("only here");

        assertThat(herd.cliIn(moved, "worktree", "repair").out()).contains("lost: mended");
        assertThat(lost.resolve("work.txt")).hasContent("only here");
        assertThat(herd.cliIn(moved, "worktree", "list").out()).contains("lost             dirty");
    }

    /// A name is not given to a second agent while the first one's work lies in its place.
    @Test
    void a_name_whose_worktree_was_kept_is_refused_before_there_is_a_row() throws Exception {
        ended("dirty", "[[edit new.txt precious]]");
        String session = herd.agent("dirty").session().value();
        Path tree = herd.tree("dirty");
        herd.cli("kill", "dirty", "--remove");

        Outside.Ran again = herd.cli("spawn", "dirty", "--runtime", "fake");

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err())
                .contains(tree + " is still there from an earlier dirty", "kelpie worktree remove");
        assertThat(herd.world().agents()).isEmpty();
        assertThat(herd.cli("restore", "dirty").code()).isZero();
        assertThat(herd.agent("dirty").session().value()).isEqualTo(session);
        herd.cli("kill", "dirty", "--remove");
        Files.delete(tree.resolve("new.txt"));
        assertThat(herd.cli("worktree", "remove", "dirty").code()).isZero();
        assertThat(herd.cli("spawn", "dirty", "--runtime", "fake").code()).isZero();
    }

    @Test
    void a_spawn_says_what_the_agent_starts_without() throws Exception {
        Files.writeString(herd.repository.resolve("uncommitted.txt"), "not seen by agents");
        git(herd.repository, "checkout", "-q", "--detach");

        Outside.Ran ran = herd.cli("spawn", "ann", "--runtime", "fake");

        assertThat(ran.out()).doesNotContain("committed");
        assertThat(ran.err())
                .contains("ann: 1 file is changed and not committed in " + herd.repository)
                .contains("ann: HEAD is on no branch but at");
        assertThat(herd.cli("status", "ann").out()).contains("notices", "not committed");
        assertThat(herd.cli("log", "ann").out()).contains("1 file is changed and not committed");
        Outside.Ran other = herd.cli("spawn", "bob", "--runtime", "fake", "--json");
        assertThat(new ObjectMapper().readTree(other.out()).path("data").path("notices"))
                .hasSize(2);
        assertThat(other.err()).isEmpty();
    }

    @Test
    void a_name_of_a_directory_sends_nothing_to_the_terminal() throws Exception {
        Path odd = herd.root.resolve("odd\u001b]0;owned\u0007\nname");
        git(herd.root, "clone", "-q", herd.repository.toString(), odd.toString());
        assertThat(herd.cli("spawn", "ann", "--runtime", "fake", "--repo", odd.toString()).code())
                .isZero();
        herd.awaits("ann", "waiting");
        herd.cli("kill", "ann");
        assertThat(herd.cli("spawn", "bob", "--runtime", "fake", "--repo", odd.toString()).code())
                .isZero();
        herd.awaits("bob", "waiting");
        assertThat(herd.cli("stop", "bob").code()).isZero();

        String list = herd.cli("worktree", "list").out();
        String removed = herd.cli("worktree", "remove", "bob").out();

        for (String words : java.util.List.of(list, removed)) {
            assertThat(words).contains("odd·]0;owned· name").doesNotContain("\u001b", "\u0007");
            assertThat(words.lines()).hasSize(1);
        }
    }

    @Test
    void repair_gives_up_what_vanished_keeps_what_is_locked_and_leaves_others_alone()
            throws Exception {
        ended("gone", "hello");
        ended("held", "hello");
        Path others = herd.root.resolve("others");
        git(herd.repository, "worktree", "add", "-q", "--detach", others.toString());
        git(herd.repository, "worktree", "lock", herd.tree("held").toString());
        for (Path tree : java.util.List.of(herd.tree("gone"), herd.tree("held"), others)) {
            Files.move(tree, herd.root.resolve("aside-" + tree.getFileName()));
        }
        assertThat(row("gone").path("state").asText()).isEqualTo("broken");

        JsonNode found = json(0, "repair").path("data");

        assertThat(found).hasSize(2);
        assertThat(found.findValuesAsText("finding"))
                .containsExactlyInAnyOrder("forgotten", "left");
        String left = git(herd.repository, "worktree", "list", "--porcelain");
        assertThat(left).contains(others.toString(), "/held").doesNotContain("/gone\n");
        assertThat(herd.cli("worktree", "repair").out()).contains("left: it is locked");
    }
}
