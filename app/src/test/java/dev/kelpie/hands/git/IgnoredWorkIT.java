package dev.kelpie.hands.git;

import static dev.kelpie.hands.git.Playground.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a worktree holds where git was told not to look.
class IgnoredWorkIT {
    @TempDir Path folder;
    private Playground play;
    private Path repository;
    private Path tree;

    @BeforeEach
    void makeAWorktree() {
        play = new Playground(folder);
        repository = play.repository("project");
        write(repository.resolve(".gitignore"), ".claude/worktrees/\nbuild/\n.env\n*.log\n");
        write(repository.resolve("src/deep/code.txt"), "code");
        play.commitAll(repository, "with rules");
        tree = play.made(repository, "ash", "s-1").path();
    }

    @Test
    void a_worktree_inside_it_keeps_it_though_git_ignores_its_place() {
        play.run(tree, "worktree", "add", "-q", ".claude/worktrees/agent-1", "-b", "b1");
        Path work = write(tree.resolve(".claude/worktrees/agent-1/work.txt"), "only here");

        assertKept(new Verdict.Nested(List.of(".claude/worktrees/agent-1")));
        assertThat(work).exists();

        play.run(tree, "worktree", "remove", "--force", ".claude/worktrees/agent-1");
        assertThat(play.worktrees.safety(tree)).isInstanceOf(Verdict.Removable.class);
    }

    @Test
    void a_worktree_inside_it_keeps_it_though_its_link_is_gone() throws Exception {
        play.run(tree, "worktree", "add", "-q", "build/inner", "-b", "b1");
        Files.delete(tree.resolve("build/inner/.git"));

        assertKept(new Verdict.Nested(List.of("build/inner")));
    }

    @Test
    void a_repository_of_its_own_keeps_it_at_any_depth_and_in_any_form() {
        Path deep = tree.resolve("build/a/b/c");
        write(deep.resolve("file"), "x");
        play.run(deep, "init", "-q");
        play.commitAll(deep, "only here");
        play.run(tree, "init", "-q", "--bare", "build/bare.git");
        // git looks past it, as the files around it are under git
        play.run(tree.resolve("src/deep"), "init", "-q");

        assertKept(new Verdict.Nested(List.of("build/a/b/c", "build/bare.git", "src/deep")));
        assertThat(play.worktrees.safety(tree))
                .isInstanceOfSatisfying(
                        Verdict.Keep.class,
                        keep ->
                                assertThat(keep.text())
                                        .isEqualTo(
                                                "3 repositories or worktrees of their own inside"
                                                        + " it: build/a/b/c, build/bare.git, src/deep"));
    }

    @Test
    void plain_ignored_files_go_and_are_counted_and_named_files_first() {
        write(tree.resolve("build/out/one.o"), "1");
        write(tree.resolve("build/out/two.o"), "2");
        write(tree.resolve("src/run.log"), "3");
        play.worktrees.overlay(tree, "CLAUDE.local.md", "Kelpie's own is not counted");
        var expected = new Verdict.Ignored(3, List.of("build/", "src/run.log"));

        assertThat(play.worktrees.safety(tree))
                .isInstanceOfSatisfying(
                        Verdict.Removable.class,
                        removable -> assertThat(removable.ignored()).isEqualTo(expected));
        assertThat(expected.text()).contains("3 ignored files: src/run.log, build/");
        assertThat(play.worktrees.remove(tree))
                .isEqualTo(new Removal.Removed(tree, Optional.empty(), expected));
        assertThat(tree).doesNotExist();
    }

    @Test
    void the_last_one_that_goes_takes_the_directory_around_it_along() {
        Path other = play.made(repository, "oak", "s-2").path();

        play.worktrees.remove(tree);
        assertThat(other).exists();
        play.worktrees.remove(other);

        assertThat(play.top.resolve("trees")).doesNotExist();
    }

    @Test
    void a_link_to_a_repository_elsewhere_keeps_nothing_and_is_not_followed() throws Exception {
        Path elsewhere = play.repository("elsewhere");
        Files.createDirectories(tree.resolve("build"));
        Files.createSymbolicLink(tree.resolve("build/link"), elsewhere);

        assertThat(play.worktrees.remove(tree)).isInstanceOf(Removal.Removed.class);
        assertThat(elsewhere.resolve("readme.txt")).exists();
    }

    @Test
    void a_tree_that_is_too_large_to_look_through_is_known_to_be_so() {
        write(tree.resolve("build/one"), "1");
        write(tree.resolve("build/two"), "2");

        assertThat(Contents.of(tree, Set.of(), 3).unseen()).contains("there are more than 3 files");
        assertThat(Contents.of(tree, Set.of(), 100).unseen()).isEmpty();
    }

    private void assertKept(Verdict.Reason... reasons) {
        var keep = new Verdict.Keep(List.of(reasons));
        assertThat(play.worktrees.safety(tree)).isEqualTo(keep);
        assertThat(play.worktrees.remove(tree)).isEqualTo(new Removal.Kept(tree, keep));
        assertThat(tree).exists();
    }
}
