package dev.kelpie.hands.git;

import static dev.kelpie.hands.git.Playground.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorktreeSafetyIT {
    @TempDir Path folder;
    private Playground play;
    private Path repository;
    private Worktree tree;

    @BeforeEach
    void makeAWorktree() {
        play = new Playground(folder);
        repository = play.repository("project");
        tree = play.made(repository, "ash", "s-1");
    }

    @Test
    void an_untouched_one_goes_with_its_branch_and_leaves_nothing() {
        play.worktrees.overlay(tree.path(), "CLAUDE.local.md", "hello");

        assertThat(play.worktrees.safety(tree.path())).isInstanceOf(Verdict.Removable.class);
        assertThat(play.worktrees.remove(tree.path()))
                .isEqualTo(
                        new Removal.Removed(tree.path(), Optional.empty(), Verdict.Ignored.NONE));

        assertThat(tree.path()).doesNotExist();
        assertThat(branches()).isEqualTo("main");
        assertThat(play.worktrees.list(repository)).hasSize(1);
        assertThat(repository.resolve(".git/info/exclude")).content().doesNotContain("kelpie");
    }

    @Test
    void uncommitted_and_untracked_files_keep_it_and_are_counted() {
        write(tree.path().resolve("readme.txt"), "changed");
        write(tree.path().resolve("a/one"), "1");
        write(tree.path().resolve("a/two"), "2");
        play.run(repository, "config", "status.showUntrackedFiles", "no");

        assertKept(new Verdict.Uncommitted(1), new Verdict.Untracked(2));
    }

    @Test
    void a_change_that_git_was_told_not_to_see_keeps_it() {
        play.run(tree.path(), "update-index", "--assume-unchanged", "readme.txt");
        write(tree.path().resolve("readme.txt"), "changed");

        assertKept(new Verdict.Hidden(1));
    }

    @Test
    void commits_of_its_own_keep_it_until_they_are_merged_and_then_the_branch_stays() {
        commit("one");
        commit("two");
        assertKept(new Verdict.Unmerged(2, "main"));

        play.run(repository, "merge", "-q", "--ff-only", tree.branch());

        assertThat(play.worktrees.remove(tree.path()))
                .isEqualTo(
                        new Removal.Removed(
                                tree.path(), Optional.of(tree.branch()), Verdict.Ignored.NONE));
        assertThat(branches()).isEqualTo("kelpie/ash/s1\nmain");
    }

    @Test
    void picked_and_squashed_commits_count_as_landed() {
        commit("one");
        commit("two");
        write(repository.resolve("other"), "main went on");
        play.commitAll(repository, "other");
        play.run(repository, "cherry-pick", tree.branch() + "~1");
        assertKept(new Verdict.Unmerged(1, "main"));

        play.run(repository, "merge", "-q", "--squash", tree.branch());
        play.run(repository, "commit", "-q", "-m", "squashed");

        assertThat(play.worktrees.safety(tree.path())).isInstanceOf(Verdict.Removable.class);
    }

    @Test
    void pushed_commits_are_safe() {
        play.run(play.top, "init", "-q", "--bare", "remote.git");
        commit("one");
        play.run(tree.path(), "remote", "add", "origin", play.top.resolve("remote.git").toString());
        assertKept(new Verdict.Unmerged(1, "main"));

        play.run(tree.path(), "push", "-q", "origin", "HEAD");

        assertThat(play.worktrees.safety(tree.path())).isInstanceOf(Verdict.Removable.class);
    }

    @Test
    void a_detached_head_with_work_keeps_it() {
        play.run(tree.path(), "checkout", "-q", "--detach");
        commit("one");

        assertKept(new Verdict.Unmerged(1, "main"));
    }

    @Test
    void work_on_the_first_branch_keeps_it_though_the_agent_went_to_another() {
        commit("one");
        play.run(tree.path(), "checkout", "-q", "-b", "elsewhere", "main");

        assertKept(new Verdict.Unmerged(1, "main"));
    }

    @Test
    void a_process_that_works_in_it_keeps_it() throws Exception {
        var inside = Files.createDirectories(tree.path().resolve("sub"));
        var process = new ProcessBuilder("sleep", "60").directory(inside.toFile()).start();
        try {
            assertKept(new Verdict.InUse(List.of(process.pid())));
            assertThat(play.worktrees.safety(tree.path(), Set.of(process.pid())))
                    .as("one that is about to end keeps nothing")
                    .isInstanceOf(Verdict.Removable.class);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(play.worktrees.safety(tree.path())).isInstanceOf(Verdict.Removable.class);
    }

    @Test
    void a_lock_a_rebase_and_a_dying_git_keep_it() {
        play.run(repository, "worktree", "lock", "--reason", "mine", tree.path().toString());
        assertKept(new Verdict.Locked("mine"));
        play.run(repository, "worktree", "unlock", tree.path().toString());

        write(repository.resolve(".git/worktrees/ash/index.lock"), "");
        assertThat(((Verdict.Keep) play.worktrees.safety(tree.path())).reasons())
                .contains(new Verdict.Underway("git command"));
        Trees.delete(repository.resolve(".git/worktrees/ash/index.lock"));

        commit("one");
        commit("two");
        play.run(
                tree.path(),
                "-c",
                "sequence.editor=sed -i s/^pick/edit/",
                "rebase",
                "-q",
                "-i",
                "HEAD~2");
        assertThat(((Verdict.Keep) play.worktrees.safety(tree.path())).reasons())
                .contains(new Verdict.Underway("rebase"));
    }

    @Test
    void a_conflict_keeps_it() {
        write(tree.path().resolve("readme.txt"), "theirs\n");
        play.commitAll(tree.path(), "theirs");
        write(repository.resolve("readme.txt"), "ours\n");
        play.commitAll(repository, "ours");
        play.attempt(tree.path(), List.of("git", "merge", "main"));

        assertThat(((Verdict.Keep) play.worktrees.safety(tree.path())).reasons())
                .contains(new Verdict.Conflicted(1), new Verdict.Underway("merge"));
    }

    @Test
    void a_stash_made_on_its_branch_keeps_it() {
        write(tree.path().resolve("readme.txt"), "changed");
        play.run(tree.path(), "stash");

        assertKept(new Verdict.Stashed(1));
    }

    @Test
    void a_submodule_that_is_checked_out_keeps_it() {
        var part = play.repository("part");
        var allow = List.of("-c", "protocol.file.allow=always", "submodule", "--quiet");
        play.run(repository, with(allow, "add", part.toString(), "part"));
        play.commitAll(repository, "with a part");
        var oak = play.made(repository, "oak", "s-2");
        play.run(oak.path(), with(allow, "update", "--init"));
        write(oak.path().resolve("part/readme.txt"), "changed inside");

        assertThat(play.worktrees.safety(oak.path()))
                .isEqualTo(new Verdict.Keep(List.of(new Verdict.Submodules(1))));
    }

    @Test
    void the_main_tree_and_places_inside_a_tree_are_never_removed() {
        assertThat(play.worktrees.remove(repository)).isInstanceOf(Removal.Kept.class);
        write(tree.path().resolve("sub/file"), "x");
        assertThatThrownBy(() -> play.worktrees.remove(tree.path().resolve("sub")))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("registered exactly there");
    }

    @Test
    void a_directory_without_write_permission_goes_too() {
        write(tree.path().resolve("cache/module/file"), "x");
        write(repository.resolve(".git/info/exclude"), "/cache\n");
        assertThat(tree.path().resolve("cache/module").toFile().setWritable(false)).isTrue();

        assertThat(play.worktrees.remove(tree.path())).isInstanceOf(Removal.Removed.class);
        assertThat(tree.path()).doesNotExist();
    }

    @Test
    void an_overlay_is_unseen_by_git_and_written_once() throws IOException {
        var exclude = write(repository.resolve(".git/info/exclude"), "# theirs\n*.o\n");
        var file = tree.path().resolve("CLAUDE.local.md");

        assertThat(play.worktrees.overlay(tree.path(), "CLAUDE.local.md", "one"))
                .isEqualTo(new Overlay.Laid(file));
        var once = Files.readString(exclude);
        play.worktrees.overlay(tree.path(), "CLAUDE.local.md", "two");
        play.worktrees.overlay(tree.path(), ".agent/rules.md", "three");
        play.run(tree.path(), "add", "-A");

        assertThat(once).startsWith("# theirs\n*.o\n").contains("\n/CLAUDE.local.md\n");
        assertThat(exclude).content().containsOnlyOnce("/CLAUDE.local.md");
        assertThat(file).hasContent(Overlay.MARK + "\ntwo");
        assertThat(play.run(tree.path(), "status", "--porcelain")).isEmpty();
        assertThat(play.run(repository, "status", "--porcelain")).isEmpty();

        play.worktrees.takeOff(tree.path(), "CLAUDE.local.md");
        assertThat(file).doesNotExist();
    }

    @Test
    void an_overlay_never_replaces_a_file_of_the_project_or_the_user() throws IOException {
        write(tree.path().resolve("AGENTS.md"), "the project's");
        play.commitAll(tree.path(), "agents");
        write(tree.path().resolve("CLAUDE.local.md"), "the user's");

        assertThat(play.worktrees.overlay(tree.path(), "AGENTS.md", "x"))
                .isEqualTo(new Overlay.Tracked(tree.path().resolve("AGENTS.md")));
        assertThat(play.worktrees.overlay(tree.path(), "CLAUDE.local.md", "x"))
                .isInstanceOf(Overlay.Impossible.class);
        play.worktrees.takeOff(tree.path(), "CLAUDE.local.md");

        assertThat(tree.path().resolve("AGENTS.md")).hasContent("the project's");
        assertThat(tree.path().resolve("CLAUDE.local.md")).hasContent("the user's");
    }

    @Test
    void a_note_beside_the_users_files_is_unseen_by_git_and_goes_to_the_last_trace()
            throws IOException {
        var exclude = write(repository.resolve(".git/info/exclude"), "# theirs\n");
        var odd = Files.createDirectories(repository.resolve("a [b]* #\\ d "));
        for (var directory : List.of(odd, repository)) {
            assertThat(play.worktrees.overlayBeside(directory, "CLAUDE.local.md", "x"))
                    .isEqualTo(new Overlay.Laid(directory.resolve("CLAUDE.local.md")));
        }
        assertThat(play.run(repository, "status", "--porcelain")).isEmpty();

        play.worktrees.takeOff(tree.path(), "CLAUDE.local.md");
        assertThat(play.worktrees.remove(tree.path())).isInstanceOf(Removal.Removed.class);
        assertThat(play.run(repository, "status", "--porcelain"))
                .as("the last worktree's end takes no other's line")
                .isEmpty();

        play.worktrees.takeOffBeside(odd, "CLAUDE.local.md", "x");
        play.worktrees.takeOffBeside(repository, "CLAUDE.local.md", "x");
        assertThat(odd).isEmptyDirectory();
        assertThat(exclude).hasContent("# theirs\n");
    }

    @Test
    void a_note_beside_the_users_files_replaces_and_takes_nothing() throws IOException {
        var plain = Files.createDirectories(play.top.resolve("plain"));
        for (var directory : List.of(repository, plain)) {
            var file = directory.resolve("CLAUDE.local.md");
            for (var there : List.of("", "the user's", Overlay.MARK + "\nanother agent's")) {
                write(file, there);

                assertThat(play.worktrees.overlayBeside(directory, "CLAUDE.local.md", "x"))
                        .isInstanceOf(Overlay.Impossible.class);
                play.worktrees.takeOffBeside(directory, "CLAUDE.local.md", "x");

                assertThat(file).hasContent(there);
            }
        }
        play.commitAll(repository, "theirs");
        Files.delete(repository.resolve("CLAUDE.local.md"));
        assertThat(play.worktrees.overlayBeside(repository, "CLAUDE.local.md", "x"))
                .isInstanceOf(Overlay.Tracked.class);
    }

    @Test
    void an_overlay_does_not_leave_the_tree() throws IOException {
        var outside = Files.createDirectories(play.top.resolve("outside"));
        Files.createSymbolicLink(tree.path().resolve(".agent"), outside);

        assertThat(play.worktrees.overlay(tree.path(), ".agent/rules.md", "x"))
                .isInstanceOf(Overlay.Impossible.class);
        assertThatThrownBy(() -> play.worktrees.overlay(tree.path(), "../x.md", "x"))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void an_overlay_that_the_project_un_ignores_is_not_written() {
        write(tree.path().resolve(".gitignore"), "!CLAUDE.local.md\n");

        assertThat(play.worktrees.overlay(tree.path(), "CLAUDE.local.md", "x"))
                .isInstanceOf(Overlay.Impossible.class);
        assertThat(tree.path().resolve("CLAUDE.local.md")).doesNotExist();
    }

    @Test
    void a_repair_forgets_only_what_holds_nothing() {
        var staged = play.made(repository, "elm", "s-2");
        write(staged.path().resolve("new"), "x");
        play.run(staged.path(), "add", "new");
        var locked = play.made(repository, "fir", "s-3");
        play.run(repository, "worktree", "lock", locked.path().toString());
        var detached = play.made(repository, "oak", "s-4");
        play.run(detached.path(), "checkout", "-q", "--detach");
        write(detached.path().resolve("new"), "x");
        play.commitAll(detached.path(), "only here");
        for (var each : List.of(tree, staged, locked, detached)) {
            Trees.delete(each.path());
        }

        var findings = play.worktrees.repair(repository);

        assertThat(findings).hasSize(4).contains(new Finding.Forgotten(tree.path()));
        assertThat(findings)
                .filteredOn(Finding.Left.class::isInstance)
                .extracting(left -> ((Finding.Left) left).worktree())
                .containsExactlyInAnyOrder(staged.path(), locked.path(), detached.path());
        assertThat(branches()).contains("kelpie/ash/s1");
        assertThat(play.worktrees.list(repository)).hasSize(4);
    }

    @Test
    void a_repair_mends_links_after_the_repository_was_moved() throws IOException {
        var moved = Files.move(repository, play.top.resolve("moved"));

        var findings = play.worktrees.repair(moved);

        assertThat(findings).containsExactly(new Finding.Mended(tree.path()));
        assertThat(play.run(tree.path(), "status", "--porcelain")).isEmpty();
        assertThat(play.worktrees.repair(moved)).isEmpty();
    }

    @Test
    void a_repair_sets_a_broken_registration_aside_and_deletes_nothing_of_it() throws IOException {
        var registration = repository.resolve(".git/worktrees/ash");
        Files.delete(registration.resolve("HEAD"));

        var findings = play.worktrees.repair(repository);

        assertThat(findings)
                .anySatisfy(each ->
                        assertThat(each)
                                .isInstanceOfSatisfying(
                                        Finding.SetAside.class,
                                        aside -> assertThat(aside.to().resolve("index")).exists()));
    }

    private void commit(String name) {
        write(tree.path().resolve(name), name);
        play.commitAll(tree.path(), name);
    }

    private String branches() {
        return play.run(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads");
    }

    private static String[] with(List<String> first, String... more) {
        return Stream.concat(first.stream(), List.of(more).stream()).toArray(String[]::new);
    }

    private void assertKept(Verdict.Reason... reasons) {
        var keep = new Verdict.Keep(List.of(reasons));
        assertThat(play.worktrees.safety(tree.path())).isEqualTo(keep);
        assertThat(play.worktrees.remove(tree.path()))
                .isEqualTo(new Removal.Kept(tree.path(), keep));
        assertThat(tree.path()).exists();
        assertThat(keep.text()).isNotBlank();
    }
}
