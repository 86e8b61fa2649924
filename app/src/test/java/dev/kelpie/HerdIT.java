package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Alert;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import dev.kelpie.model.World;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Spawn;
import dev.kelpie.verb.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The life of agents, from the command to the fake in its pane and back.
@Timeout(120)
final class HerdIT {
    private static final AgentId ANN = new AgentId("ann");

    @TempDir Path folder;
    private TestHerd herd;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        herd = TestHerd.started(folder);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        herd.close();
    }

    @Test
    void an_agent_boots_works_on_its_prompt_and_waits_for_its_person() throws Exception {
        herd.spawn("ann", "look [[think 5s]] [[say found it]]");
        herd.awaits("ann", "working");
        herd.awaits("ann", "waiting");

        assertThat(herd.prompts("ann", "look [[think 5s]] [[say found it]]")).isEqualTo(1);
        assertThat(herd.screen("ann")).contains("found it");
        assertThat(herd.tree("ann")).isDirectory().startsWith(herd.home.worktrees());
        assertThat(states("ann")).containsSubsequence("working", "waiting").doesNotContain("error");
        assertThat(herd.agent("ann").conversation()).isPresent();
    }

    @Test
    void of_two_spawns_of_one_name_at_once_one_is_told_so() throws Exception {
        Callable<Outcome> spawn =
                () ->
                        herd.execute(
                                new Spawn(
                                        ANN, new SessionId(Secret.id()), herd.spec("ann", "look")));
        List<Outcome> outcomes = atOnce(spawn, spawn);
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Outcome.Refused.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.reason()).isEqualTo(Reason.NAME_TAKEN));
        herd.awaits("ann", "waiting");
        assertThat(herd.eventsOf(Event.SessionRequested.class)).hasSize(1);
    }

    @Test
    void what_is_sent_during_a_turn_arrives_after_it_once() throws Exception {
        herd.spawn("ann", "look [[think 20s]] [[say found it]]");
        herd.awaits("ann", "working");
        MessageId message = herd.send("ann", "and now the tests");
        assertThat(herd.heard("ann")).doesNotContain("and now the tests");

        assertThat(herd.fate(message)).isEqualTo(Message.Fate.DELIVERED);
        herd.awaits("ann", "waiting");
        assertThat(herd.heard("ann")).filteredOn("and now the tests"::equals).hasSize(1);
        assertThat(herd.screen("ann")).contains("found it");
    }

    @Test
    void several_messages_arrive_in_their_order() throws Exception {
        herd.spawn("ann", "look [[think 10s]]");
        herd.awaits("ann", "working");
        MessageId last = herd.send("ann", "one");
        for (String text : List.of("two", "three", "four")) {
            last = herd.send("ann", text);
        }
        assertThat(herd.fate(last)).isEqualTo(Message.Fate.DELIVERED);
        assertThat(herd.heard("ann")).containsExactly("one", "two", "three", "four");
    }

    @Test
    void nothing_is_typed_at_a_dialog_and_the_answer_of_a_person_approves() throws Exception {
        herd.spawn("ann", "look [[ask permission Bash \"touch approved\"]] [[sh touch approved]]");
        herd.until("ann asks", _ -> asks("ann"));
        Activity.Waiting dialog = dialog("ann");
        MessageId message = herd.send("ann", "1");
        herd.until("it was looked at again", w -> w.messages().containsKey(message));
        assertThat(herd.heard("ann")).doesNotContain("1");
        assertThat(herd.tree("ann").resolve("approved")).doesNotExist();
        assertThat(herd.execute(new Answer(ANN, "another question", dialog.options().getFirst())))
                .isInstanceOf(Outcome.Refused.class);

        herd.done(new Answer(ANN, dialog.question(), dialog.options().getFirst()));
        assertThat(herd.fate(message)).isEqualTo(Message.Fate.DELIVERED);
        assertThat(herd.tree("ann").resolve("approved")).exists();
        assertThat(herd.heard("ann")).filteredOn("1"::equals).hasSize(1);
    }

    @Test
    void a_draft_in_the_composer_holds_messages_back_without_flooding_the_log() throws Exception {
        herd.spawn("ann", "look");
        herd.awaits("ann", "waiting");
        Outside.tmux(herd.home.socket(), herd.environment, "send-keys", "-l", "half a tho");
        herd.until("the draft is on the screen", _ -> screenOf("ann").contains("half a tho"));
        long before = herd.world().seq();
        MessageId message = herd.send("ann", "hello");
        herd.until("it is held", w -> held(w, message));
        herd.until("it is an alert", w -> !Alert.of(w).isEmpty());
        assertThat(tries(message)).isEqualTo(1);
        assertThat(herd.world().seq() - before).isLessThan(10);
        assertThat(herd.heard("ann")).isEmpty();

        Outside.tmux(herd.home.socket(), herd.environment, "send-keys", "Enter");
        assertThat(herd.fate(message)).isEqualTo(Message.Fate.DELIVERED);
        assertThat(herd.heard("ann")).containsExactly("half a tho", "hello");
    }

    private static boolean held(World world, MessageId message) {
        return Optional.ofNullable(world.messages().get(message))
                .flatMap(Message::hold)
                .isPresent();
    }

    private long tries(MessageId message) {
        return herd.eventsOf(Event.DeliveryStarted.class).stream()
                .filter(e -> e.message().equals(message))
                .count();
    }

    @Test
    void a_stopped_agent_goes_on_in_its_conversation_without_its_first_prompt() throws Exception {
        herd.spawn("ann", "look");
        herd.awaits("ann", "waiting");
        String conversation = herd.agent("ann").conversation().orElseThrow();
        Path tree = herd.tree("ann");
        herd.done(new Stop(ANN));
        herd.until("ann has ended", w -> w.agent(ANN).orElseThrow().over());
        assertThat(tree).isDirectory();

        herd.done(new Resume(ANN, new SessionId(Secret.id())));
        herd.awaits("ann", "waiting");
        assertThat(herd.agent("ann").conversation()).contains(conversation);
        assertThat(herd.tree("ann")).isEqualTo(tree);
        assertThat(herd.fate(herd.send("ann", "go on"))).isEqualTo(Message.Fate.DELIVERED);
        assertThat(herd.heard("ann")).containsExactly("go on");
        assertThat(herd.prompts("ann", "look")).isEqualTo(1);
    }

    @Test
    void a_kill_takes_a_clean_worktree_away_and_its_row_comes_back() throws Exception {
        herd.spawn("ann", "look");
        herd.awaits("ann", "waiting");
        Path tree = herd.tree("ann");
        herd.kill("ann");
        assertThat(tree).doesNotExist();
        herd.done(new Remove(ANN));
        assertThat(herd.world().agents()).isEmpty();
        herd.done(new Restore(ANN));
        assertThat(herd.agent("ann").over()).isTrue();
    }

    @Test
    void a_kill_leaves_a_worktree_with_work_in_it() throws Exception {
        herd.spawn("ann", "look [[edit new.txt precious]]");
        herd.awaits("ann", "waiting");
        Path tree = herd.tree("ann");
        herd.kill("ann");
        assertThat(tree.resolve("new.txt")).hasContent("precious");
        assertThat(herd.eventsOf(Event.SiteCleared.class).getLast().removed()).isFalse();
    }

    @Test
    void a_kill_leaves_commits_that_are_nowhere_else() throws Exception {
        herd.spawn("ann", "look [[edit new.txt precious]] [[commit all done]]");
        herd.awaits("ann", "waiting");
        String branch = herd.agent("ann").site().orElseThrow().branch().orElseThrow();
        herd.kill("ann");
        assertThat(Outside.git(herd.repository, herd.environment, "log", "--format=%s", branch))
                .contains("all done");
    }

    @Test
    void a_crash_is_shown_with_its_status() throws Exception {
        herd.spawn("ann", "look [[crash 3]]");
        herd.until("ann has ended", w -> w.agent(ANN).orElseThrow().over());
        assertThat(herd.agent("ann").state()).isEqualTo(new State.Ended(new Exit.Code(3), false));
        herd.until("its pane was cleared away", _ -> !screenOf("ann").isBlank());
    }

    @Test
    void an_end_by_a_signal_is_shown_with_it() throws Exception {
        String tmux = Outside.tmux("any", herd.environment, "-V");
        assumeFalse(tmux.startsWith("tmux 3.2"), "a tmux that tells signals");
        herd.spawn("ann", "look [[signal 9]]");
        herd.until("ann has ended", w -> w.agent(ANN).orElseThrow().over());
        assertThat(herd.agent("ann").state()).isEqualTo(new State.Ended(new Exit.Signal(9), false));
    }

    @Test
    void a_message_of_a_megabyte_arrives_whole() throws Exception {
        herd.spawn("ann", "look");
        herd.awaits("ann", "waiting");
        String text = "line of a long report, naïve or not\n".repeat(29_000) + "end";
        assertThat(herd.fate(herd.send("ann", text))).isEqualTo(Message.Fate.DELIVERED);
        assertThat(herd.heard("ann").getLast().equals(text)).isTrue();
    }

    @Test
    void a_first_prompt_too_long_for_a_command_line_is_pasted_once() throws Exception {
        String prompt = "a long brief, line by line\n".repeat(6_000) + "end";
        herd.spawn("ann", prompt);
        herd.until("it was delivered", w -> w.messages().isEmpty() && delivered() == 1);
        assertThat(herd.heard("ann")).hasSize(1);
        assertThat(herd.heard("ann").getFirst().equals(prompt)).isTrue();
    }

    @Test
    void agents_live_on_while_no_engine_runs_and_are_found_again() throws Exception {
        herd.spawn("ann", "look [[think 10s]] [[say found it]]");
        herd.awaits("ann", "working");
        SessionId session = herd.agent("ann").session();
        herd.stop();
        herd.start();
        herd.awaits("ann", "waiting");
        assertThat(herd.agent("ann").session()).isEqualTo(session);
        assertThat(herd.screen("ann")).contains("found it");
        assertThat(herd.fate(herd.send("ann", "go on"))).isEqualTo(Message.Fate.DELIVERED);
    }

    @Test
    void an_agents_token_opens_the_verbs_for_agents_alone() throws Exception {
        herd.spawn("ann", "look");
        herd.spawn("ben", "look");
        herd.awaits("ann", "waiting");
        herd.awaits("ben", "waiting");
        String token =
                Files.readString(herd.home.session(herd.agent("ann").session()).resolve("token"));
        assertThat(herd.cliAs(token, "send", "ben", "hello from ann").code()).isZero();
        assertThat(herd.heard("ben")).containsExactly("hello from ann");
        assertThat(herd.cliAs(token, "kill", "ben").code()).isNotZero();
        assertThat(herd.cliAs(token, "stop", "ben").code()).isNotZero();
        assertThat(herd.cliAs(token, "down").code()).isNotZero();
        assertThat(herd.agent("ben").over()).isFalse();
    }

    @Test
    void the_home_is_closed_to_others_whatever_the_umask() throws Exception {
        herd.stop();
        try (var child = ChildEngine.started(herd)) {
            assertThat(herd.cli("spawn", "ann", "--runtime=fake", "--prompt=look").code()).isZero();
            assertThat(herd.cli("send", "ann", "hello").code()).isZero();
            assertThat(Outside.openToOthers(herd.home.root(), herd.home.worktrees())).isEmpty();
            child.kill();
        }
        herd.start();
    }

    private long delivered() {
        return herd.eventsOf(Event.DeliveryEnded.class).stream()
                .filter(e -> e.fate() == Message.Fate.DELIVERED)
                .count();
    }

    private boolean asks(String name) {
        return herd.agent(name).activity().filter(Activity::atDialog).isPresent();
    }

    private Activity.Waiting dialog(String name) throws InterruptedException {
        herd.until(name + "'s options are known", _ -> !options(herd.agent(name)).isEmpty());
        return (Activity.Waiting) herd.agent(name).activity().orElseThrow();
    }

    private static List<String> options(Agent agent) {
        return agent.activity().orElseThrow() instanceof Activity.Waiting waiting
                ? waiting.options()
                : List.of();
    }

    private String screenOf(String name) {
        try {
            return herd.screen(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private List<String> states(String name) {
        return herd.eventsOf(Event.ActivityChanged.class).stream()
                .filter(e -> e.agent().value().equals(name))
                .map(e -> StateName.of(e.finding().activity()).word())
                .toList();
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... calls)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new java.util.ArrayList<Future<T>>();
            for (Callable<T> call : calls) {
                futures.add(threads.submit(call));
            }
            var results = new java.util.ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
