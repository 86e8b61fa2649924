package dev.kelpie.hands.git;

import static dev.kelpie.hands.git.Playground.made;
import static dev.kelpie.hands.git.Playground.refused;
import static dev.kelpie.hands.git.Playground.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorktreesIT {
    @TempDir Path folder;
    private Playground play;
    private Path repository;

    @BeforeEach
    void makeARepository() {
        play = new Playground(folder);
        repository = play.repository("project");
    }

    @Test
    void a_new_worktree_has_its_own_branch_at_the_commit_one_stands_on() {
        var head = play.run(repository, "rev-parse", "HEAD");

        var tree = play.made(repository, "ash", "s-1");

        assertThat(tree)
                .isEqualTo(
                        new Worktree(
                                play.top.resolve("trees/ash"),
                                "kelpie/ash/s1",
                                head,
                                "ash",
                                "s-1",
                                List.of()));
        assertThat(tree.path().resolve("readme.txt")).hasContent("one\ntwo\nthree\n");
        assertThat(play.run(tree.path(), "rev-parse", "--abbrev-ref", "HEAD"))
                .isEqualTo("kelpie/ash/s1");
        assertThat(play.run(repository, "status", "--porcelain")).isEmpty();
    }

    @Test
    void the_same_session_gets_the_same_worktree_again() {
        var first = play.made(repository, "ash", "s-1");
        write(first.path().resolve("work.txt"), "half done");

        var again = play.made(repository, "ash", "s-1");

        assertThat(again).isEqualTo(first);
        assertThat(again.path().resolve("work.txt")).hasContent("half done");
    }

    @Test
    void another_session_of_that_name_is_refused_and_told_who_has_it() {
        play.made(repository, "ash", "s-1");

        var no = refused(play.worktrees.create(play.wish(repository, "ash", "s-2")));

        assertThat(no.why()).isEqualTo(Creation.Why.NAME_TAKEN);
        assertThat(no.detail()).contains("trees/ash", "session s-1", "kelpie/ash/s1");
        assertThat(branches()).containsExactly("kelpie/ash/s1", "main");
    }

    @Test
    void two_who_come_at_once_for_one_name_give_one_winner_and_one_refusal() throws Exception {
        for (int round = 0; round < 5; round++) {
            var agent = "ash-" + round;
            var results =
                    together(
                            List.of(
                                    play.wish(repository, agent, "s-1"),
                                    play.wish(repository, agent, "s-2")));

            assertThat(results).filteredOn(Creation.Made.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(Creation.Refused.class::isInstance)
                    .singleElement()
                    .extracting(no -> ((Creation.Refused) no).why())
                    .isEqualTo(Creation.Why.NAME_TAKEN);
        }
    }

    @Test
    void many_at_once_all_get_theirs() throws Exception {
        var wishes = new ArrayList<NewWorktree>();
        for (int i = 0; i < 8; i++) {
            wishes.add(play.wish(repository, "ash-" + i, "s-" + i));
        }

        assertThat(together(wishes)).allMatch(Creation.Made.class::isInstance);
        assertThat(play.worktrees.list(repository)).hasSize(9);
    }

    @Test
    void another_process_that_makes_one_is_waited_for() throws Exception {
        var common = repository.resolve(".git");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var holder =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockHolder.class.getName(),
                                common.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            var waiting = threads.submit(() -> play.made(repository, "ash", "s-1"));
            assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);

            holder.getOutputStream().close();

            assertThat(waiting.get(30, TimeUnit.SECONDS).path()).exists();
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Holds the lock until its input ends.
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] arguments) throws IOException {
            try (var _ = RepositoryLock.take(Path.of(arguments[0]))) {
                System.out.println("held");
                if (System.in.read() >= 0) {
                    throw new AssertionError("nobody writes here");
                }
            }
        }
    }

    @Test
    void one_can_be_made_from_inside_another_and_starts_from_its_commit() {
        var first = play.made(repository, "ash", "s-1");
        write(first.path().resolve("new.txt"), "x");
        var tip = play.commitAll(first.path(), "more");
        var inside = first.path().resolve("deep");
        write(inside.resolve("file"), "y");

        var second = play.made(inside, "oak", "s-2");

        assertThat(second.base()).isEqualTo(tip);
        assertThat(second.path()).isEqualTo(play.top.resolve("trees/oak"));
    }

    @Test
    void a_branch_that_is_checked_out_elsewhere_is_refused_with_the_place() {
        var first = play.made(repository, "ash", "s-1");

        var no = refused(play.worktrees.create(on("oak", first.branch(), Optional.empty())));
        var main = refused(play.worktrees.create(on("oak", "main", Optional.empty())));

        assertThat(no.why()).isEqualTo(Creation.Why.BRANCH_TAKEN);
        assertThat(no.detail()).contains(first.branch(), "ash", first.path().toString());
        assertThat(main.why()).isEqualTo(Creation.Why.BRANCH_TAKEN);
        assertThat(main.detail()).contains(repository.toString());
        assertThat(play.top.resolve("trees/oak")).doesNotExist();
    }

    @Test
    void a_branch_that_exists_goes_on_from_where_it_is() {
        play.run(repository, "branch", "topic");

        var tree = made(play.worktrees.create(on("ash", "topic", Optional.empty())));

        assertThat(tree.branch()).isEqualTo("topic");
        assertThat(tree.notices()).anyMatch(notice -> notice.contains("topic was there before"));
    }

    @Test
    void missing_bases_odd_names_and_empty_repositories_are_refused_in_words() {
        var empty = play.top.resolve("empty");
        write(empty.resolve("a"), "a");
        play.run(empty, "init", "-q");

        assertThat(refused(play.worktrees.create(play.wish(empty, "ash", "s-1"))).why())
                .isEqualTo(Creation.Why.NO_COMMIT_YET);
        assertThat(
                        refused(play.worktrees.create(on("ash", "new", Optional.of("no-such"))))
                                .detail())
                .isEqualTo("there is no commit 'no-such' here; fetch it first");
        assertThat(refused(play.worktrees.create(on("ash", "a..b", Optional.empty()))).why())
                .isEqualTo(Creation.Why.BAD_BRANCH_NAME);
        assertThat(refused(play.worktrees.create(on("ash", "-f", Optional.empty()))).why())
                .isEqualTo(Creation.Why.BAD_BRANCH_NAME);
        assertThat(refused(play.worktrees.create(on("ash", "b", Optional.of("--help")))).why())
                .isEqualTo(Creation.Why.NO_SUCH_BASE);
        assertThat(refused(play.worktrees.create(play.wish(play.top, "ash", "s-1"))).why())
                .isEqualTo(Creation.Why.NOT_A_REPOSITORY);
        assertThatThrownBy(() -> play.wish(repository, "../x", "s-1"))
                .hasMessageContaining("no agent name");
        assertThat(play.top.resolve("trees")).doesNotExist();
    }

    @Test
    void somebody_elses_directory_at_that_place_is_left_alone() {
        write(play.top.resolve("trees/ash/precious"), "mine");

        var no = refused(play.worktrees.create(play.wish(repository, "ash", "s-1")));

        assertThat(no.why()).isEqualTo(Creation.Why.PATH_TAKEN);
        assertThat(play.top.resolve("trees/ash/precious")).hasContent("mine");
    }

    @Test
    void what_fails_leaves_no_branch_no_directory_and_no_registration() {
        // a branch `kelpie` leaves no room for branches under `kelpie/`
        play.run(repository, "branch", "kelpie");

        assertThatThrownBy(() -> play.worktrees.create(play.wish(repository, "ash", "s-1")))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("make a worktree for ash")
                .hasMessageContaining("refs/heads/kelpie");

        assertThat(branches()).containsExactly("kelpie", "main");
        assertThat(play.worktrees.list(repository)).hasSize(1);
        assertThat(play.top.resolve("trees")).doesNotExist();
        assertThat(WorktreeNote.all(repository.resolve(".git"))).isEmpty();
    }

    @Test
    void what_a_crash_left_half_made_is_made_anew() throws IOException {
        var tree = play.made(repository, "ash", "s-1");
        var common = repository.resolve(".git");
        unready(common, "ash");
        Files.delete(tree.path().resolve("readme.txt"));
        write(common.resolve("worktrees/ash/locked"), "initializing");

        var again = play.made(repository, "ash", "s-1");

        assertThat(again).isEqualTo(tree);
        assertThat(again.path().resolve("readme.txt")).exists();
        assertThat(play.worktrees.list(repository).getLast().locked()).isEmpty();
    }

    @Test
    void a_crash_before_git_began_leaves_nothing_to_anybody_else() {
        var common = repository.resolve(".git");
        play.made(repository, "ash", "s-1");
        unready(common, "ash");

        var other = play.made(repository, "ash", "s-2");

        assertThat(other.branch()).isEqualTo("kelpie/ash/s2");
        assertThat(branches()).containsExactly("kelpie/ash/s2", "main");
    }

    @Test
    void a_worktree_whose_directory_vanished_comes_back_on_its_branch() {
        var tree = play.made(repository, "ash", "s-1");
        write(tree.path().resolve("work.txt"), "done");
        var tip = play.commitAll(tree.path(), "work");
        Trees.delete(tree.path());

        var again = play.made(repository, "ash", "s-1");

        assertThat(play.run(again.path(), "rev-parse", "HEAD")).isEqualTo(tip);
        assertThat(again.path().resolve("work.txt")).hasContent("done");
    }

    @Test
    void paths_with_spaces_other_scripts_and_line_ends_work() {
        for (var name : List.of("with space", "grün 木", "two\nlines", "-dash", "a=b", "q\"'$x")) {
            var odd = play.repository(name + "/repo");
            var wish =
                    new NewWorktree(
                            odd,
                            "ash",
                            "s-1",
                            Optional.empty(),
                            Optional.empty(),
                            play.top.resolve(name).resolve("trees"));

            var tree = made(play.worktrees.create(wish));

            assertThat(tree.path().resolve("readme.txt")).exists();
            assertThat(made(play.worktrees.create(wish))).isEqualTo(tree);
            assertThat(play.worktrees.inspect(tree.path()))
                    .isInstanceOfSatisfying(
                            Inspection.Repository.class,
                            found -> {
                                assertThat(found.root()).isEqualTo(odd);
                                assertThat(found.here()).isEqualTo(tree.path());
                                assertThat(found.linked()).isTrue();
                            });
            assertThat(play.worktrees.remove(tree.path()))
                    .isEqualTo(
                            new Removal.Removed(
                                    tree.path(), Optional.empty(), Verdict.Ignored.NONE));
        }
    }

    @Test
    void a_worktree_can_be_made_from_a_bare_repository() {
        play.run(play.top, "clone", "-q", "--bare", repository.toString(), "bare.git");

        var tree = play.made(play.top.resolve("bare.git"), "ash", "s-1");

        assertThat(tree.path().resolve("readme.txt")).exists();
    }

    @Test
    void submodules_are_noted() {
        var part = play.repository("part");
        play.run(
                repository,
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                part.toString(),
                "part");
        play.commitAll(repository, "with a part");

        assertThat(play.made(repository, "ash", "s-1").notices())
                .anyMatch(notice -> notice.contains("submodules are not checked out"));
    }

    private NewWorktree on(String agent, String branch, Optional<String> base) {
        return new NewWorktree(
                repository, agent, "s-9", Optional.of(branch), base, play.top.resolve("trees"));
    }

    private List<String> branches() {
        return List.of(
                play.run(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads")
                        .split("\n"));
    }

    private static void unready(Path common, String agent) {
        var note = WorktreeNote.of(common, agent).orElseThrow();
        new WorktreeNote(
                        note.agent(),
                        note.session(),
                        note.path(),
                        note.branch(),
                        note.base(),
                        note.ours(),
                        note.target(),
                        false)
                .write(common);
    }

    private List<Creation> together(List<NewWorktree> wishes) throws Exception {
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<Creation>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var wish : wishes) {
                answers.add(
                        threads.submit(() -> {
                            start.await();
                            // each its own, as two Kelpies would have
                            return new Worktrees(new Git(play.environment)).create(wish);
                        }));
            }
            start.countDown();
            var results = new ArrayList<Creation>();
            for (var answer : answers) {
                results.add(answer.get(60, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}
