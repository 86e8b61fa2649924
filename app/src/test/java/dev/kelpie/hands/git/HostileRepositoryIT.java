package dev.kelpie.hands.git;

import static dev.kelpie.hands.git.Playground.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each program that a repository can configure would leave a file behind if it ran.
class HostileRepositoryIT {
    @TempDir Path folder;
    private Playground play;
    private Path repository;
    private Path sentinels;

    @BeforeEach
    void makeARepository() throws IOException {
        play = new Playground(folder);
        repository = play.repository("project");
        write(repository.resolve(".gitattributes"), "* filter=evil diff=evil merge=evil\n");
        write(repository.resolve(".claude/settings.json"), settingsWithAHook());
        play.commitAll(repository, "attributes");
        sentinels = Files.createDirectories(play.top.resolve("sentinels"));
    }

    /// Keys whose programs a plain git runs in the course of ordinary commands.
    static List<String> proven() {
        return List.of(
                "core.fsmonitor",
                "filter.evil.smudge",
                "filter.evil.clean",
                "filter.evil.process",
                "diff.external",
                "diff.evil.command",
                "diff.evil.textconv");
    }

    /// Keys whose programs need a network, a signature or a terminal to run. They are here so that
    /// a new version of git cannot surprise us.
    static List<String> rarer() {
        return List.of(
                "merge.evil.driver",
                "core.sshCommand",
                "core.gitProxy",
                "core.pager",
                "pager.status",
                "pager.worktree",
                "core.editor",
                "core.askPass",
                "core.alternateRefsCommand",
                "gpg.program",
                "gpg.ssh.program",
                "gpg.ssh.defaultKeyCommand",
                "credential.helper",
                "sequence.editor",
                "uploadpack.packObjectsHook",
                "hook.evil.command",
                "lfs.customtransfer.evil.path",
                "alias.status",
                "alias.worktree",
                "alias.diff",
                "alias.rev-parse");
    }

    @ParameterizedTest
    @MethodSource("proven")
    void nothing_that_the_repository_configures_runs(String key) {
        play.run(repository, "config", key, script(key));
        everythingThatKelpieDoes();
        assertThat(sentinels).isEmptyDirectory();

        provoke();
        assertThat(sentinels).as("the trap works, under a plain git").isNotEmptyDirectory();
    }

    @Test
    void nothing_runs_when_everything_is_set() {
        rarer().forEach(key -> play.run(repository, "config", key, script(key)));
        play.run(repository, "config", "hook.evil.event", "post-checkout");
        play.run(repository, "config", "log.showSignature", "true");
        play.run(repository, "config", "submodule.recurse", "true");

        everythingThatKelpieDoes();

        assertThat(sentinels).isEmptyDirectory();
    }

    @Test
    void no_hook_runs() throws IOException {
        for (var hook :
                List.of(
                        "post-checkout",
                        "post-index-change",
                        "reference-transaction",
                        "post-commit",
                        "pre-auto-gc",
                        "fsmonitor-watchman")) {
            var file = write(repository.resolve(".git/hooks/" + hook), "#!/bin/sh\n" + touch(hook));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        everythingThatKelpieDoes();
        assertThat(sentinels).isEmptyDirectory();

        provoke();
        assertThat(sentinels.resolve("post-checkout")).exists();
    }

    @Test
    void an_included_file_and_a_worktrees_own_configuration_are_no_way_round() {
        var included = write(repository.resolve(".git/more"), configuration("include"));
        play.run(repository, "config", "include.path", included.toString());
        var conditional = write(play.top.resolve("other"), configuration("includeIf"));
        play.run(repository, "config", "includeIf.gitdir:/**.path", conditional.toString());
        play.run(repository, "config", "extensions.worktreeConfig", "true");
        write(repository.resolve(".git/config.worktree"), configuration("worktree"));

        everythingThatKelpieDoes();

        assertThat(sentinels).isEmptyDirectory();
    }

    @Test
    void an_agent_that_sets_traps_in_its_own_worktree_catches_nobody() {
        var tree = play.made(repository, "ash", "s-1");
        play.run(repository, "config", "extensions.worktreeConfig", "true");
        for (var key : proven()) {
            play.run(tree.path(), "config", "--worktree", key, script(key));
        }
        write(tree.path().resolve("readme.txt"), "changed by the agent, and of another length");

        play.worktrees.inspect(tree.path());
        play.worktrees.safety(tree.path());
        play.worktrees.remove(tree.path());

        assertThat(sentinels).isEmptyDirectory();
    }

    @Test
    void a_removal_obeys_no_configuration_of_the_tree_that_it_removes() {
        var tree = play.made(repository, "ash", "s-1");
        play.run(repository, "config", "extensions.worktreeConfig", "true");
        play.run(tree.path(), "config", "--worktree", "filter.evil.clean", script("clean"));
        // rewritten with the same content: git has to read it, through the filter
        write(tree.path().resolve("readme.txt"), "one\ntwo\nthree\n");

        assertThat(play.worktrees.remove(tree.path())).isInstanceOf(Removal.Removed.class);

        assertThat(sentinels).isEmptyDirectory();
    }

    @Test
    void a_filter_with_an_odd_name_is_found_too() {
        write(repository.resolve(".gitattributes"), "* filter=a=b.c\n");
        play.commitAll(repository, "odd");
        write(
                repository.resolve(".git/config"),
                read(repository.resolve(".git/config"))
                        + "[filter \"a=b.c\"]\n\tsmudge = "
                        + touch("odd")
                        + "\n");

        everythingThatKelpieDoes();

        assertThat(sentinels).isEmptyDirectory();
    }

    @Test
    void a_filter_of_the_users_own_does_run_and_the_repository_cannot_replace_it() {
        play.run(repository, "config", "--global", "filter.evil.smudge", "tr a-z A-Z");
        play.run(repository, "config", "filter.evil.smudge", script("smudge"));

        var tree = play.made(repository, "ash", "s-1");

        assertThat(tree.path().resolve("readme.txt")).hasContent("ONE\nTWO\nTHREE\n");
        assertThat(tree.notices()).isEmpty();
        assertThat(sentinels).isEmptyDirectory();
    }

    @Test
    void the_users_filter_rests_when_the_repository_gives_it_programs_to_run() {
        play.run(repository, "config", "--global", "filter.evil.smudge", "tr a-z A-Z");
        play.run(repository, "config", "lfs.customtransfer.x.path", script("transfer"));

        var tree = play.made(repository, "ash", "s-1");

        assertThat(tree.path().resolve("readme.txt")).hasContent("one\ntwo\nthree\n");
    }

    @Test
    void a_filter_that_only_the_repository_has_is_named_in_a_notice() {
        play.run(repository, "config", "filter.evil.smudge", script("smudge"));
        play.run(repository, "config", "filter.evil.required", "true");

        var tree = play.made(repository, "ash", "s-1");

        assertThat(tree.notices()).singleElement().asString().contains("filter 'evil'");
        assertThat(tree.path().resolve("readme.txt")).hasContent("one\ntwo\nthree\n");
    }

    @Test
    void a_missing_object_of_a_partial_clone_starts_no_transport() {
        play.run(repository, "config", "extensions.partialClone", "evil");
        play.run(repository, "config", "remote.evil.promisor", "true");
        play.run(repository, "config", "remote.evil.url", "ext::" + script("ext"));
        play.run(repository, "config", "protocol.ext.allow", "always");
        var blob = play.run(repository, "rev-parse", "HEAD:readme.txt");
        Trees.delete(repository.resolve(".git/objects").resolve(blob.substring(0, 2)));

        assertThatThrownBy(() -> play.worktrees.create(play.wish(repository, "ash", "s-1")))
                .isInstanceOf(GitException.class);

        assertThat(sentinels).isEmptyDirectory();
        assertThat(play.worktrees.list(repository)).hasSize(1);
    }

    private void everythingThatKelpieDoes() {
        write(repository.resolve("readme.txt"), "changed to another length");
        write(repository.resolve("fresh.txt"), "fresh");
        play.worktrees.inspect(repository);
        var tree = play.made(repository, "ash", "s-1");
        write(tree.path().resolve("readme.txt"), "changed to another length, again");
        write(tree.path().resolve("fresh.txt"), "fresh");
        play.worktrees.overlay(tree.path(), "CLAUDE.local.md", "stay in your tree");
        play.worktrees.inspect(tree.path());
        play.worktrees.safety(tree.path());
        var diffs = new Diffs(play.git, play.top);
        assertThat(diffs.summary(tree.path(), tree.base()).files()).isNotEmpty();
        assertThat(diffs.text(tree.path(), tree.base(), 1 << 20).text()).contains("fresh");
        diffs.commits(tree.path(), tree.base());
        assertThat(play.worktrees.remove(tree.path())).isInstanceOf(Removal.Kept.class);
        var clean = play.made(repository, "oak", "s-2");
        play.worktrees.remove(clean.path());
        play.worktrees.repair(repository);
        play.worktrees.list(repository);
    }

    /// What a careless host does.
    private void provoke() {
        write(repository.resolve("readme.txt"), "changed to another length");
        for (var command :
                List.of(
                        List.of("git", "status"),
                        List.of("git", "diff"),
                        List.of("git", "worktree", "add", "../plain"))) {
            play.attempt(repository, command);
        }
    }

    private String configuration(String name) {
        return "[core]\n\tfsmonitor = "
                + script(name + "-fsmonitor")
                + "\n[filter \"evil\"]\n\tsmudge = "
                + script(name + "-smudge")
                + "\n\tclean = "
                + script(name + "-clean")
                + "\n\tprocess = "
                + script(name + "-process")
                + "\n[diff \"evil\"]\n\ttextconv = "
                + script(name + "-textconv")
                + "\n";
    }

    private String script(String name) {
        var file = write(play.top.resolve("scripts").resolve(name), "#!/bin/sh\n" + touch(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    private String touch(String name) {
        return "touch '" + play.top.resolve("sentinels").resolve(name) + "'";
    }

    private String settingsWithAHook() {
        return "{\"hooks\":{\"SessionStart\":[{\"hooks\":[{\"type\":\"command\",\"command\":\""
                + "touch "
                + play.top.resolve("sentinels/claude")
                + "\"}]}]}}";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
