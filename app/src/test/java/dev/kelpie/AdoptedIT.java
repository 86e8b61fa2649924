package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.engine.Query;
import dev.kelpie.engine.Stranger;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.model.Workplace;
import dev.kelpie.verb.Adopt;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.BreakOff;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Release;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent that a person started by hand is a member of the herd, and stays theirs.
class AdoptedIT {
    private static final AgentId ANN = new AgentId("ann");
    private static final Duration SEEN = Duration.ofSeconds(20);
    private static final String FIXED =
            "#{pane_id} #{pane_pid} #{session_attached} #{pane_pipe} #{buffer_size}";

    @TempDir Path folder;
    private TestHerd herd;
    private Path socket;
    private Path claude;
    private Map<String, String> ours;

    @BeforeEach
    void a_server_of_the_persons_own_with_an_agent_and_a_shell() throws Exception {
        herd = new TestHerd(folder);
        Path sockets = Files.createDirectory(herd.root.resolve("t"));
        socket = sockets.resolve("tmux-" + Files.getAttribute(sockets, "unix:uid")).resolve("mine");
        ours = Map.copyOf(herd.environment);
        herd.environment.put("TMUX_TMPDIR", sockets.toString());
        // The fake under the name of the program that it plays.
        claude = Files.createDirectory(herd.root.resolve("programs")).resolve("claude");
        Files.createSymbolicLink(claude, Path.of(System.getProperty("java.home"), "bin", "java"));
        own("new-session", "-d", "-s", "mine", "-x", "100", "-y", "30", "exec cat");
        agent("[[think 3s]] [[say done]]", herd.root.resolve("claude"));
        herd.start();
    }

    /// In a window of its own, where a program goes on after it.
    private void agent(String prompt, Path home) throws Exception {
        String command =
                "env KELPIE_FAKE_HOME="
                        + home
                        + " KELPIE_FAKE_RECORD="
                        + herd.root.resolve("heard")
                        + " "
                        + claude
                        + " -Xint -Xmx48m -XX:+UseSerialGC -cp "
                        + Path.of("target/classes").toAbsolutePath()
                        + " dev.kelpie.fake.FakeAgent -- '"
                        + prompt
                        + "'; exec cat";
        own("new-window", "-d", "-t", "mine:", "-c", herd.repository.toString(), command);
    }

    @AfterEach
    void end() throws Exception {
        for (Agent agent : List.copyOf(herd.world().agents().values())) {
            if (agent.foreignPane().isPresent()) {
                herd.execute(new Release(agent.id()));
            }
        }
        own("kill-server");
        herd.close();
    }

    private String own(String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-f", "/dev/null"));
        all.addAll(List.of(words));
        return Outside.tmux("mine", herd.environment, all.toArray(String[]::new));
    }

    private List<Stranger> strangers() throws InterruptedException {
        return herd.kelpie().ask(new Query.Strangers());
    }

    private Stranger stranger() throws InterruptedException {
        herd.until("the agent is seen", _ -> !ask().isEmpty());
        return strangers().getFirst();
    }

    private List<Stranger> ask() {
        try {
            return strangers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Agent adopted() throws InterruptedException {
        Stranger stranger = stranger();
        herd.done(new Adopt(ANN, new SessionId(Secret.id()), "claude", stranger.place()));
        herd.until("it was met", w -> w.agent(ANN).orElseThrow().foreignPane().isPresent());
        return herd.agent("ann");
    }

    private boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static long pid(Agent agent) {
        return agent.adopted().orElseThrow().pid();
    }

    private void ended(Exit exit) throws InterruptedException {
        herd.until(
                "it has ended by " + exit,
                w ->
                        w.agent(ANN).orElseThrow().state()
                                        instanceof State.Ended(Exit how, boolean _)
                                && how.equals(exit),
                SEEN);
    }

    private void refuses(Command command) throws InterruptedException {
        assertThat(herd.execute(command))
                .as("%s", command)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Reason.ADOPTED));
    }

    @Test
    void it_works_and_waits_in_the_list_under_its_name_and_nothing_is_changed_around_it()
            throws Exception {
        Stranger before = stranger();
        String panes = own("list-panes", "-a", "-F", FIXED);
        String options = own("show-options", "-g") + own("show-hooks", "-g");

        Agent agent = adopted();

        assertThat(strangers()).as("it is a stranger no more").isEmpty();
        assertThat(pid(agent)).isEqualTo(before.place().pid());
        assertThat(agent.site().orElseThrow().directory()).isEqualTo(herd.repository.toString());
        herd.awaits("ann", "working");
        herd.awaits("ann", "waiting");
        assertThat(herd.screen("ann")).contains("done");
        assertThat(herd.prompts("ann", "[[think 3s]] [[say done]]")).isEqualTo(1);
        assertThat(own("list-panes", "-a", "-F", FIXED)).isEqualTo(panes);
        assertThat(own("show-options", "-g") + own("show-hooks", "-g")).isEqualTo(options);
        assertThat(herd.kelpie().ask(new Query.AttachCommand(ANN)))
                .contains(
                        socket.toString(), "attach-session", agent.adopted().orElseThrow().pane());
        assertThat(lives(pid(agent))).isTrue();
    }

    @Test
    void without_its_register_its_screen_alone_tells_and_what_nobody_tells_is_not_known()
            throws Exception {
        Stranger first = stranger();
        agent("[[ask permission Bash \"make\"]]", herd.root.resolve("elsewhere"));
        herd.until("both are seen", _ -> ask().size() == 2);
        Stranger second =
                strangers().stream().filter(s -> !s.equals(first)).findFirst().orElseThrow();
        Stranger other = second.target().equals(first.target()) ? strangers().getFirst() : second;

        herd.done(new Adopt(ANN, new SessionId(Secret.id()), "claude", other.place()));

        herd.awaits("ann", "waiting");
        assertThat(herd.agent("ann").usage()).isEqualTo(Usage.NONE);
        assertThat(herd.agent("ann").conversation()).isEmpty();
        assertThat(herd.kelpie().ask(new Query.Explain(ANN)).toString()).contains("screen");
    }

    @Test
    void nothing_is_typed_into_it() throws Exception {
        Agent agent = adopted();
        herd.awaits("ann", "waiting");
        String screen = herd.screen("ann");

        refuses(new Send(ANN, new MessageId(Secret.id()), "hello", true));
        refuses(new Answer(ANN, "x", "y"));
        refuses(new BreakOff(ANN));
        refuses(new Stop(ANN));

        assertThat(herd.eventsOf(Event.MessageAccepted.class)).isEmpty();
        assertThat(herd.screen("ann")).isEqualTo(screen);
        assertThat(Outside.records(herd.root.resolve("heard"))).isEmpty();
        assertThat(lives(pid(agent))).isTrue();
    }

    @Test
    void it_is_adopted_once_and_survives_the_engine_under_its_name() throws Exception {
        Agent agent = adopted();
        assertThat(
                        herd.execute(
                                new Adopt(
                                        new AgentId("ben"),
                                        new SessionId(Secret.id()),
                                        "claude",
                                        agent.adopted().orElseThrow())))
                .isInstanceOf(Outcome.Refused.class);

        herd.stop();
        assertThat(lives(pid(agent))).as("the engine's end is none of its").isTrue();
        herd.start();

        herd.awaits("ann", "waiting");
        assertThat(herd.agent("ann").session()).isEqualTo(agent.session());
        assertThat(herd.agent("ann").foreignPane()).isEqualTo(agent.foreignPane());
        assertThat(lives(pid(agent))).isTrue();
    }

    @Test
    void its_end_is_noticed_though_a_shell_goes_on_in_its_pane_and_while_no_engine_runs()
            throws Exception {
        Agent agent = adopted();
        herd.awaits("ann", "waiting");

        ProcessHandle.of(pid(agent)).orElseThrow().destroyForcibly();

        ended(new Exit.Unseen());
        assertThat(own("list-panes", "-a", "-F", "#{pane_id}").lines()).hasSize(2);
        assertThat(herd.screen("ann")).as("its last screen is kept").contains("done");
        assertThat(herd.execute(new Resume(ANN, new SessionId(Secret.id()))))
                .isInstanceOf(Outcome.Refused.class);

        agent("[[say hi]]", herd.root.resolve("claude"));
        Agent next = adopted();
        herd.stop();
        ProcessHandle.of(pid(next)).orElseThrow().destroyForcibly();
        herd.start();
        ended(new Exit.Unseen());
    }

    @Test
    void a_kill_ends_its_pane_alone() throws Exception {
        Agent agent = adopted();
        herd.spawn("bob", "");
        herd.awaits("bob", "waiting");

        herd.kill("ann");

        ended(new Exit.Stopped());
        herd.until("it is gone", _ -> !lives(pid(agent)));
        assertThat(own("list-panes", "-a", "-F", "#{pane_current_command}").strip())
                .isEqualTo("cat");
        assertThat(herd.repository).isDirectory();
        assertThat(herd.agent("bob").pane()).isPresent();
    }

    @Test
    void the_kill_of_another_and_its_release_leave_it_running_and_it_is_a_stranger_again()
            throws Exception {
        Agent agent = adopted();
        herd.spawn("bob", "");
        herd.awaits("bob", "waiting");
        herd.kill("bob");
        assertThat(lives(pid(agent))).isTrue();

        herd.done(new Release(ANN));

        ended(new Exit.Released());
        assertThat(lives(pid(agent))).isTrue();
        assertThat(strangers()).extracting(s -> s.place().pid()).containsExactly(pid(agent));
        herd.stop();
        herd.start();
        assertThat(lives(pid(agent))).as("a start clears away nothing of it").isTrue();
    }

    @Test
    void with_its_server_it_ends_and_our_own_servers_end_is_none_of_its() throws Exception {
        Agent agent = adopted();
        herd.spawn("bob", "");
        herd.awaits("bob", "waiting");
        Outside.tmux(herd.home.socket(), ours, "kill-server");
        herd.awaits("bob", "interrupted");
        assertThat(herd.agent("ann").foreignPane()).isPresent();
        assertThat(lives(pid(agent))).isTrue();

        own("kill-server");

        herd.until("it is over", w -> w.agent(ANN).orElseThrow().over(), SEEN);
        assertThat(((State.Ended) herd.agent("ann").state()).exit())
                .isIn(new Exit.Unseen(), new Exit.Lost());
        assertThat(herd.cli("resume", "--all").code()).isZero();
        herd.awaits("bob", "waiting");
    }

    @Test
    void of_a_server_that_hangs_nothing_is_concluded_and_nobody_else_waits_for_it()
            throws Exception {
        Agent agent = adopted();
        herd.awaits("ann", "waiting");
        long server = agent.foreignPane().orElseThrow().server();
        signal("STOP", server);
        try {
            herd.spawn("bob", "");
            herd.awaits("bob", "waiting");
            herd.awaits("ann", "unclear");
            assertThat(herd.agent("ann").foreignPane()).isPresent();
        } finally {
            signal("CONT", server);
        }
        herd.awaits("ann", "waiting");
        assertThat(lives(pid(agent))).isTrue();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor()).isZero();
    }

    @Test
    void one_that_is_gone_by_then_is_not_adopted_and_its_number_means_nothing() throws Exception {
        Stranger stranger = stranger();
        var p = stranger.place();
        var older =
                new Workplace.Adopted(
                        p.path(), p.socket(), p.pane(), p.pid(), p.birth() - 1, Optional.empty());

        herd.done(new Adopt(ANN, new SessionId(Secret.id()), "claude", older));

        herd.until("it was looked for", w -> w.agent(ANN).orElseThrow().over());
        assertThat(((State.Ended) herd.agent("ann").state()).exit())
                .isInstanceOf(Exit.NeverStarted.class);
        assertThat(lives(p.pid())).isTrue();
        herd.done(new Kill(ANN));
        assertThat(lives(p.pid())).isTrue();
    }
}
