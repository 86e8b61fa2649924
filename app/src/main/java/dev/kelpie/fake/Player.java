package dev.kelpie.fake;

import dev.kelpie.fake.Turns.Flow;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Plays the script: which block when, what a prompt sets off, what happens between turns.
final class Player {
    private static final long IDLE_NOTICE_MILLIS = 60_000;
    private static final long LONG_NANOS = 60_000_000_000L;
    private static final int STOP_BLOCKS_MAX = 8;

    private final Options options;
    private final Script script;
    private final Turns turns;
    private final Steps steps;
    private final Desk desk;
    private final Random dice;
    private int nextBlock;
    private boolean started;

    Player(Options options, Script script, Turns turns) {
        this.options = options;
        this.script = script;
        this.turns = turns;
        this.desk = turns.desk();
        this.steps = new Steps(turns);
        this.dice = new Random(options.seed());
    }

    String sessionId() {
        return turns.conversation().id();
    }

    boolean hadTurns() {
        return turns.count() > 0;
    }

    /// Plays until something says farewell.
    void run() throws IOException, InterruptedException {
        desk.terminal().control("\u001b[?2004h\u001b[?25l");
        List<Step> start = script.start();
        int setup = 0;
        while (setup < start.size() && isSetup(start.get(setup).verb())) {
            steps.perform(start.get(setup++));
        }
        for (String event : turns.unknownEvents()) {
            steps.warn(event);
        }
        welcome();
        String source = "startup";
        if (options.resume().isPresent()) {
            source = "resume";
            int messages = turns.conversation().resume();
            desk.print("Resumed session " + sessionId() + " (" + messages + " messages)");
        }
        turns.open(source);
        started = true;
        if (options.prompt().isPresent()) {
            prompt(options.prompt().get());
        }
        play(start.subList(setup, start.size()));
        closeTurn();
        idle(Long.MAX_VALUE);
    }

    /// The last hook, before the process goes.
    void end(Farewell farewell) throws InterruptedException, IOException {
        try {
            sessionEnd(farewell);
        } catch (Farewell again) {
            // Asked to leave while leaving: then without waiting for the hook.
            started = false;
        }
    }

    private void sessionEnd(Farewell farewell) throws InterruptedException, IOException {
        if (started) {
            Hooks.Run run =
                    turns.start(
                            "SessionEnd",
                            farewell.reason(),
                            Json.object("reason", farewell.reason()));
            long until = turns.pace().now() + LONG_NANOS / 30;
            while (!run.done() && turns.pace().now() < until) {
                desk.serve(until);
            }
        }
    }

    private static boolean isSetup(Verb verb) {
        return verb == Verb.TRUST || verb == Verb.LOGIN;
    }

    private void welcome() {
        if (options.style() == Style.CODEX) {
            desk.print(">_ OpenAI Codex (fake)\n\n  directory: " + options.cwd());
            desk.placeholder("Ask Codex to do anything");
        } else {
            desk.print("✻ Claude Code v" + FakeAgent.VERSION + " (fake)\n  " + options.cwd());
        }
    }

    /// Waits between turns; whatever comes in is played. Returns when the time is up.
    private void idle(long untilNanos) throws IOException, InterruptedException {
        long idleSince = turns.pace().now();
        boolean noticed = turns.count() == 0;
        while (turns.pace().now() < untilNanos) {
            String done = turns.takeDone();
            if (desk.hasPrompt()) {
                prompt(desk.takePrompts());
                noticed = false;
                idleSince = turns.pace().now();
            } else if (!done.isEmpty()) {
                play(done, List.of());
                noticed = false;
            } else if (!noticed && turns.pace().now() > idleAt(idleSince)) {
                noticed = true;
                turns.hook(
                        "Notification",
                        "idle_prompt",
                        Json.object(
                                "message", "Claude is waiting for your input",
                                "notification_type", "idle_prompt"));
            } else {
                long due = noticed ? Long.MAX_VALUE : idleAt(idleSince);
                due = Math.min(due, turns.pace().now() + LONG_NANOS);
                desk.serve(Math.min(untilNanos, Math.min(due, turns.backgroundDue())));
            }
        }
    }

    private long idleAt(long since) {
        return since + turns.pace().nanos(IDLE_NOTICE_MILLIS);
    }

    private String nextPrompt() throws IOException, InterruptedException {
        while (!desk.hasPrompt()) {
            desk.serve(turns.pace().now() + LONG_NANOS);
        }
        return desk.takePrompts();
    }

    /// One submitted prompt: a command, a shell line, or a turn.
    private void prompt(String text) throws IOException, InterruptedException {
        String first = text.split("\\s", 2)[0];
        if (first.startsWith("/") && first.indexOf('/', 1) < 0) {
            command(first);
        } else if (text.startsWith("!")) {
            desk.print("! " + text.substring(1));
            steps.perform(new Step(Verb.SH, List.of(text), text.substring(1)));
        } else {
            List<Step> told = told(text);
            play(text, told.isEmpty() ? block() : told);
        }
    }

    private List<Step> block() {
        List<List<Step>> blocks = script.prompts();
        return blocks.isEmpty() ? List.of() : blocks.get(nextBlock++ % blocks.size());
    }

    /// Directives in the text; a wrong one is said on the screen and leaves none.
    private List<Step> told(String text) {
        try {
            return Script.directives(text);
        } catch (IllegalArgumentException e) {
            desk.print("● Script error: " + e.getMessage());
            return List.of();
        }
    }

    private void command(String name) throws IOException, InterruptedException {
        switch (name) {
            case "/clear" -> {
                turns.hook("SessionEnd", "clear", Json.object("reason", "clear"));
                turns.conversation().restart();
                desk.print("❯ /clear\n  ⎿  (no content)");
                turns.open("clear");
            }
            case "/compact" -> steps.perform(Step.parse("compact manual"));
            default -> desk.print("Unknown command: " + name);
        }
    }

    /// A whole turn.
    private void play(String text, List<Step> todo) throws IOException, InterruptedException {
        if (turns.begin(text)) {
            play(todo.isEmpty() ? plainAnswer(text) : todo);
            closeTurn();
        }
    }

    private static List<Step> plainAnswer(String text) {
        String said = Text.head(text, 60);
        return List.of(
                Step.parse("think 300ms"),
                new Step(Verb.SAY, List.of(said), "I have read: " + said));
    }

    /// A block, line by line; after a turn that went wrong it goes on where the next one begins.
    private void play(List<Step> block) throws IOException, InterruptedException {
        Map<Step, Integer> rounds = new HashMap<>();
        boolean skipping = false;
        int at = 0;
        while (at < block.size()) {
            Step step = block.get(at);
            if (step.verb() == Verb.REPEAT) {
                int round = rounds.merge(step, 1, Integer::sum);
                boolean again =
                        step.words().isEmpty() || round < Integer.parseInt(step.word(0, "1"));
                at = again ? 0 : at + 1;
                skipping = false;
                // A round takes at least a frame, so that a script of no duration stays answerable.
                desk.serve(turns.pace().now() + 1_000_000L);
            } else {
                skipping = !isBoundary(step.verb()) && (skipping || !went(step));
                if (isBoundary(step.verb())) {
                    boundary(step);
                }
                at++;
            }
        }
    }

    private static boolean isBoundary(Verb verb) {
        return verb == Verb.TURN || verb == Verb.IDLE || verb == Verb.WAIT_FOR_PROMPT;
    }

    private void boundary(Step step) throws IOException, InterruptedException {
        closeTurn();
        if (step.verb() == Verb.TURN) {
            turns.begin(step.rest());
        } else if (step.verb() == Verb.IDLE) {
            idle(turns.pace().after(Step.millis(step.rest())));
        } else {
            String text = nextPrompt();
            if (turns.begin(text)) {
                for (Step directed : told(text)) {
                    if (!went(directed)) {
                        return;
                    }
                }
            }
        }
    }

    /// Whether the turn goes on after this step.
    private boolean went(Step step) throws IOException, InterruptedException {
        if (step.verb() == Verb.MAYBE) {
            return maybe(step);
        }
        Flow flow = Flow.ON;
        try {
            flow = steps.perform(step);
        } catch (IllegalArgumentException e) {
            desk.print("● Script error: " + e.getMessage());
        }
        if (flow == Flow.INTERRUPTED && turns.running()) {
            turns.abandon(step.verb() == Verb.ASK || step.verb() == Verb.TOOL);
        }
        return flow == Flow.ON;
    }

    private boolean maybe(Step step) throws IOException, InterruptedException {
        String[] odds = step.word(0, "1/2:").replace(":", "").split("/", 2);
        Step then = Step.parse(step.rest().substring(step.rest().indexOf(':') + 1));
        boolean hit = dice.nextInt(Integer.parseInt(odds[1])) < Integer.parseInt(odds[0]);
        return !hit || went(then);
    }

    /// Lets Stop hooks have their say, up to their limit, and ends the turn if one is running.
    private void closeTurn() throws IOException, InterruptedException {
        for (int blocks = 0; turns.running(); blocks++) {
            String reason = turns.stop(blocks > 0);
            if (reason.isEmpty() || blocks >= STOP_BLOCKS_MAX) {
                turns.finish();
                return;
            }
            String feedback = "Stop hook feedback:\n" + reason;
            desk.print("  ⎿  " + feedback);
            turns.conversation().user(feedback);
            List<Step> told = told(reason);
            for (Step step : told.isEmpty() ? plainAnswer(reason) : told) {
                if (turns.running() && !went(step)) {
                    break;
                }
            }
        }
    }
}
