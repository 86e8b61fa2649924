package dev.kelpie.hands.runtime;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Finding.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says what a session does, from ranked evidence: one pure function, so that every door says the
/// same. Strong evidence (multiplexer, register, hooks, a dialog or banner on the screen) counts at
/// once; weak evidence must be seen twice before it replaces other weak evidence.
public final class Judge {
    /// Before that, a program that says nothing is starting.
    static final Duration BOOT = Duration.ofSeconds(3);

    /// After that, a program that has said nothing at all is not starting any more.
    static final Duration BOOT_MAX = Duration.ofSeconds(90);

    /// How long a hook may be ahead of the register, or behind it: both are files written by
    /// processes of their own.
    static final Duration EDGE = Duration.ofSeconds(2);

    /// How long the register may say that a turn is over before a hook says how it ended.
    static final Duration SETTLED = Duration.ofSeconds(1);

    /// A hook's "running" needs a sign of life at least this often where nothing else vouches.
    static final Duration LIFE = Duration.ofMinutes(2);

    /// Silence that is worth a word. Soft: nothing is done about it.
    static final Duration SILENCE = Duration.ofMinutes(10);

    /// A screen that we ourselves made to redraw says nothing new for so long.
    static final Duration TOUCH = Duration.ofSeconds(2);

    private static final int EXCERPT_MAX = 200;

    private final Evidence e;
    private final List<String> tried = new ArrayList<>();

    private Judge(Evidence evidence) {
        this.e = evidence;
    }

    /// The whole verdict.
    public static Verdict judge(Evidence evidence) {
        return new Judge(evidence).verdict();
    }

    private Verdict verdict() {
        Ruling ruling =
                gone().or(new Stronger(e, tried)::rule)
                        .or(new Weaker(e, tried)::rule)
                        .orElseGet(this::unknown);
        ruling = stalled(ruling);
        tried.add(ruling.rule() + " (" + ruling.source() + ")");
        Optional<Finding> previous = e.previous();
        if (previous.isPresent() && same(previous.get().activity(), ruling.activity())) {
            return new Verdict(finding(ruling, previous.get().since()), 0, false, tried);
        }
        boolean hold =
                ruling.weak()
                        && previous.isPresent()
                        && weak(previous.get())
                        && (e.misses() == 0 || !e.fresh() || recentlyTouched());
        if (hold) {
            tried.add("held: weak evidence must be seen twice");
            return new Verdict(previous.get(), e.misses() + (e.fresh() ? 1 : 0), true, tried);
        }
        return new Verdict(finding(ruling, ruling.since()), 0, false, tried);
    }

    private static boolean weak(Finding finding) {
        return switch (finding.source()) {
            case TMUX, REGISTRY, HOOK, TRANSCRIPT -> false;
            case SCREEN, NONE -> true;
        };
    }

    private boolean recentlyTouched() {
        return e.touched()
                .map(t -> Duration.between(t, e.now()).compareTo(TOUCH) < 0)
                .orElse(false);
    }

    private static boolean same(Activity a, Activity b) {
        return (a instanceof Activity.Waiting x && b instanceof Activity.Waiting y)
                ? x.why() == y.why()
                        && (x.question().isEmpty()
                                || y.question().isEmpty()
                                || x.question().equals(y.question()))
                : a.getClass() == b.getClass();
    }

    private static Finding finding(Ruling ruling, Instant since) {
        String excerpt = ruling.excerpt();
        return new Finding(
                ruling.activity(),
                ruling.source(),
                ruling.rule(),
                since,
                excerpt.length() <= EXCERPT_MAX ? excerpt : excerpt.substring(0, EXCERPT_MAX));
    }

    private Optional<Ruling> gone() {
        if (e.pane().dead()) {
            return Ruling.strong(
                    zombie("the program has ended"), Source.TMUX, "pane-dead", e.now(), "");
        }
        if (e.agentGone()) {
            return Ruling.strong(
                    zombie("a shell stands where the agent was"),
                    Source.TMUX,
                    "agent-gone",
                    e.now(),
                    e.pane().command());
        }
        tried.add("pane: alive");
        return Optional.empty();
    }

    private static Activity zombie(String reason) {
        return new Activity.Zombie(reason);
    }

    static Activity.Why why(Reading.Kind kind) {
        return switch (kind) {
            case PERMISSION -> Activity.Why.PERMISSION;
            case PLAN -> Activity.Why.PLAN;
            case QUESTION, TRUST, LOGIN, SETTINGS -> Activity.Why.QUESTION;
        };
    }

    private Ruling unknown() {
        boolean booting =
                e.previous().map(p -> p.activity() instanceof Activity.Booting).orElse(true);
        if (e.age().compareTo(BOOT) < 0 || (booting && e.age().compareTo(BOOT_MAX) < 0)) {
            return Ruling.of(new Activity.Booting(), Source.NONE, "starting", e.started(), "");
        }
        return new Ruling(new Activity.Unclear(), Source.NONE, "nothing-known", e.now(), "", true);
    }

    private Ruling stalled(Ruling ruling) {
        if (!(ruling.activity() instanceof Activity.Working working)) {
            return ruling;
        }
        Optional<Instant> sign =
                Times.latest(
                        e.hooks().latest(),
                        e.transcript().grew(),
                        e.registry().map(RegistryFacts::at));
        // Only where nothing better speaks does a moving screen count: clocks move too.
        Instant last = sign.orElse(e.pane().activity());
        Duration silence = Duration.between(last, e.now());
        if (silence.compareTo(SILENCE) < 0) {
            return ruling;
        }
        String text =
                "no sign for "
                        + silence.toMinutes()
                        + " min"
                        + (working.doing().isEmpty() ? "" : ", in " + working.doing());
        return new Ruling(
                new Activity.Stalled(text),
                ruling.source(),
                "silence",
                last.plus(SILENCE),
                ruling.excerpt(),
                ruling.weak());
    }
}
