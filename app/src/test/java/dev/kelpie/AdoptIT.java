package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that a person started by hand, in a tmux server of their own.
class AdoptIT {
    private static final String PANES = "#{session_id} #{pane_id} #{pane_pid} #{session_attached}";

    @TempDir Path folder;
    private Built built;
    private Path repository;

    @BeforeEach
    void a_server_with_an_agent_and_a_shell() throws Exception {
        built = new Built(folder);
        repository = Files.createDirectories(built.folder.resolve("work"));
        git("init", "-q", "-b", "trunk");
        Path claude = built.folder.resolve("claude");
        Files.copy(Path.of("/bin/sleep").toRealPath(), claude, StandardCopyOption.COPY_ATTRIBUTES);
        own(
                "new-session",
                "-d",
                "-s",
                "mine",
                "-c",
                repository.toString(),
                "echo '#(x)'; exec cat");
        own(
                "new-window",
                "-d",
                "-t",
                "mine:",
                "-c",
                repository.toString(),
                "echo thinking; " + claude + " 600");
        Built.until("the agent runs", () -> !list().isEmpty());
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    private void git(String... words) throws Exception {
        var command = new java.util.ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(words));
        assertThat(built.run(repository, command).code()).isZero();
    }

    private Built.Answer own(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("tmux", "-f", "/dev/null"));
        command.addAll(List.of(words));
        Built.Answer answer = built.run(built.folder, command);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer;
    }

    private JsonNode list() throws IOException, InterruptedException {
        return built.done("adopt", "--json").json().path("data");
    }

    @Test
    void it_is_listed_with_all_that_one_wants_to_know_and_nothing_is_changed() throws Exception {
        String before = own("list-panes", "-a", "-F", PANES).out();

        JsonNode only = list().path(0);

        assertThat(list()).hasSize(1);
        assertThat(only.path("target").asText()).matches("default:%\\d+");
        assertThat(only.path("runtime").asText()).isEqualTo("claude");
        assertThat(only.path("session").asText()).isEqualTo("mine");
        assertThat(only.path("directory").asText()).isEqualTo(repository.toString());
        assertThat(only.path("branch").asText()).isEqualTo("trunk");
        assertThat(only.path("uptime_seconds").asLong(-1)).isBetween(0L, 600L);
        assertThat(only.path("last_line").asText()).isEqualTo("thinking");
        assertThat(built.done("adopt").out())
                .contains(only.path("target").asText(), "claude", repository + " on trunk");
        assertThat(own("list-panes", "-a", "-F", PANES).out()).isEqualTo(before);
        assertThat(built.home).doesNotExist();
    }

    @Test
    void it_is_killed_on_the_persons_word_only_and_its_neighbour_lives() throws Exception {
        String target = list().path(0).path("target").asText();

        Built.Answer asked = built.kelpie("adopt", "--kill", target);

        assertThat(asked.code()).isEqualTo(1);
        assertThat(asked.err()).contains("--yes");
        assertThat(list()).hasSize(1);

        built.done("adopt", "--kill", target, "--yes");

        assertThat(list()).isEmpty();
        assertThat(own("list-panes", "-a", "-F", PANES).out().lines()).hasSize(1);
    }

    @Test
    void only_an_agent_can_be_named() throws Exception {
        for (String target : List.of("default:%0", "default:%99", "x", "$(touch x):%1", "-1")) {
            Built.Answer answer = built.kelpie("adopt", "--kill=" + target, "--yes");
            assertThat(answer.code()).as(target + answer).isEqualTo(1);
            assertThat(answer.err()).contains("kelpie adopt");
        }
        assertThat(own("list-panes", "-a", "-F", PANES).out().lines()).hasSize(2);
    }

    @Test
    void inside_tmux_one_gets_there_by_switching() throws Exception {
        String target = list().path(0).path("target").asText();
        Path said = built.folder.resolve("said");
        own("new-session", "-d", "-s", "other", "exec sh");
        List<String> person =
                List.of("tmux", "-L", "outer", "-f", "/dev/null", "new-session", "-d");
        var attached = new java.util.ArrayList<>(person);
        attached.add("env -u TMUX tmux attach -t other");
        assertThat(built.run(built.folder, attached).code()).isZero();
        Built.until("somebody looks at the other", () -> looking().equals("other"));

        own(
                "send-keys",
                "-t",
                "other:",
                Built.LAUNCHER + " adopt --attach " + target + " --json >" + said,
                "Enter");

        Built.until("they look at the agent", () -> looking().equals("mine"));
        assertThat(own("display-message", "-p", "-t", "mine:", "default:#{pane_id}").out())
                .isEqualTo(target + "\n");
        Built.until("it was answered", () -> Files.readString(said).endsWith("\n"));
        JsonNode answer = new ObjectMapper().readTree(Files.readString(said));
        assertThat(answer.path("data").path("attached").asBoolean()).isTrue();
        assertThat(Schemas.faults("adopt", answer)).isEmpty();
    }

    @Test
    void inside_the_same_tmux_one_attaches_to_an_adopted_one_by_switching() throws Exception {
        String target = list().path(0).path("target").asText();
        built.done("adopt", target);
        own("new-session", "-d", "-s", "other", "exec sh");
        var attached =
                List.of(
                        "tmux",
                        "-L",
                        "outer",
                        "-f",
                        "/dev/null",
                        "new-session",
                        "-d",
                        "env -u TMUX tmux attach -t other");
        assertThat(built.run(built.folder, attached).code()).isZero();
        Built.until("somebody looks at the other", () -> looking().equals("other"));

        own("send-keys", "-t", "other:", Built.LAUNCHER + " attach claude", "Enter");

        Built.until("they look at the agent", () -> looking().equals("mine"));
        assertThat(own("display-message", "-p", "-t", "mine:", "default:#{pane_id}").out())
                .isEqualTo(target + "\n");
    }

    @Test
    void on_the_screen_a_key_takes_it_in_and_lets_it_go() throws Exception {
        Person person = Person.inTmux(built, java.util.Map.of());
        person.opens("kelpie");
        person.sees("claude \\S+ work on trunk");
        String panes = own("list-panes", "-a", "-F", PANES).out();
        person.press("End", "A");
        person.sees("Agents 1");
        person.sees("in your own tmux, default:%1");
        person.sees("thinking");
        person.press("m");
        person.sees("Enter goes there");
        person.press("Enter");
        person.sees("\\[mine\\]");
        person.press("C-b", "d");
        person.sees("1 Agents");
        person.press("A");
        person.sees("is released; it runs on");
        person.sees("claude \\S+ work on trunk");
        assertThat(own("list-panes", "-a", "-F", "#{pane_id} #{pane_pid}").out().lines())
                .hasSameSizeAs(panes.lines().toList());
        person.leaves();
    }

    private String looking() throws IOException, InterruptedException {
        return own("list-clients", "-F", "#{client_session}").out().strip();
    }

    @Test
    void the_screen_shows_it_goes_there_and_closes_it_after_a_question() throws Exception {
        Person person = Person.inTmux(built, java.util.Map.of());
        person.opens("kelpie");
        person.sees("in your own tmux");
        person.sees("claude \\S+ work on trunk");
        person.press("End", "Enter");
        person.sees("thinking");
        person.sees("\\[mine\\]");
        person.press("C-b", "d");
        person.sees("1 Agents");
        String other = built.folder + "/claude 601";
        own("new-window", "-d", "-t", "mine:", "-c", built.folder.toString(), "exec " + other);
        long before = System.nanoTime();
        person.sees("claude (?!.*trunk)");
        assertThat(java.time.Duration.ofNanos(System.nanoTime() - before))
                .as("5 s, and a busy machine's share")
                .isLessThan(java.time.Duration.ofSeconds(10));
        person.press("Home", "D");
        person.sees("Close default:%1\\?");
        person.press("Right", "Enter");
        person.seesNoMore("trunk");
        assertThat(list()).hasSize(1);
        person.leaves();
    }

    private JsonNode row(String name) throws IOException, InterruptedException {
        return built.done("status", name, "--json").json().path("data");
    }

    @Test
    void it_joins_the_herd_by_a_command_and_neither_an_engines_death_nor_its_end_touches_it()
            throws Exception {
        String target = list().path(0).path("target").asText();
        String panes = own("list-panes", "-a", "-F", PANES).out();

        JsonNode row = built.done("adopt", target, "--json").json().path("data");

        assertThat(row.path("name").asText()).isEqualTo("claude");
        assertThat(row.path("adopted").asText()).endsWith("/" + target);
        assertThat(row.path("directory").asText()).isEqualTo(repository.toString());
        assertThat(row.path("usage").path("context_percent").isNull()).isTrue();
        assertThat(list()).as("a stranger no more").isEmpty();
        Built.Answer again = built.kelpie("adopt", target, "--name", "other");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("as claude");
        assertThat(built.done("capture", "claude").out()).contains("thinking");
        assertThat(built.kelpie("send", "claude", "x").err()).contains("kelpie attach claude");

        long engine =
                Long.parseLong(
                        Files.readString(built.home.resolve("lock"))
                                .replaceAll("(?s)\\D*(\\d+).*", "$1"));
        assertThat(ProcessHandle.of(engine).orElseThrow().destroyForcibly()).isTrue();

        assertThat(row("claude").path("session")).isEqualTo(row.path("session"));
        assertThat(row("claude").path("pid")).isEqualTo(row.path("pid"));
        assertThat(row("claude").path("state").asText()).isNotEqualTo("ended");
        built.done("down");
        assertThat(list()).as("known from the disk, too").isEmpty();
        assertThat(own("list-panes", "-a", "-F", PANES).out()).isEqualTo(panes);

        built.done("adopt", "--release", "claude");
        assertThat(list()).hasSize(1);
        assertThat(own("list-panes", "-a", "-F", PANES).out()).isEqualTo(panes);
        built.done("adopt", target);
        assertThat(built.kelpie("kill", "claude").err()).contains("--yes");
        assertThat(built.done("kill", "--all").err()).contains("skipped");
        assertThat(own("list-panes", "-a", "-F", PANES).out()).isEqualTo(panes);
        built.done("kill", "claude", "--yes", "--remove");
        assertThat(own("list-panes", "-a", "-F", PANES).out().lines()).hasSize(1);
        assertThat(built.done("ls", "--json").json().path("data")).isEmpty();
    }

    @Test
    void when_another_program_takes_over_its_pane_it_is_over_though_it_lives() throws Exception {
        String deaf = "trap '' HUP; echo thinking; " + built.folder + "/claude 600; exit";
        own("new-window", "-d", "-t", "mine:", "-c", repository.toString(), deaf);
        Built.until("it runs, too", () -> list().size() == 2);
        String target = list().path(1).path("target").asText();
        long shell = list().path(1).path("pid").asLong();
        built.done("adopt", target);
        ProcessHandle agent = ProcessHandle.of(shell).orElseThrow();

        own("respawn-pane", "-k", "-t", "mine:2", "echo another; exec cat");

        try {
            Built.until("it is over", () -> row("claude").path("state").asText().equals("ended"));
            assertThat(agent.isAlive()).isTrue();
            assertThat(built.done("capture", "claude").out())
                    .contains("thinking")
                    .doesNotContain("another");
        } finally {
            agent.descendants().forEach(ProcessHandle::destroyForcibly);
            agent.destroyForcibly();
        }
    }

    @Test
    void an_agent_may_not_adopt() throws Exception {
        built.environment.put("KELPIE_TOKEN", "x");
        built.environment.put("KELPIE_SESSION", "session1");

        Built.Answer answer = built.kelpie("adopt", "default:%1");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("not for agents");
        built.environment.remove("KELPIE_TOKEN");
        built.environment.remove("KELPIE_SESSION");
    }

    @Test
    void without_a_terminal_nobody_can_go_there() throws Exception {
        Built.Answer answer =
                built.kelpie("adopt", "--attach", list().path(0).path("target").asText());

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.err()).contains("needs a terminal");
    }
}
