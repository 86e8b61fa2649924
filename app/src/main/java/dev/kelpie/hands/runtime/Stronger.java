package dev.kelpie.hands.runtime;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Activity.Why;
import dev.kelpie.model.Finding.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rank below the pane: the program's own register of sessions, with its hooks where they are
/// ahead of it or know more.
final class Stronger {
    private final Evidence e;
    private final List<String> tried;

    Stronger(Evidence evidence, List<String> tried) {
        this.e = evidence;
        this.tried = tried;
    }

    Optional<Ruling> rule() {
        if (e.registry().isEmpty()) {
            if (e.traits().registry()) {
                tried.add("register: no entry");
            }
            return Optional.empty();
        }
        RegistryFacts registry = e.registry().get();
        String said =
                "status=" + registry.status() + registry.waitingFor().map(w -> ", " + w).orElse("");
        tried.add("register: " + said);
        Optional<Ruling> edge = edge(registry);
        if (edge.isPresent()) {
            return edge;
        }
        return switch (registry.status()) {
            case "waiting" ->
                    Ruling.strong(
                            waiting(registry),
                            Source.REGISTRY,
                            "register-waiting",
                            registry.at(),
                            said);
            case "busy" ->
                    Ruling.strong(
                            new Activity.Working(doing()),
                            Source.REGISTRY,
                            "register-busy",
                            registry.at(),
                            said);
            case "idle" -> Optional.of(idle(registry, said));
            default -> Optional.empty();
        };
    }

    /// A hook newer than the register, and so new that the register may not have caught up.
    private Optional<Ruling> edge(RegistryFacts registry) {
        HookFacts h = e.hooks();
        Optional<Instant> permission = h.permission().map(HookFacts.Permission::at);
        Optional<Instant> tool = h.tool().map(HookFacts.Tool::at);
        if (fresh(permission, registry)
                && !Times.after(tool, permission)
                && registry.status().equals("busy")) {
            return Ruling.strong(
                    asked(),
                    Source.HOOK,
                    "hook-permission",
                    permission.orElseThrow(),
                    h.permission().orElseThrow().tool());
        }
        Optional<Instant> run =
                Times.latest(h.prompt(), tool.filter(t -> !registry.status().equals("busy")));
        if (fresh(run, registry)
                && !Times.after(ends(), run)
                && !Times.after(permission, run)
                && !registry.status().equals("busy")) {
            return Ruling.strong(
                    new Activity.Working(doing()),
                    Source.HOOK,
                    "hook-running",
                    run.orElseThrow(),
                    "");
        }
        Optional<Instant> stop = h.stop().map(HookFacts.Stop::at);
        if (fresh(stop, registry)
                && !Times.after(h.prompt(), stop)
                && !Times.after(tool, stop)
                && registry.status().equals("busy")) {
            return Optional.of(stopped(h.stop().orElseThrow(), Source.HOOK));
        }
        return Optional.empty();
    }

    private boolean fresh(Optional<Instant> hook, RegistryFacts registry) {
        return hook.isPresent()
                && hook.get().isAfter(registry.at())
                && Duration.between(hook.get(), e.now()).compareTo(Judge.EDGE) <= 0;
    }

    private Optional<Instant> ends() {
        return Times.latest(
                e.hooks().stop().map(HookFacts.Stop::at),
                e.hooks().failure().map(HookFacts.Failure::at));
    }

    private Ruling idle(RegistryFacts registry, String said) {
        HookFacts h = e.hooks();
        Optional<HookFacts.Failure> failure =
                h.failure().filter(f -> !Times.after(h.prompt(), Optional.of(f.at())));
        if (failure.isPresent()) {
            return Failures.ruling(e, failure.get(), Source.HOOK);
        }
        Optional<HookFacts.Failure> written =
                e.transcript().failure().filter(f -> !e.traits().hooks() || h.latest().isEmpty());
        if (written.isPresent()) {
            return Failures.ruling(e, written.get(), Source.TRANSCRIPT);
        }
        Optional<Instant> asked = Times.latest(h.prompt(), e.transcript().prompt());
        if (asked.isEmpty()) {
            boolean young = e.age().compareTo(Judge.BOOT.plus(Judge.EDGE)) < 0;
            if (young && (e.prompted() || !drawn())) {
                return Ruling.of(
                        new Activity.Booting(),
                        Source.REGISTRY,
                        e.prompted() ? "before-first-prompt" : "before-its-composer",
                        e.started(),
                        said);
            }
            return Ruling.of(done(), Source.REGISTRY, "register-idle-new", registry.at(), said);
        }
        if (brokenOff(registry, asked)) {
            return Ruling.of(
                    new Activity.BrokenOff(),
                    Source.REGISTRY,
                    "idle-without-stop",
                    registry.at(),
                    said);
        }
        if (!settled(registry) && endless(registry)) {
            return Ruling.of(
                    new Activity.Working(doing()),
                    Source.REGISTRY,
                    "idle-before-its-hook",
                    h.prompt().orElseThrow(),
                    said);
        }
        if (h.stop().isPresent() && !Times.after(h.prompt(), h.stop().map(HookFacts.Stop::at))) {
            return stopped(h.stop().get(), Source.REGISTRY);
        }
        return Ruling.of(done(), Source.REGISTRY, "register-idle", registry.at(), said);
    }

    /// Claude is in its register 0.4 s before its composer takes Enter.
    private boolean drawn() {
        return e.screen().filter(s -> s.reading() instanceof Reading.Ready).isPresent();
    }

    /// No hook fires after Esc or a refused permission: idle with a prompt newer than any end of a
    /// turn is a turn that somebody broke off. A hook may come a moment later than the register.
    private boolean brokenOff(RegistryFacts registry, Optional<Instant> asked) {
        Optional<Instant> ended = Times.latest(ends(), e.transcript().done());
        if (Times.after(e.transcript().interrupted(), ended)
                && !Times.after(asked, e.transcript().interrupted())) {
            return true;
        }
        return settled(registry) && endless(registry);
    }

    private boolean settled(RegistryFacts registry) {
        return Duration.between(registry.at(), e.now()).compareTo(Judge.SETTLED) > 0;
    }

    /// The turn that the last prompt began is over, and nothing says how it ended.
    private boolean endless(RegistryFacts registry) {
        Optional<Instant> prompt = e.hooks().prompt();
        return prompt.isPresent()
                && Times.after(prompt, Times.latest(ends(), e.transcript().done()))
                && registry.at().isAfter(prompt.get());
    }

    private Ruling stopped(HookFacts.Stop stop, Source source) {
        if (stop.agents() > 0) {
            String doing =
                    stop.agents()
                            + (stop.agents() == 1 ? " agent" : " agents")
                            + " in the background";
            return Ruling.of(
                    new Activity.Working(doing), source, "stop-with-agents", stop.at(), doing);
        }
        String shells = stop.shells() == 0 ? "" : stop.shells() + " commands in the background";
        return Ruling.of(done(), source, "stop", stop.at(), shells);
    }

    private Activity waiting(RegistryFacts registry) {
        Optional<Reading.Dialog> dialog = dialog();
        if (registry.waitingFor().orElse("").startsWith("permission")) {
            return e.hooks().permission().isPresent() || dialog.isPresent()
                    ? asked()
                    : waiting(Why.PERMISSION, dialog);
        }
        return waiting(
                dialog.map(d -> Judge.why(d.kind()))
                        .filter(w -> w != Why.PERMISSION)
                        .orElse(Why.QUESTION),
                dialog);
    }

    /// Permission was asked for: in the words of the screen if it shows them, else of the hook.
    private Activity asked() {
        Optional<Reading.Dialog> dialog = dialog();
        if (dialog.isPresent()) {
            return waiting(Judge.why(dialog.get().kind()), dialog);
        }
        HookFacts.Permission p = e.hooks().permission().orElseThrow();
        Why why =
                switch (p.tool()) {
                    case "ExitPlanMode" -> Why.PLAN;
                    case "AskUserQuestion" -> Why.QUESTION;
                    default -> Why.PERMISSION;
                };
        String question = why == Why.QUESTION && !p.detail().isEmpty() ? p.detail() : p.words();
        return new Activity.Waiting(why, question, List.of());
    }

    private static Activity waiting(Why why, Optional<Reading.Dialog> dialog) {
        return new Activity.Waiting(
                why,
                dialog.map(Reading.Dialog::question).orElse(""),
                dialog.map(d -> d.options().stream().map(Reading.Option::label).toList())
                        .orElse(List.of()));
    }

    /// The dialog on the screen, if the screen is not older than what waits: the last dialog's
    /// words must not stand for this one's.
    private Optional<Reading.Dialog> dialog() {
        Instant asked = e.registry().map(RegistryFacts::at).orElse(e.started());
        return e.screen()
                .filter(s -> !s.at().isBefore(asked))
                .flatMap(s ->
                        s.reading() instanceof Reading.Dialog d
                                ? Optional.of(d)
                                : Optional.empty());
    }

    private static Activity done() {
        return new Activity.Waiting(Why.TURN_DONE, "", List.of());
    }

    private String doing() {
        Optional<HookFacts.Tool> tool = e.hooks().tool().filter(HookFacts.Tool::open);
        if (tool.isPresent() && !Times.after(e.hooks().prompt(), tool.map(HookFacts.Tool::at))) {
            return tool.get().words();
        }
        return e.screen()
                .flatMap(s ->
                        s.reading() instanceof Reading.Busy b
                                ? Optional.of(b.doing())
                                : Optional.empty())
                .or(() -> e.transcript().openTool())
                .orElse("");
    }
}
