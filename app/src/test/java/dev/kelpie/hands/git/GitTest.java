package dev.kelpie.hands.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.hands.git.Harmless.Scoped;
import dev.kelpie.hands.git.Harmless.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitTest {
    @Test
    void what_only_the_repository_says_is_put_back_to_what_the_user_says() {
        var found =
                List.of(
                        in("global", "filter.lfs.smudge", "git-lfs smudge"),
                        in("global", "credential.helper", "store"),
                        in("local", "filter.lfs.smudge", "evil"),
                        in("local", "filter.Own.process", "evil"),
                        in("local", "credential.helper", "evil"),
                        in("worktree", "merge.own.driver", "evil"),
                        in("local", "Include.path", "more"),
                        in("local", "core.bare", "false"));

        var settings = new ArrayList<>(Harmless.over(found));
        settings.removeAll(Harmless.ALWAYS);

        assertThat(settings)
                .containsExactly(
                        new Setting("filter.lfs.smudge", ""),
                        new Setting("filter.lfs.smudge", "git-lfs smudge"),
                        new Setting("filter.Own.process", ""),
                        new Setting("credential.helper", ""),
                        new Setting("credential.helper", "store"),
                        new Setting("merge.own.driver", "false"));
        assertThat(Harmless.ignoredFilters(found)).containsExactly("Own");
    }

    @Test
    void a_listing_is_read_with_its_scopes_odd_names_and_values_of_several_lines() {
        assertThat(Harmless.parse("local\0filter.a=b\nc.d.smudge\nx\ny\0global\0core.flag\0"))
                .containsExactly(
                        in("local", "filter.a=b", "c.d.smudge\nx\ny"),
                        in("global", "core.flag", "true"));
        assertThat(Harmless.parse("")).isEmpty();
    }

    @Test
    void worktrees_are_read_with_their_states() {
        var items =
                List.of(
                        "worktree /a b",
                        "HEAD 1",
                        "branch refs/heads/x/y",
                        "",
                        "worktree /c\nd",
                        "HEAD 2",
                        "detached",
                        "locked",
                        "",
                        "worktree /e",
                        "HEAD 3",
                        "branch refs/heads/z",
                        "locked why",
                        "prunable gone");

        assertThat(Registration.parse(items))
                .containsExactly(
                        new Registration(
                                Path.of("/a b"),
                                "1",
                                Optional.of("x/y"),
                                true,
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        new Registration(
                                Path.of("/c\nd"),
                                "2",
                                Optional.empty(),
                                false,
                                false,
                                Optional.of(""),
                                Optional.empty()),
                        new Registration(
                                Path.of("/e"),
                                "3",
                                Optional.of("z"),
                                false,
                                false,
                                Optional.of("why"),
                                Optional.of("gone")));
    }

    @Test
    void a_status_is_counted_by_kind() {
        var items =
                List.of(
                        "# branch.oid 123",
                        "# branch.head (detached)",
                        "1 .M N... a",
                        "2 R. N... b",
                        "? old name of b",
                        "u UU N... c",
                        "? d",
                        "! build/");

        assertThat(Status.parse(items))
                .isEqualTo(
                        new Status(
                                new Inspection.Head.Detached("123"), 2, 1, 1, List.of("build/")));
    }

    @Test
    void counts_of_lines_are_read_with_renames_and_binaries() {
        assertThat(Diffs.parse(List.of("1\t2\ta\tb", "-\t-\tc", "0\t3\t", "old", "new")))
                .containsExactly(
                        new Diffs.Change("a\tb", Optional.empty(), 1, 2, false),
                        new Diffs.Change("c", Optional.empty(), 0, 0, true),
                        new Diffs.Change("new", Optional.of("old"), 0, 3, false));
    }

    @Test
    void lsof_tells_who_is_in_a_tree() {
        var listing = "p10\nn/trees/ash\np11\nn/trees/ash/deep\np12\nn/trees/ashes\np13\nn/\n";

        assertThat(Residents.parseLsof(listing, Path.of("/trees/ash"))).containsExactly(10L, 11L);
    }

    @Test
    void a_session_names_a_branch_by_its_end() {
        assertThat(branch("2026-11-21T10:00-0001")).isEqualTo("kelpie/ash/121t10000001");
        assertThat(branch("s-1")).isEqualTo("kelpie/ash/s1");
        assertThat(branch("日本")).matches("kelpie/ash/[0-9a-f]+");
    }

    private static String branch(String session) {
        return new NewWorktree(
                        Path.of("/r"),
                        "ash",
                        session,
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/t"))
                .branchName();
    }

    private static Scoped in(String scope, String key, String value) {
        return new Scoped(scope, new Setting(key, value));
    }
}
