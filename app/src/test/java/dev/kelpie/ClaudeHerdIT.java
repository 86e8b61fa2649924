package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.State;
import dev.kelpie.standin.ClaudeOffline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Claude Code as an agent of a real herd, offline.
class ClaudeHerdIT {
    @TempDir Path folder;

    @AutoClose private RealAgent claude;
    private TestHerd herd;

    @BeforeEach
    void begin() throws Exception {
        claude = new RealAgent(folder, new ClaudeOffline());
        herd = claude.herd;
    }

    @Test
    void it_works_off_its_prompt_and_tells_its_context() throws Exception {
        claude.spawn("[[say hello there]] [[usage 28000 50]]");
        claude.untilDone();
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
        claude.spawn(
                "[[tool Bash {\"command\":\"touch made-it\",\"description\":\"Make\"}]] [[say done]]");
        Activity.Waiting asked = claude.untilAsks();
        assertThat(asked.why()).isEqualTo(Activity.Why.PERMISSION);
        MessageId held = claude.send("[[say and this]]");
        assertThat(herd.tree("ann").resolve("made-it")).doesNotExist();
        assertThat(herd.world().messages().get(held))
                .isNotNull()
                .extracting(Message::phase)
                .isEqualTo(Message.Phase.QUEUED);
        claude.answer(asked);
        claude.untilMade("made-it");
        assertThat(herd.fate(held)).isEqualTo(Message.Fate.DELIVERED);
        claude.untilSaid("and this");
        claude.untilDone();
        assertThat(herd.prompts("ann", "[[say and this]]")).isEqualTo(1);
    }

    @Test
    void begun_without_a_prompt_it_is_soon_ready_and_takes_the_text_that_waited() throws Exception {
        claude.spawn("");
        MessageId id = claude.send("[[say at once]]");
        claude.untilSaid("at once");
        claude.untilDone();
        assertThat(herd.fate(id)).isEqualTo(Message.Fate.DELIVERED);
        assertThat(herd.prompts("ann", "[[say at once]]")).isEqualTo(1);
        assertThat(claude.turns()).isEqualTo(1);
    }

    @Test
    void a_text_during_a_turn_arrives_after_it_once() throws Exception {
        claude.spawn("[[slow 4s]] [[say first]]");
        herd.awaits("ann", "working");
        MessageId id = claude.send("[[say second]]");
        assertThat(herd.fate(id)).isEqualTo(Message.Fate.DELIVERED);
        claude.untilSaid("second");
        claude.untilDone();
        assertThat(herd.prompts("ann", "[[say second]]")).isEqualTo(1);
        assertThat(claude.turns()).isEqualTo(2);
    }

    @Test
    void killed_it_is_seen_to_be_and_resumed_it_goes_on_with_its_conversation() throws Exception {
        claude.spawn("[[say remember me]]");
        claude.untilSaid("remember me");
        claude.untilDone();
        String conversation = claude.conversation();
        claude.shoot();
        claude.untilEnded();
        assertThat(((State.Ended) herd.agent("ann").state()).exit()).isEqualTo(new Exit.Signal(9));
        claude.resume();
        claude.untilDone();
        assertThat(herd.agent("ann").conversation()).contains(conversation);
        assertThat(herd.prompts("ann", "[[say remember me]]")).isEqualTo(1);
        assertThat(claude.turns()).isEqualTo(1);
    }

    @Test
    void escape_in_its_pane_is_an_interruption_and_the_next_text_arrives() throws Exception {
        claude.spawn("[[say " + "a line\n".repeat(30) + "]] [[slow 1m]]");
        claude.untilShows("● a line");
        claude.press("Escape");
        claude.untilInterrupted();
        claude.send("[[tool Bash {\"command\":\"touch made-it\",\"description\":\"Make\"}]]");
        claude.untilAsks();
        claude.press("Escape");
        claude.untilInterrupted();
        assertThat(herd.tree("ann").resolve("made-it")).doesNotExist();
        claude.send("[[say and on]]");
        claude.untilSaid("and on");
        claude.untilDone();
    }

    @Test
    void escape_before_the_first_word_is_an_interruption_and_the_prompt_a_draft() throws Exception {
        claude.spawn("[[think 1m]] [[say late]]");
        herd.awaits("ann", "working");
        claude.untilShows("esc to interrupt");
        claude.press("Escape");
        claude.untilInterrupted();
        MessageId held = claude.send("[[say never mind]]");
        herd.until(
                "the text is held back, not put behind the draft",
                _ ->
                        herd.eventsOf(Event.DeliveryEnded.class).stream()
                                .anyMatch(e ->
                                        e.message().equals(held) && e.fate() == Message.Fate.HELD));
        claude.press("C-c");
        claude.untilSaid("never mind");
        claude.untilDone();
        assertThat(herd.prompts("ann", "[[say never mind]]")).isEqualTo(1);
    }

    @Test
    void an_error_of_the_model_is_shown_and_the_next_text_arrives() throws Exception {
        claude.spawn("[[error 529]]");
        herd.awaits("ann", "error");
        claude.send("[[error 429]]");
        herd.until(
                "the other error is shown",
                w ->
                        w.agent(new AgentId("ann"))
                                .flatMap(a -> a.activity())
                                .filter(a ->
                                        a instanceof Activity.Failing f && f.text().contains("429"))
                                .isPresent());
        claude.send("[[say again]]");
        claude.untilSaid("again");
        claude.untilDone();
    }

    @Test
    void a_spent_quota_is_shown_with_the_time_when_it_ends() throws Exception {
        claude.spawn(
                "[[quota five_hour 100 2h]]",
                Map.of("ANTHROPIC_API_KEY", "", "CLAUDE_CODE_OAUTH_TOKEN", "stand-in-token"));
        herd.awaits("ann", "limited");
        var limited = (Activity.Limited) herd.agent("ann").activity().orElseThrow();
        assertThat(limited.until().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(115)),
                        Instant.now().plus(Duration.ofMinutes(125)));
    }

    @Test
    void resumed_at_a_question_that_nobody_answered_it_waits_for_the_next_text() throws Exception {
        claude.spawn("[[tool Bash {\"command\":\"touch made-it\",\"description\":\"Make\"}]]");
        claude.untilAsks();
        claude.shoot();
        claude.untilEnded();
        claude.resume();
        claude.untilDone();
        claude.send("[[say over it]]");
        claude.untilSaid("over it");
        claude.untilDone();
        assertThat(herd.tree("ann").resolve("made-it")).doesNotExist();
    }

    @Test
    void killed_before_a_word_was_kept_it_begins_anew_and_that_is_said() throws Exception {
        claude.spawn("[[think 30s]] [[say late]]");
        String file = claude.conversation() + ".jsonl";
        Outside.until(
                "its file is begun",
                TestHerd.PATIENCE,
                () -> kept(file).isPresent(),
                () -> "there is none");
        claude.shoot();
        claude.untilEnded();
        Path begun = kept(file).orElseThrow();
        Files.write(
                begun,
                Files.readAllLines(begun).stream()
                        .takeWhile(line -> line.matches(".*\"type\":\"(mode|[a-z]+-[a-z]+)\".*"))
                        .filter(line -> line.length() < 200)
                        .toList());

        var said = herd.cli("resume", "ann");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.toString()).contains("begins anew", "first prompt was not given again");
        claude.untilDone();
        claude.send("[[say at last]]");
        claude.untilSaid("at last");
        claude.untilDone();
        assertThat(herd.prompts("ann", "[[think 30s]] [[say late]]")).isZero();
    }

    private Optional<Path> kept(String file) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.endsWith(file)).findFirst();
        } catch (IOException | UncheckedIOException changing) {
            return Optional.empty();
        }
    }

    @Test
    void resumed_before_its_first_turn_it_begins_its_conversation() throws Exception {
        claude.spawn("");
        claude.untilDone();
        claude.shoot();
        claude.untilEnded();
        claude.resume();
        claude.untilDone();
        claude.send("[[say at last]]");
        claude.untilSaid("at last");
        claude.untilDone();
    }
}
