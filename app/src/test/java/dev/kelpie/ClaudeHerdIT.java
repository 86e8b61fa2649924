package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.Workplace;
import dev.kelpie.standin.ClaudeOffline;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Spawn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Claude Code as an agent of a real herd, offline.
class ClaudeHerdIT {
    @TempDir Path folder;

    private ClaudeOffline claude;
    private TestHerd herd;

    @BeforeEach
    void begin() throws Exception {
        claude = new ClaudeOffline();
        herd = new TestHerd(folder);
        herd.environment.merge("PATH", claude.folder().toString(), (path, dir) -> dir + ":" + path);
        claude.configure(Path.of(herd.environment.get("CLAUDE_CONFIG_DIR")), herd.repository);
        herd.start();
    }

    @AfterEach
    void end() throws Exception {
        try {
            herd.close();
        } finally {
            claude.close();
        }
    }

    private void spawn(String prompt) throws InterruptedException {
        spawn(prompt, Permissions.ASK, false);
    }

    private void spawn(String prompt, Permissions permissions, boolean confined)
            throws InterruptedException {
        herd.done(
                new Spawn(
                        new AgentId("ann"),
                        new SessionId(Secret.id()),
                        new AgentSpec(
                                "claude",
                                new Workplace.Worktree(
                                        herd.repository.toString(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.empty(),
                                permissions,
                                Optional.empty(),
                                Optional.of(prompt),
                                claude.environment(),
                                confined)));
    }

    private void untilDone() throws InterruptedException {
        herd.until(
                "the turn is done",
                w ->
                        w.agent(new AgentId("ann"))
                                .flatMap(Agent::activity)
                                .filter(Activity.Waiting.class::isInstance)
                                .map(a -> ((Activity.Waiting) a).why() == Activity.Why.TURN_DONE)
                                .orElse(false));
    }

    /// A text is delivered when claude's hook says so, before its turn has begun: that the last
    /// turn is done says nothing about this one.
    private void untilSaid(String text) throws InterruptedException {
        Outside.until(
                "claude's answer is in its transcript: " + text,
                TestHerd.PATIENCE,
                () -> herd.said("ann", text),
                () -> "");
    }

    private Activity.Waiting untilAsks() throws InterruptedException {
        herd.until(
                "it asks, with options",
                w ->
                        w.agent(new AgentId("ann"))
                                .flatMap(Agent::activity)
                                .filter(Activity.Waiting.class::isInstance)
                                .map(a -> !((Activity.Waiting) a).options().isEmpty())
                                .orElse(false));
        return (Activity.Waiting) herd.agent("ann").activity().orElseThrow();
    }

    @Test
    void it_works_off_its_prompt_and_tells_its_context() throws Exception {
        spawn("[[say hello there]] [[usage 28000 50]]");
        untilDone();
        assertThat(herd.eventsOf(Event.ActivityChanged.class))
                .anyMatch(e -> e.finding().activity() instanceof Activity.Working);
        herd.until(
                "the context is the status line's own 3 %",
                w ->
                        w.agent(new AgentId("ann"))
                                .map(a -> a.usage().contextPercent().equals(Optional.of(3)))
                                .orElse(false));
        assertThat(herd.agent("ann").usage().estimate()).isFalse();
        assertThat(herd.screen("ann")).contains("hello there");
    }

    @Test
    void a_permission_is_shown_held_texts_wait_and_the_answer_lets_the_tool_run() throws Exception {
        spawn(
                "[[tool Bash {\"command\":\"touch made-it\",\"description\":\"Make\"}]] [[say done]]");
        Activity.Waiting asked = untilAsks();
        assertThat(asked.why()).isEqualTo(Activity.Why.PERMISSION);
        MessageId held = herd.send("ann", "[[say and this]]");
        assertThat(herd.tree("ann").resolve("made-it")).doesNotExist();
        assertThat(herd.world().messages().get(held))
                .isNotNull()
                .extracting(Message::phase)
                .isEqualTo(Message.Phase.QUEUED);
        herd.done(new Answer(new AgentId("ann"), asked.question(), asked.options().getFirst()));
        Outside.until(
                "the tool has run",
                TestHerd.PATIENCE,
                () -> Files.exists(herd.tree("ann").resolve("made-it")),
                () -> "");
        assertThat(herd.fate(held)).isEqualTo(Message.Fate.DELIVERED);
        untilSaid("and this");
        untilDone();
        assertThat(herd.prompts("ann", "[[say and this]]")).isEqualTo(1);
    }

    @Test
    void a_text_during_a_turn_arrives_after_it_once() throws Exception {
        spawn("[[slow 4s]] [[say first]]");
        herd.awaits("ann", "working");
        var id = new MessageId(Secret.id());
        herd.done(new Send(new AgentId("ann"), id, "[[say second]]", false));
        assertThat(herd.fate(id)).isEqualTo(Message.Fate.DELIVERED);
        untilSaid("second");
        untilDone();
        assertThat(herd.prompts("ann", "[[say second]]")).isEqualTo(1);
        assertThat(claude.turns()).isEqualTo(2);
    }

    @Test
    void killed_it_is_seen_to_be_and_resumed_it_goes_on_with_its_conversation() throws Exception {
        spawn("[[say remember me]]");
        untilDone();
        String conversation = herd.agent("ann").conversation().orElseThrow();
        long pid = herd.agent("ann").pane().orElseThrow().pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        herd.awaits("ann", "ended");
        assertThat(((State.Ended) herd.agent("ann").state()).exit()).isEqualTo(new Exit.Signal(9));
        herd.done(new Resume(new AgentId("ann"), new SessionId(Secret.id())));
        untilDone();
        assertThat(herd.agent("ann").conversation()).contains(conversation);
        assertThat(herd.prompts("ann", "[[say remember me]]")).isEqualTo(1);
        assertThat(claude.turns()).isEqualTo(1);
    }

    @Test
    void confined_it_cannot_write_outside_its_directory_and_the_log_says_so() throws Exception {
        Path outside = herd.root.resolve("outside.txt");
        spawn(
                "[[tool Write {\"file_path\":\""
                        + outside
                        + "\",\"content\":\"x\"}]] [[tool Bash {\"command\":\"echo x >inside\"}]]"
                        + " [[say through]]",
                Permissions.ACCEPT_EDITS,
                true);
        untilSaid("through");

        assertThat(outside).doesNotExist();
        assertThat(herd.tree("ann").resolve("inside")).exists();
        herd.until(
                "the log has the refusal",
                _ ->
                        herd.eventsOf(Event.Noted.class).stream()
                                .anyMatch(e -> e.text().contains(outside.toString())));
    }

    /// Ours come by a settings file of the session: the person's stay as they are, and run.
    @Test
    void the_persons_own_hooks_and_status_line_run_beside_ours() throws Exception {
        Path settings = Path.of(herd.environment.get("CLAUDE_CONFIG_DIR"), "settings.json");
        Path stopped = herd.root.resolve("own-stop");
        String own =
                """
                {"hooks":{"Stop":[{"hooks":[{"type":"command","command":"touch '%s'"}]}]},
                 "statusLine":{"type":"command","command":"echo OWN-LINE"}}
                """
                        .formatted(stopped);
        Files.writeString(settings, own);
        spawn("[[say hello there]] [[usage 28000 50]]");
        untilDone();

        Outside.until(
                "the person's hook has run",
                TestHerd.PATIENCE,
                () -> Files.exists(stopped),
                () -> "");
        Outside.until(
                "the person's status line is shown",
                TestHerd.PATIENCE,
                () -> herd.screen("ann").contains("OWN-LINE"),
                () -> "");
        herd.until(
                "ours tells the context",
                w ->
                        w.agent(new AgentId("ann"))
                                .flatMap(a -> a.usage().contextPercent())
                                .isPresent());
        assertThat(settings).hasContent(own);
    }

    @Test
    void errors_and_limits_of_the_model_are_shown() throws Exception {
        spawn("[[error 529]]");
        herd.awaits("ann", "error");
    }
}
