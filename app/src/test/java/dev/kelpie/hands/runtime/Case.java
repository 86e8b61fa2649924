package dev.kelpie.hands.runtime;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Evidence in the making, for tests: times are seconds since the start of the session.
final class Case {
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private long now = 600;
    private boolean prompted;
    private boolean register;
    private boolean agentGone;
    private boolean dead;
    private long moved = 590;
    private Optional<RegistryFacts> registry = Optional.empty();
    private HookFacts hooks = HookFacts.NONE;
    private TranscriptFacts transcript = TranscriptFacts.NONE;
    private Optional<Evidence.ScreenFacts> screen = Optional.empty();
    private boolean fresh = true;
    private Optional<Instant> limitResets = Optional.empty();
    private Optional<Instant> touched = Optional.empty();
    private Optional<Finding> previous = Optional.empty();
    private int misses;

    static Case claude() {
        Case made = new Case();
        made.register = true;
        return made;
    }

    static Case screenOnly() {
        return new Case();
    }

    static Instant at(long second) {
        return START.plusSeconds(second);
    }

    Case now(long second) {
        now = second;
        return this;
    }

    Case prompted() {
        prompted = true;
        return this;
    }

    Case registry(String status, long second) {
        registry =
                Optional.of(
                        new RegistryFacts(status, Optional.empty(), at(second), Optional.empty()));
        return this;
    }

    Case waiting(String what, long second) {
        registry =
                Optional.of(
                        new RegistryFacts(
                                "waiting", Optional.of(what), at(second), Optional.empty()));
        return this;
    }

    /// One hook event with a body of JSON.
    Case hook(String event, long second, String body) {
        var entry =
                new dev.kelpie.hands.spool.Spool.Entry(
                        second + "." + event, event, at(second), body);
        hooks = hooks.after(entry).facts();
        return this;
    }

    Case hook(String event, long second) {
        return hook(event, second, "{}");
    }

    Case tool(String name, long second) {
        return hook("PreToolUse", second, "{\"tool_name\":\"" + name + "\"}");
    }

    Case transcript(TranscriptFacts facts) {
        transcript = facts;
        return this;
    }

    Case screen(Reading reading, long second) {
        screen = Optional.of(new Evidence.ScreenFacts(reading, at(second)));
        return this;
    }

    Case old() {
        fresh = false;
        return this;
    }

    Case moved(long second) {
        moved = second;
        return this;
    }

    Case touched(long second) {
        touched = Optional.of(at(second));
        return this;
    }

    Case limitResets(long second) {
        limitResets = Optional.of(at(second));
        return this;
    }

    Case dead() {
        dead = true;
        return this;
    }

    Case agentGone() {
        agentGone = true;
        return this;
    }

    Case after(Verdict verdict) {
        previous = Optional.of(verdict.finding());
        misses = verdict.misses();
        return this;
    }

    Case after(Activity activity, Finding.Source source, long second) {
        previous = Optional.of(new Finding(activity, source, "before", at(second), ""));
        return this;
    }

    Verdict judge() {
        return Judge.judge(
                new Evidence(
                        at(now),
                        START,
                        prompted,
                        new Evidence.Traits(register, register, true, ZoneOffset.UTC),
                        new PaneFacts(dead, 42, "claude", at(moved), 0, 0),
                        agentGone,
                        registry,
                        hooks,
                        transcript,
                        screen,
                        fresh,
                        limitResets,
                        touched,
                        previous,
                        misses));
    }

    Activity activity() {
        return judge().finding().activity();
    }

    static Reading.Cause cause(String rule) {
        return new Reading.Cause(rule, rule);
    }

    static Reading busy() {
        return new Reading.Busy("Thinking", cause("spinner"));
    }

    static Reading ready() {
        return new Reading.Ready(Optional.empty(), cause("composer"));
    }

    static Reading unclear() {
        return new Reading.Unclear(cause("no-rule"));
    }

    static Reading dialog(Reading.Kind kind) {
        return new Reading.Dialog(
                kind,
                "rm -rf build · Do you want to proceed?",
                List.of(
                        new Reading.Option("Yes", List.of("1"), true),
                        new Reading.Option("No", List.of("2"), false)),
                cause("dialog"));
    }

    static Activity done() {
        return new Activity.Waiting(Activity.Why.TURN_DONE, "", List.of());
    }
}
