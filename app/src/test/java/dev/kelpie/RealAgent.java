package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.Workplace;
import dev.kelpie.standin.OfflineCli;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Spawn;
import dev.kelpie.verb.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// One real agent program, named ann, in a herd of its own, offline.
final class RealAgent {
    static final String NAME = "ann";

    /// What somebody does to its pane is seen within 2.5 s, its end within one; a machine that
    /// tests beside others takes its time.
    private static final Duration SEEN = Duration.ofSeconds(10);

    final TestHerd herd;
    private final OfflineCli cli;
    private final AgentId id = new AgentId(NAME);

    RealAgent(Path folder, OfflineCli cli) throws IOException, InterruptedException {
        this.cli = cli;
        this.herd = new TestHerd(folder);
        herd.environment.merge("PATH", cli.folder().toString(), (path, dir) -> dir + ":" + path);
        cli.configure(herd.environment, herd.repository);
        herd.start();
    }

    /// A prompt, a text and a stop, as every program has to take them.
    void worksOffAPromptAndATextAndStops() throws Exception {
        spawn("[[slow 3s]] [[say hello there from the model]]");
        herd.awaits(NAME, "working");
        untilAnswers("hello there from the model");
        untilDone();
        untilTold("[[slow 2s]] [[say and once more]]", "and once more");
        untilDone();
        untilStopped();
    }

    /// Asks whether it may run this tool, which makes the file `made-it`, gets a text meanwhile,
    /// and both come to pass once `answer` has answered.
    void holdsATextBehindItsQuestion(String tool, Step answer) throws Exception {
        spawn("[[tool " + tool + "]] [[say all done]]");
        untilDoes(
                "it asks",
                a -> a instanceof Activity.Waiting w && w.why() == Activity.Why.PERMISSION);
        MessageId held = send("[[say and this]]");
        assertThat(herd.tree(NAME).resolve("made-it")).doesNotExist();
        answer.go();
        untilMade("made-it");
        assertThat(herd.fate(held)).isEqualTo(Message.Fate.DELIVERED);
        untilAnswers("and this");
    }

    /// What a scenario leaves open.
    interface Step {
        void go() throws Exception;
    }

    /// Starts it in a worktree; it asks before it does anything. Without a prompt it just stands
    /// there.
    void spawn(String prompt) throws InterruptedException {
        spawn(prompt, Map.of());
    }

    void spawn(String prompt, Map<String, String> environment) throws InterruptedException {
        spawn(prompt, environment, Permissions.ASK, false);
    }

    /// Starts it where it may edit files without asking, but in its own directory alone.
    void spawnConfined(String prompt) throws InterruptedException {
        spawn(prompt, Map.of(), Permissions.ACCEPT_EDITS, true);
    }

    private void spawn(
            String prompt,
            Map<String, String> environment,
            Permissions permissions,
            boolean confined)
            throws InterruptedException {
        var all = new HashMap<>(cli.environment());
        all.putAll(environment);
        herd.done(
                new Spawn(
                        id,
                        new SessionId(Secret.id()),
                        new AgentSpec(
                                cli.runtime(),
                                new Workplace.Worktree(
                                        herd.repository.toString(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.empty(),
                                permissions,
                                Optional.empty(),
                                Optional.of(prompt).filter(p -> !p.isEmpty()),
                                all,
                                confined)));
    }

    void resume() throws InterruptedException {
        herd.done(new Resume(id, new SessionId(Secret.id())));
    }

    Agent agent() {
        return herd.agent(NAME);
    }

    /// Its id is known a moment after its first turn.
    String conversation() throws InterruptedException {
        herd.until(
                "its conversation is known",
                w -> w.agent(id).flatMap(Agent::conversation).isPresent());
        return agent().conversation().orElseThrow();
    }

    MessageId send(String text) throws InterruptedException {
        return herd.send(NAME, text);
    }

    void untilDone() throws InterruptedException {
        untilDoes(
                "the turn is done",
                a -> a instanceof Activity.Waiting w && w.why() == Activity.Why.TURN_DONE);
    }

    void untilInterrupted() throws InterruptedException {
        herd.until(
                "the turn is broken off",
                w ->
                        w.agent(id)
                                .flatMap(Agent::activity)
                                .filter(Activity.BrokenOff.class::isInstance)
                                .isPresent(),
                SEEN);
    }

    void untilEnded() throws InterruptedException {
        herd.until(
                "its end is seen",
                w -> w.agent(id).filter(a -> a.state() instanceof State.Ended).isPresent(),
                SEEN);
    }

    void untilDoes(String what, Predicate<Activity> condition) throws InterruptedException {
        herd.until(what, w -> w.agent(id).flatMap(Agent::activity).filter(condition).isPresent());
    }

    /// A text may be delivered before its turn has begun: that the last turn is done says nothing
    /// about this one.
    void untilSaid(String text) throws InterruptedException {
        Outside.until(
                "the answer is in the transcript: " + text,
                TestHerd.PATIENCE,
                () -> herd.said(NAME, text),
                () -> text());
    }

    void untilShows(String text) throws InterruptedException {
        Outside.until(
                "the screen shows: " + text,
                TestHerd.PATIENCE,
                () -> herd.screen(NAME).contains(text),
                () -> text());
    }

    /// For programs whose transcript Kelpie can't read. The script of a prompt is no answer.
    void untilAnswers(String text) throws InterruptedException {
        Outside.until(
                "the answer is on the screen: " + text,
                TestHerd.PATIENCE,
                () ->
                        herd.screen(NAME)
                                .lines()
                                .anyMatch(line -> line.contains(text) && !line.contains("[[")),
                () -> text());
    }

    private String text() {
        try {
            return herd.screen(NAME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /// Sends a text and waits until it has been handed over and the answer is on the screen.
    void untilTold(String text, String answer) throws InterruptedException {
        assertThat(herd.fate(send(text))).isEqualTo(Message.Fate.DELIVERED);
        untilAnswers(answer);
    }

    /// Stops it, and waits until nothing of it runs.
    void untilStopped() throws InterruptedException {
        List<ProcessHandle> family =
                ProcessHandle.of(agent().pane().orElseThrow().pid())
                        .orElseThrow()
                        .descendants()
                        .toList();
        herd.done(new Stop(id));
        herd.awaits(NAME, "ended");
        Outside.until(
                "all of its processes are gone",
                TestHerd.PATIENCE,
                () -> family.stream().noneMatch(ProcessHandle::isAlive),
                family::toString);
    }

    Activity.Waiting untilAsks() throws InterruptedException {
        untilDoes(
                "it asks, with options",
                a -> a instanceof Activity.Waiting w && !w.options().isEmpty());
        return (Activity.Waiting) agent().activity().orElseThrow();
    }

    void answer(Activity.Waiting asked) throws InterruptedException {
        herd.done(new Answer(id, asked.question(), asked.options().getFirst()));
    }

    void untilMade(String file) throws InterruptedException {
        Outside.until(
                "the tool has made " + file,
                TestHerd.PATIENCE,
                () -> Files.exists(herd.tree(NAME).resolve(file)),
                () -> text());
    }

    /// Presses a key as somebody at its terminal does, past Kelpie.
    void press(String key) throws IOException, InterruptedException {
        Outside.tmux(
                herd.home.socket(),
                herd.environment,
                "send-keys",
                "-t",
                agent().pane().orElseThrow().pane(),
                key);
    }

    /// The program's own process gets a SIGKILL.
    void shoot() {
        ProcessHandle.of(agent().pane().orElseThrow().pid()).orElseThrow().destroyForcibly();
    }

    /// Ends the herd as it does, and the stand-in.
    void close() throws IOException, InterruptedException {
        try {
            herd.close();
        } finally {
            cli.close();
        }
    }

    /// How many turns the model was asked for.
    int turns() {
        return cli.turns();
    }
}
