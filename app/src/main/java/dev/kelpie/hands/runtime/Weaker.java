package dev.kelpie.hands.runtime;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Activity.Why;
import dev.kelpie.model.Finding.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The ranks below the register: screens that cannot be mistaken, hooks that are still alive, marks
/// of an interruption, the screen's other words, the end of the transcript.
final class Weaker {
    private final Evidence e;
    private final List<String> tried;

    Weaker(Evidence evidence, List<String> tried) {
        this.e = evidence;
        this.tried = tried;
    }

    Optional<Ruling> rule() {
        if (e.traits().registry() && e.age().compareTo(Judge.BOOT) < 0 && !dialogUp()) {
            return Optional.empty();
        }
        return hardScreen()
                .or(this::interrupted)
                .or(this::hooks)
                .or(this::transcript)
                .or(this::screen);
    }

    private boolean dialogUp() {
        return e.screen().map(s -> s.reading() instanceof Reading.Dialog).orElse(false);
    }

    /// A dialog, or a banner of a limit or an error: newer than the last hook, and it has a shape
    /// that prose has not.
    private Optional<Ruling> hardScreen() {
        if (e.screen().isEmpty()) {
            tried.add("screen: not looked at");
            return Optional.empty();
        }
        Evidence.ScreenFacts screen = e.screen().get();
        Reading reading = screen.reading();
        tried.add("screen: " + reading.cause().rule());
        Optional<Instant> run =
                Times.latest(e.hooks().prompt(), e.hooks().tool().map(HookFacts.Tool::at));
        if (Times.after(run, Optional.of(screen.at()))) {
            return Optional.empty();
        }
        return switch (reading) {
            case Reading.Dialog d when d.kind().setup() ->
                    hard(new Activity.Setup(d.question()), screen);
            case Reading.Dialog d ->
                    hard(
                            new Activity.Waiting(
                                    Judge.why(d.kind()),
                                    d.question(),
                                    d.options().stream().map(Reading.Option::label).toList()),
                            screen);
            case Reading.Limited l -> limited(l, screen);
            case Reading.Failing f -> hard(new Activity.Failing(f.text()), screen);
            case Reading.Exited _ -> hard(new Activity.Zombie("it says that it has ended"), screen);
            case Reading.Busy _,
                    Reading.Ready _,
                    Reading.Interrupted _,
                    Reading.Background _,
                    Reading.Unclear _ ->
                    Optional.empty();
        };
    }

    private Optional<Ruling> limited(Reading.Limited limit, Evidence.ScreenFacts screen) {
        Optional<Instant> until =
                limit.resets().flatMap(w -> Times.next(w, screen.at(), e.traits().zone()));
        return Optional.of(
                Failures.limited(
                        e, until, limit.text(), Source.SCREEN, limit.cause().rule(), screen.at()));
    }

    private static Optional<Ruling> hard(Activity activity, Evidence.ScreenFacts screen) {
        Reading.Cause cause = screen.reading().cause();
        return Optional.of(
                new Ruling(
                        activity,
                        Source.SCREEN,
                        cause.rule(),
                        screen.at(),
                        cause.excerpt(),
                        false));
    }

    /// Broken off, by the transcript or a hook, with nothing begun since.
    private Optional<Ruling> interrupted() {
        Optional<Instant> mark =
                Times.latest(e.transcript().interrupted(), e.hooks().interrupted());
        Optional<Instant> begun =
                Times.latest(
                        e.hooks().prompt(),
                        e.transcript().prompt(),
                        e.hooks().tool().map(HookFacts.Tool::at));
        if (mark.isEmpty() || Times.after(begun, mark) || busyScreenSince(mark.get())) {
            return Optional.empty();
        }
        Source source = mark.equals(e.transcript().interrupted()) ? Source.TRANSCRIPT : Source.HOOK;
        return Optional.of(
                new Ruling(
                        new Activity.BrokenOff(),
                        source,
                        "interrupted-mark",
                        mark.get(),
                        "",
                        false));
    }

    private boolean busyScreenSince(Instant mark) {
        return e.screen()
                .map(s ->
                        s.reading() instanceof Reading.Busy
                                && s.at().isAfter(mark.plus(Judge.EDGE)))
                .orElse(false);
    }

    private Optional<Ruling> hooks() {
        HookFacts h = e.hooks();
        if (h.latest().isEmpty()) {
            tried.add("hooks: none");
            return Optional.empty();
        }
        Optional<Instant> stop = h.stop().map(HookFacts.Stop::at);
        Optional<Instant> failure = h.failure().map(HookFacts.Failure::at);
        Optional<Instant> permission = h.permission().map(HookFacts.Permission::at);
        Optional<Instant> run = Times.latest(h.prompt(), h.tool().map(HookFacts.Tool::at));
        Optional<Instant> last = Times.latest(stop, failure, permission, run);
        tried.add("hooks: last " + last.map(Instant::toString).orElse("none of a turn"));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        if (last.equals(run)) {
            return running(run.get());
        }
        if (last.equals(failure)) {
            return Optional.of(Failures.ruling(e, h.failure().orElseThrow(), Source.HOOK));
        }
        if (last.equals(stop)) {
            HookFacts.Stop s = h.stop().orElseThrow();
            return s.agents() > 0
                    ? told(
                            new Activity.Working(s.agents() + " agents in the background"),
                            "stop-with-agents",
                            s.at(),
                            "")
                    : told(done(), "stop", s.at(), "");
        }
        HookFacts.Permission p = h.permission().orElseThrow();
        boolean answered =
                e.screen()
                        .filter(s -> s.at().isAfter(p.at().plus(Judge.EDGE)))
                        .map(s -> !(s.reading() instanceof Reading.Dialog))
                        .orElse(false);
        return answered
                ? Optional.empty()
                : told(
                        new Activity.Waiting(Why.PERMISSION, p.words(), List.of()),
                        "hook-permission",
                        p.at(),
                        p.tool());
    }

    /// A hook's "running" lasts while something lives; a screen that shows an empty prompt ends it.
    private Optional<Ruling> running(Instant since) {
        Optional<Instant> life =
                Times.latest(
                        Optional.of(since),
                        e.transcript().grew(),
                        Optional.of(e.pane().activity()));
        boolean alive = Duration.between(life.orElse(since), e.now()).compareTo(Judge.LIFE) < 0;
        boolean ready =
                e.screen()
                        .filter(s -> s.at().isAfter(since.plus(Judge.EDGE)))
                        .map(s ->
                                s.reading() instanceof Reading.Ready
                                        || s.reading() instanceof Reading.Interrupted)
                        .orElse(false);
        if (!alive || ready) {
            tried.add(alive ? "hooks: the screen is past it" : "hooks: no life since");
            return Optional.empty();
        }
        String doing =
                e.hooks().tool().filter(HookFacts.Tool::open).map(HookFacts.Tool::words).orElse("");
        return told(new Activity.Working(doing), "hook-running", since, doing);
    }

    private static Optional<Ruling> told(
            Activity activity, String rule, Instant since, String excerpt) {
        return Optional.of(new Ruling(activity, Source.HOOK, rule, since, excerpt, false));
    }

    /// Transcripts tell the ends of turns; that they don't grow tells nothing.
    private Optional<Ruling> transcript() {
        TranscriptFacts t = e.transcript();
        if (t.grew().isEmpty()) {
            return Optional.empty();
        }
        boolean fresh =
                Duration.between(t.grew().get(), e.now()).compareTo(Judge.LIFE) < 0
                        || busyScreenSince(t.grew().get());
        if (t.turn() && fresh && !readySince(t.grew().get())) {
            return Optional.of(
                    new Ruling(
                            new Activity.Working(t.openTool().orElse("")),
                            Source.TRANSCRIPT,
                            "transcript-turn",
                            t.prompt().orElse(t.grew().get()),
                            "",
                            false));
        }
        if (!t.turn()
                && t.failure().isPresent()
                && !Times.after(t.prompt(), t.failure().map(HookFacts.Failure::at))) {
            return Optional.of(Failures.ruling(e, t.failure().get(), Source.TRANSCRIPT));
        }
        if (!t.turn()
                && t.done().isPresent()
                && !Times.after(t.prompt(), t.done())
                && !busyScreenSince(t.done().get())) {
            return Optional.of(
                    new Ruling(
                            done(),
                            Source.TRANSCRIPT,
                            "transcript-done",
                            t.done().get(),
                            "",
                            false));
        }
        tried.add("transcript: says nothing about now");
        return Optional.empty();
    }

    private boolean readySince(Instant at) {
        return e.screen()
                .map(s ->
                        s.reading() instanceof Reading.Ready && s.at().isAfter(at.plus(Judge.EDGE)))
                .orElse(false);
    }

    private Optional<Ruling> screen() {
        if (e.screen().isEmpty()) {
            return Optional.empty();
        }
        Evidence.ScreenFacts screen = e.screen().get();
        Reading.Cause cause = screen.reading().cause();
        Optional<Activity> activity =
                switch (screen.reading()) {
                    case Reading.Busy b -> Optional.of(new Activity.Working(b.doing()));
                    case Reading.Background b -> Optional.of(new Activity.Working(b.doing()));
                    case Reading.Ready _ ->
                            Optional.of(beforeFirstPrompt() ? new Activity.Booting() : done());
                    case Reading.Interrupted _ -> Optional.of(new Activity.BrokenOff());
                    case Reading.Dialog _,
                            Reading.Limited _,
                            Reading.Failing _,
                            Reading.Exited _,
                            Reading.Unclear _ ->
                            Optional.empty();
                };
        return activity.map(a ->
                new Ruling(a, Source.SCREEN, cause.rule(), screen.at(), cause.excerpt(), true));
    }

    /// Its first prompt was in its command, and its transcript, which tells of every prompt, does
    /// not have it yet.
    private boolean beforeFirstPrompt() {
        return e.prompted()
                && e.traits().transcript()
                && e.transcript().grew().isEmpty()
                && e.hooks().latest().isEmpty()
                && e.age().compareTo(Judge.BOOT_MAX) < 0
                && e.previous().map(p -> p.activity() instanceof Activity.Booting).orElse(true);
    }

    private static Activity done() {
        return new Activity.Waiting(Why.TURN_DONE, "", List.of());
    }
}
