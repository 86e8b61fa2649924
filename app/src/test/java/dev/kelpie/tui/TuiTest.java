package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Stranger;
import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Finding;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.World;
import dev.kelpie.theme.Themes;
import dev.kelpie.verb.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TuiTest {
    private final FakeTerminal terminal = new FakeTerminal(new Size(80, 24));
    private final Set<String> hints = new TreeSet<>();
    private final List<String> attached = new CopyOnWriteArrayList<>();
    private final List<String> chosen = new CopyOnWriteArrayList<>();
    private final List<String> copied = new CopyOnWriteArrayList<>();
    private final List<Optional<PaneRef>> followed = new ArrayList<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private volatile Runnable moved = () -> {};

    @Test
    void keys_go_in_and_pictures_come_out() throws Exception {
        var kelpie = new FakeKelpie(Herd.eight());
        var running = start(kelpie);
        until(() -> terminal.picture().contains("web-2"));
        assertThat(followed).contains(Optional.of(Herd.pane()));
        terminal.press("a");
        until(() -> terminal.asks("web-2: "));
        terminal.press("1");
        until(() -> !kelpie.commands.isEmpty());
        assertThat(kelpie.commands)
                .containsExactly(new Answer(new AgentId("web-2"), "Run `npm test`?", "yes"));
        until(() -> terminal.picture().contains("web-2: \"yes\""));
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void keys_of_one_burst_answer_no_question_that_was_not_painted() throws Exception {
        var kelpie = new FakeKelpie(Herd.eight());
        var running = start(kelpie);
        until(() -> terminal.picture().contains("web-2"));
        terminal.inbox.addAll(List.of(new Msg.Key("a"), new Msg.Key("1"), new Msg.Key("enter")));
        until(() -> terminal.asks("web-2: "));
        assertThat(kelpie.commands).isEmpty();
        terminal.press("2");
        until(() -> !kelpie.commands.isEmpty());
        assertThat(kelpie.commands)
                .containsExactly(
                        new Answer(new AgentId("web-2"), "Run `npm test`?", "yes, always"));
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void news_of_the_world_are_shown_without_a_key() throws Exception {
        var kelpie = new FakeKelpie(Herd.eight());
        var running = start(kelpie);
        until(() -> terminal.picture().contains("● core"));
        kelpie.happen(
                new Event.ActivityChanged(
                        new AgentId("core"),
                        new SessionId("session0core"),
                        new Finding(
                                new Activity.Working("Make"),
                                Finding.Source.HOOK,
                                "test",
                                Herd.NOW,
                                "")));
        until(() -> terminal.picture().contains("working Make"));
        terminal.press("6");
        until(() -> terminal.picture().contains("working: Make"));
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void an_attach_stops_the_following_and_comes_back_to_a_fresh_picture() throws Exception {
        var running = start(new FakeKelpie(Herd.eight()));
        terminal.press("enter");
        until(() -> terminal.picture().contains("ctrl-q brings you back"));
        terminal.press("enter");
        until(() -> terminal.picture().contains("back from web-2"));
        assertThat(attached).containsExactly("web-2");
        assertThat(hints).containsExactly("attach");
        assertThat(terminal.events).containsSubsequence("lent", "back", "forget");
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
        assertThat(followed)
                .containsSubsequence(
                        Optional.of(Herd.pane()), Optional.empty(), Optional.of(Herd.pane()));
    }

    @Test
    void nothing_is_drawn_while_nothing_happens() throws Exception {
        var running = start(new FakeKelpie(World.EMPTY));
        until(() -> terminal.draws() > 0);
        int before = terminal.draws();
        assertThat(terminal.inbox.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(terminal.draws()).isEqualTo(before);
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_flood_from_a_pane_is_ten_pictures_a_second_and_each_is_fetched_once() throws Exception {
        var running = start(new FakeKelpie(Herd.eight()));
        until(() -> terminal.draws() > 0);
        int before = terminal.draws();
        int had = fetched.get();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < 700_000_000L) {
            moved.run();
            Thread.onSpinWait();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        int pictures = fetched.get() - had;
        int drawn = terminal.draws() - before;
        assertThat(pictures).isBetween(1, drawn + 1); // the last may be on its way
        assertThat(drawn).isLessThanOrEqualTo((int) (seconds * 10) + Pace.BURST + 1);
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void keys_are_quick_while_the_engine_answers_nothing() throws Exception {
        var kelpie = new HeldKelpie(Herd.eight());
        var running = start(kelpie);
        until(() -> terminal.picture().contains("2 web-2"));
        shown("a transcript that is not there yet", "v", "│ …");
        shown("a difference that is not there yet", "v", "│ …");
        terminal.press("D");
        shown("a kill whose losses are not known", "tab", "looking at what would be lost");
        terminal.press("esc", "a");
        until(() -> terminal.asks("web-2: "));
        terminal.press("1", "enter");
        until(() -> terminal.picture().contains("ctrl-q brings you back"));
        terminal.press("enter");
        shown("the next row while an answer and an attach are under way", "down", "2 api-1");
        terminal.press("m", "h", "i", "ctrl-s", "R", "z", "x");
        until(() -> terminal.asks("Stop api-1?"));
        terminal.press("tab", "tab", "enter");
        shown("the row after a stop and a message", "down", "2 infra");
        terminal.press("n", "x", "ctrl-s");
        shown("a spawn under way", "tab", "starting …");
        terminal.press("esc");
        shown("the help", "?", "Everywhere");
        kelpie.go.countDown();
        terminal.press("esc");
        until(() -> attached.equals(List.of("web-2")));
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    /// A key paints at once; the bound leaves room for a machine that does other things.
    private void shown(String what, String key, String text) {
        long begun = System.nanoTime();
        terminal.press(key);
        until(() -> terminal.picture().contains(text), () -> what + ":\n" + terminal.picture());
        assertThat(System.nanoTime() - begun).as(what).isLessThan(2_000_000_000L);
    }

    @Test
    void an_engine_that_ends_is_told_and_come_back_to() throws Exception {
        var kelpie = new FakeKelpie(Herd.eight());
        var running = start(kelpie);
        until(() -> terminal.picture().contains("web-2"));
        until(kelpie::watched);
        kelpie.end();
        until(() -> terminal.picture().contains("✗ no engine"), terminal::picture);
        terminal.press("down");
        until(() -> terminal.picture().contains("2 api-1"), terminal::picture);
        kelpie.comeBack();
        until(() -> terminal.picture().contains("the engine answers again"), terminal::picture);
        assertThat(terminal.picture()).doesNotContain("no engine");
        kelpie.happen(
                new Event.ActivityChanged(
                        new AgentId("core"),
                        new SessionId("session0core"),
                        new Finding(
                                new Activity.Working("Make"),
                                Finding.Source.HOOK,
                                "test",
                                Herd.NOW,
                                "")));
        until(() -> terminal.picture().contains("working Make"), terminal::picture);
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_broken_theme_is_told_and_the_screen_goes_on() throws Exception {
        var running = start(new FakeKelpie(Herd.eight()));
        terminal.press(":").press("t", "h", "e", "m", "e", "space", "l", "i", "g", "h", "t");
        terminal.press("enter");
        until(() -> terminal.events.contains("theme light"));
        terminal.press("T").press("n", "o", "r", "d", "enter");
        until(() -> terminal.picture().contains("no theme nordic"), terminal::picture);
        assertThat(chosen).as("remembered").containsExactly("light");
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_fault_of_ours_ends_the_screen_instead_of_being_hidden() {
        var running = start(new FakeKelpie(Herd.eight()));
        terminal.post(new Msg.Crashed(new IndexOutOfBoundsException("planted")));
        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                .rootCause()
                .hasMessageContaining("planted");
    }

    @Test
    void an_agent_started_by_hand_comes_to_the_screen_and_is_visited_and_closed() throws Exception {
        var kelpie = new FakeKelpie(World.EMPTY);
        var running = start(kelpie);
        until(() -> terminal.picture().contains("No agents yet"));
        kelpie.strangers = List.of(StrangersTest.CLAUDE);
        until(() -> terminal.picture().contains("claude"));
        terminal.press("enter");
        until(() -> attached.contains("default:%3"));
        terminal.press("D");
        until(() -> terminal.asks("Close default:%3?"));
        terminal.press("right", "enter");
        until(() -> attached.contains("closed default:%3"));
        kelpie.strangers = List.of();
        until(() -> terminal.picture().contains("No agents yet"));
        terminal.press("q");
        running.get(10, TimeUnit.SECONDS);
    }

    private Neighbours neighbours() {
        return new Neighbours() {
            @Override
            public Optional<String> visit(Stranger stranger, Terminal tty) {
                attached.add(stranger.target());
                return Optional.empty();
            }

            @Override
            public Optional<String> close(Stranger stranger) {
                attached.add("closed " + stranger.target());
                return Optional.empty();
            }
        };
    }

    private CompletableFuture<Void> start(Kelpie kelpie) {
        var doors =
                new Tui.Doors(
                        kelpie,
                        terminal,
                        pane(),
                        (argv, _, tty) -> {
                            tty.lend(() -> attached.add(argv.getLast()));
                            return Optional.empty();
                        },
                        copied::add,
                        hints(),
                        chosen::add,
                        neighbours(),
                        Themes.builtIn(),
                        settings(),
                        InstantSource.system());
        return CompletableFuture.runAsync(
                () -> {
                    try (var tui = new Tui(doors, doors.kelpie().world())) {
                        tui.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                work -> Thread.ofPlatform().daemon().start(work));
    }

    private static Settings settings() {
        var usual = Herd.SETTINGS;
        return new Settings(
                usual.here(),
                usual.runtimes(),
                List.of("dark", "light", "nordic"),
                usual.keymap(),
                usual.zone(),
                usual.shell(),
                usual.bell());
    }

    private Hints hints() {
        return new Hints() {
            @Override
            public Set<String> seen() {
                return Set.copyOf(hints);
            }

            @Override
            public void remember(String hint) {
                hints.add(hint);
            }
        };
    }

    private PaneView pane() {
        return new PaneView() {
            @Override
            public void follow(Optional<PaneRef> pane, Size size, boolean live) {
                followed.add(pane);
            }

            @Override
            public Optional<Canvas> picture() {
                fetched.incrementAndGet();
                return Optional.empty();
            }

            @Override
            public Optional<Canvas> past(PaneRef pane) {
                return Optional.empty();
            }

            @Override
            public void type(String bytes) {}

            @Override
            public void listen(Runnable listener) {
                moved = listener;
            }

            @Override
            public void close() {}
        };
    }

    private static void until(BooleanSupplier condition) {
        until(condition, () -> "nothing");
    }

    private static void until(BooleanSupplier condition, Supplier<String> seen) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> "waited too long; seen: " + seen.get())
                    .isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
