package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Words that somebody would like to see run, through every way in. The sentinel never appears.
class HostileIT {
    @TempDir Path folder;
    private Built built;
    private Path sentinel;
    private List<String> hostile = List.of();

    @BeforeEach
    void words() throws Exception {
        built = new Built(folder);
        sentinel = built.folder.resolve("sentinel");
        String touch = "touch " + sentinel;
        hostile =
                List.of(
                        "$(" + touch + ")",
                        "`" + touch + "`",
                        "#(" + touch + ")",
                        "; " + touch,
                        "x\n" + touch + "\n",
                        "' ; " + touch + " ; '",
                        "\" ; " + touch + " ; \"",
                        "../../" + sentinel,
                        "#{l:#(" + touch + ")}",
                        "\u001b[201~\r" + touch + "\r",
                        "--" + touch);
    }

    @AfterEach
    void end() throws Exception {
        built.close();
        assertThat(sentinel).doesNotExist();
    }

    @Test
    void as_a_name_they_are_refused_by_every_verb() throws Exception {
        built.done("daemon");
        for (String verb :
                List.of(
                        "spawn",
                        "status",
                        "send",
                        "capture",
                        "wait",
                        "stop",
                        "kill",
                        "resume",
                        "diff",
                        "transcript",
                        "explain",
                        "attach")) {
            for (String word : hostile) {
                Built.Answer answer =
                        verb.equals("send")
                                ? built.kelpie(verb, word, "text")
                                : built.kelpie(verb, word);
                assertThat(answer.code()).as(verb + " " + word + answer).isBetween(1, 3);
                assertThat(answer.err()).as(verb).startsWith("kelpie").doesNotContain("\u001b");
            }
        }
        assertThat(built.done("ls", "--json").json().path("data")).isEmpty();
    }

    @Test
    void as_a_first_prompt_a_model_a_branch_or_an_environment_they_are_not_run() throws Exception {
        int n = 0;
        for (String word : hostile.subList(0, 5)) {
            built.kelpie("spawn", "p" + n, "--runtime", "fake", "--no-worktree", "--prompt", word);
            built.kelpie("spawn", "m" + n, "--runtime", "fake", "--no-worktree", "--model", word);
            built.kelpie("spawn", "b" + n, "--runtime", "fake", "--branch", word);
            built.kelpie(
                    "spawn",
                    "e" + n,
                    "--command",
                    "exec cat",
                    "--no-worktree",
                    "--env",
                    "A=" + word);
            n++;
        }
        running();
        for (var agent : built.done("ls", "--json").json().path("data")) {
            built.kelpie("kill", agent.path("name").asText());
        }
    }

    @Test
    void as_a_message_or_an_answer_to_an_agent_they_are_words() throws Exception {
        built.done("spawn", "fake", "--runtime", "fake", "--no-worktree", "--prompt", "look");
        built.done("wait", "fake", "--until", "waiting", "--timeout", "60s");
        for (String word : hostile) {
            built.kelpie("send", "--", "fake", word);
            built.kelpie("answer", "--", "fake", word);
        }
        built.done("send", "fake", "[[say the end]]");
        Built.until(
                "all were told", () -> built.kelpie("capture", "fake").out().contains("the end"));
        running();
        built.done("kill", "fake");
    }

    /// The program reads its terminal line by line, as a shell that somebody left at a heredoc.
    @Test
    void typed_into_a_program_of_ones_own_they_are_its_input() throws Exception {
        Path received = built.folder.resolve("received");
        built.done("spawn", "reader", "--command", "exec cat >" + received, "--no-worktree");
        built.done("wait", "reader", "--until", "working,waiting", "--timeout", "30s");
        for (String word : hostile) {
            Built.Answer answer = built.kelpie("send", "--force", "--", "reader", word);
            assertThat(answer.code()).as(word + answer).isIn(0, 4);
        }
        built.kelpie("send", "--force", "--", "reader", "the end");
        Built.until("all was read", () -> Files.readString(received).endsWith("the end\n"));

        String all = Files.readString(received);
        for (String word : hostile) {
            for (String line : word.replace("\u001b", "").split("[\r\n]+", -1)) {
                assertThat(all).contains(line);
            }
        }
        assertThat(all).doesNotContain("\u001b");
        running();
        built.done("kill", "reader");
    }

    /// Everywhere but for the command of one's own, which is there to be run.
    @Test
    void in_each_place_of_each_verb_they_are_words() throws Exception {
        built.done("daemon");
        for (CliVerb each : Verbs.all(() -> true, List.of()).all()) {
            Verb verb = each.verb();
            for (Param param : verb.params()) {
                if (param.kind() == Param.Kind.FLAG || param.name().equals("--command")) {
                    continue;
                }
                for (String word : hostile.subList(0, 6)) {
                    Built.Answer answer = built.kelpie(words(verb, param, word));
                    assertThat(answer.code())
                            .as(verb.name() + " " + param.name() + " " + word + answer)
                            .isBetween(0, 4);
                    assertThat(sentinel).doesNotExist();
                }
            }
        }
        running();
        built.kelpie("kill", "--all");
    }

    private static String[] words(Verb verb, Param place, String word) {
        var words = new ArrayList<>(List.of(verb.name()));
        for (Param param : verb.params()) {
            boolean needed =
                    param.kind() == Param.Kind.POSITIONAL || param.kind() == Param.Kind.POSITIONALS;
            boolean option =
                    param.kind() == Param.Kind.OPTION || param.kind() == Param.Kind.OPTIONS;
            if (param.equals(place)) {
                words.addAll(option ? List.of(param.name(), word) : List.of(word));
            } else if (needed) {
                words.add("nobody");
            }
        }
        return words.toArray(String[]::new);
    }

    private void running() throws IOException, InterruptedException {
        assertThat(built.done("status").code()).isZero();
        assertThat(built.home.resolve("logs").toFile().list((_, f) -> f.startsWith("crash")))
                .isNullOrEmpty();
        assertThat(sentinel).doesNotExist();
    }

    @Test
    void what_a_repository_would_like_git_to_run_is_not_run_by_ours() throws Exception {
        Path repository = Files.createDirectories(built.folder.resolve("repo"));
        String script = "#!/bin/sh\ntouch " + sentinel + "\n";
        git(repository, "init", "-q", "-b", "trunk");
        git(
                repository,
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@example.org",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "first");
        Path evil = Files.writeString(repository.resolve("evil.sh"), script);
        assertThat(evil.toFile().setExecutable(true)).isTrue();
        for (String key :
                List.of(
                        "core.fsmonitor",
                        "diff.external",
                        "core.sshCommand",
                        "filter.x.smudge",
                        "filter.x.clean",
                        "core.pager")) {
            git(repository, "config", key, evil.toString());
        }
        for (String hook : List.of("post-checkout", "pre-commit", "post-index-change")) {
            Path file = Files.writeString(repository.resolve(".git/hooks/" + hook), script);
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.createDirectories(repository.resolve(".claude"));
        Files.writeString(
                repository.resolve(".claude/settings.json"),
                "{\"statusLine\":{\"type\":\"command\",\"command\":\"touch " + sentinel + "\"}}");

        built.kelpie("spawn", "in-repo", "--command", "exec cat", "--repo", repository.toString());
        built.kelpie("diff", "in-repo");
        built.kelpie("kill", "in-repo", "--remove");

        assertThat(sentinel).doesNotExist();
    }

    private void git(Path repository, String... words) throws Exception {
        var command = new java.util.ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(words));
        Built.Answer answer = built.run(repository, command);
        assertThat(answer.code()).as(answer.err()).isZero();
    }
}
