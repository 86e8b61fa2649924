package dev.kelpie.hands.git;

import static dev.kelpie.hands.git.Playground.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffsIT {
    @TempDir Path folder;
    private Playground play;
    private Worktree tree;
    private Diffs diffs;

    @BeforeEach
    void makeAWorktree() {
        play = new Playground(folder);
        var repository = play.repository("project");
        write(repository.resolve("old name.txt"), "a\nb\nc\nd\ne\n");
        write(repository.resolve("gone.txt"), "x\n");
        play.commitAll(repository, "second");
        tree = play.made(repository, "ash", "s-1");
        diffs = new Diffs(play.git, play.top.resolve("scratch"));
    }

    @Test
    void committed_staged_edited_and_new_files_are_all_there() throws IOException {
        write(tree.path().resolve("readme.txt"), "one\n2\nthree\n");
        play.commitAll(tree.path(), "edit");
        write(tree.path().resolve("staged.txt"), "s\n");
        play.run(tree.path(), "add", "staged.txt");
        write(tree.path().resolve("staged.txt"), "s\nt\n");
        play.run(tree.path(), "mv", "old name.txt", "neuer Name.txt");
        Files.delete(tree.path().resolve("gone.txt"));
        write(tree.path().resolve("deep/two\nlines.txt"), "n\nn\n");
        Files.write(tree.path().resolve("blob.bin"), new byte[] {0, 1, 2, 0});
        play.worktrees.overlay(tree.path(), "CLAUDE.local.md", "not part of it");
        var indexBefore = Files.readAllBytes(index());
        var objectsBefore = objects();

        var summary = diffs.summary(tree.path(), tree.base());

        assertThat(summary)
                .isEqualTo(
                        new Diffs.Summary(
                                List.of(
                                        change("blob.bin", 0, 0, true),
                                        change("deep/two\nlines.txt", 2, 0, false),
                                        change("gone.txt", 0, 1, false),
                                        new Diffs.Change(
                                                "neuer Name.txt",
                                                Optional.of("old name.txt"),
                                                0,
                                                0,
                                                false),
                                        change("readme.txt", 1, 1, false),
                                        change("staged.txt", 2, 0, false)),
                                5,
                                2));
        assertThat(diffs.text(tree.path(), tree.base(), 1 << 20).text())
                .contains(
                        "+2\n",
                        "-two\n",
                        "+s\n",
                        "rename to neuer Name.txt",
                        "+n\n",
                        "Binary files")
                .doesNotContain("not part of it");
        assertThat(Files.readAllBytes(index())).isEqualTo(indexBefore);
        assertThat(objects()).as("none but the empty one").isEqualTo(objectsBefore);
        assertThat(play.top.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void the_users_taste_does_not_bend_the_form() {
        play.run(tree.path(), "config", "--global", "diff.noprefix", "true");
        play.run(tree.path(), "config", "--global", "color.ui", "always");
        play.run(tree.path(), "config", "--global", "diff.renames", "false");
        write(tree.path().resolve("readme.txt"), "one\n");

        assertThat(diffs.text(tree.path(), tree.base(), 1 << 20).text())
                .startsWith("diff --git a/readme.txt b/readme.txt\n");
    }

    @Test
    void a_long_diff_is_cut_at_the_limit_and_says_so() {
        write(tree.path().resolve("long.txt"), "line\n".repeat(100_000));

        var text = diffs.text(tree.path(), tree.base(), 1000);

        assertThat(text.cut()).isTrue();
        assertThat(text.text()).hasSize(1000);
        assertThat(diffs.text(tree.path(), tree.base(), 10_000_000).cut()).isFalse();
    }

    @Test
    void it_works_from_inside_the_tree_and_with_nothing_changed() {
        write(tree.path().resolve("deep/file"), "x\n");
        assertThat(diffs.summary(tree.path().resolve("deep"), tree.base()).files())
                .containsExactly(change("deep/file", 1, 0, false));

        Trees.delete(tree.path().resolve("deep"));
        assertThat(diffs.summary(tree.path(), tree.base()).files()).isEmpty();
        assertThat(diffs.commits(tree.path(), tree.base())).isEmpty();
    }

    @Test
    void commits_come_newest_first_with_odd_subjects_whole() {
        write(tree.path().resolve("a"), "a");
        var first = play.commitAll(tree.path(), "a: \"x\"\n\nbody\nof it");
        write(tree.path().resolve("b"), "b");
        var second = play.commitAll(tree.path(), "grün");

        assertThat(diffs.commits(tree.path(), tree.base()))
                .extracting(Diffs.Commit::id, Diffs.Commit::author, Diffs.Commit::subject)
                .containsExactly(
                        tuple(second, "A Tester", "grün"), tuple(first, "A Tester", "a: \"x\""));
    }

    @Test
    void an_unknown_base_is_said_and_an_option_is_no_base() {
        for (var base : List.of("0123456789012345678901234567890123456789", "--output=x", "none")) {
            assertThatThrownBy(() -> diffs.text(tree.path(), base, 1000))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining("compare");
        }
        assertThat(tree.path().resolve("x")).doesNotExist();
    }

    @Test
    void branches_are_followed_without_a_process() {
        var common = play.top.resolve("project/.git");
        try (var refs = Refs.open(common)) {
            assertThat(refs.tip(tree.branch())).contains(tree.base());
            assertThat(refs.tip("none")).isEmpty();

            write(tree.path().resolve("a"), "a");
            var tip = play.commitAll(tree.path(), "a");
            play.run(tree.path(), "pack-refs", "--all");

            assertThat(refs.tips("kelpie/")).isEqualTo(Map.of(tree.branch(), tip));
        }
    }

    private List<String> objects() {
        var all = play.run(tree.path(), "cat-file", "--batch-all-objects", "--batch-check");
        return all.lines().filter(line -> !line.endsWith(" blob 0")).toList();
    }

    private Path index() {
        return Path.of(
                play.run(
                        tree.path(), "rev-parse", "--path-format=absolute", "--git-path", "index"));
    }

    private static Diffs.Change change(String path, int added, int deleted, boolean binary) {
        return new Diffs.Change(path, Optional.empty(), added, deleted, binary);
    }
}
