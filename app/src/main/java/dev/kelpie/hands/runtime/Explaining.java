package dev.kelpie.hands.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts evidence into words.
final class Explaining {
    private Explaining() {}

    static Explanation of(Evidence e, Verdict verdict) {
        var facts = new ArrayList<Explanation.Fact>();
        facts.add(
                fact(
                        e,
                        "pane",
                        (e.pane().dead() ? "dead" : "alive, runs " + e.pane().command())
                                + ", pid "
                                + e.pane().pid(),
                        Optional.of(e.pane().activity())));
        e.registry()
                .ifPresent(r ->
                        facts.add(
                                fact(
                                        e,
                                        "register",
                                        r.status()
                                                + r.waitingFor()
                                                        .map(w -> " (" + w + ")")
                                                        .orElse(""),
                                        Optional.of(r.at()))));
        hooks(e, facts);
        transcript(e, facts);
        e.screen()
                .ifPresent(s ->
                        facts.add(
                                fact(
                                        e,
                                        "screen",
                                        s.reading()
                                                        .getClass()
                                                        .getSimpleName()
                                                        .toLowerCase(java.util.Locale.ROOT)
                                                + " by "
                                                + s.reading().cause().rule()
                                                + ": "
                                                + s.reading().cause().excerpt(),
                                        Optional.of(s.at()))));
        e.touched().ifPresent(t -> facts.add(fact(e, "us", "touched the pane", Optional.of(t))));
        return new Explanation(facts, verdict.tried());
    }

    private static void hooks(Evidence e, List<Explanation.Fact> facts) {
        HookFacts h = e.hooks();
        h.prompt().ifPresent(at -> facts.add(fact(e, "hook", "prompt submitted", Optional.of(at))));
        h.tool()
                .ifPresent(t ->
                        facts.add(
                                fact(
                                        e,
                                        "hook",
                                        t.name() + (t.open() ? " began" : " ended"),
                                        Optional.of(t.at()))));
        h.permission()
                .ifPresent(p ->
                        facts.add(
                                fact(
                                        e,
                                        "hook",
                                        "permission asked for " + p.tool(),
                                        Optional.of(p.at()))));
        h.stop()
                .ifPresent(s ->
                        facts.add(
                                fact(
                                        e,
                                        "hook",
                                        "stop, "
                                                + s.agents()
                                                + " agents and "
                                                + s.shells()
                                                + " commands left",
                                        Optional.of(s.at()))));
        h.failure()
                .ifPresent(f ->
                        facts.add(
                                fact(e, "hook", "turn failed: " + f.kind(), Optional.of(f.at()))));
        h.ended()
                .ifPresent(x ->
                        facts.add(
                                fact(
                                        e,
                                        "hook",
                                        "session end: " + x.reason(),
                                        Optional.of(x.at()))));
    }

    private static void transcript(Evidence e, List<Explanation.Fact> facts) {
        TranscriptFacts t = e.transcript();
        t.grew()
                .ifPresent(at ->
                        facts.add(
                                fact(
                                        e,
                                        "transcript",
                                        (t.turn() ? "in a turn" : "no turn open")
                                                + t.openTool()
                                                        .map(tool -> ", " + tool + " unanswered")
                                                        .orElse(""),
                                        Optional.of(at))));
        t.interrupted()
                .ifPresent(at -> facts.add(fact(e, "transcript", "interrupted", Optional.of(at))));
    }

    private static Explanation.Fact fact(
            Evidence e, String source, String text, Optional<Instant> at) {
        String age =
                at.map(
                                a -> {
                                    Duration d = Duration.between(a, e.now());
                                    return d.toSeconds() < 120
                                            ? d.toSeconds() + " s"
                                            : d.toMinutes() + " min";
                                })
                        .orElse("");
        return new Explanation.Fact(source, text, age);
    }
}
