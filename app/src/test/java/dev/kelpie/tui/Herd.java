package dev.kelpie.tui;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Worlds to look at.
final class Herd {
    static final Instant NOW = Instant.parse("2026-11-21T14:02:00Z");

    static final Settings SETTINGS =
            new Settings(
                    "/home/me/shop",
                    List.of("claude", "codex", "gemini", "shell"),
                    List.of("dark", "light", "nord"),
                    Keymap.VIM,
                    ZoneOffset.UTC,
                    "/bin/sh",
                    true);

    private Herd() {}

    /// One agent in each of eight states that a herd is usually in.
    static World eight() {
        return world(
                agent("web-2", asks("Run `npm test`?"), 120, usage(63, 12, 3, 7)),
                agent(
                        "api-1",
                        new Activity.Limited(Optional.empty(), "resets 15:00"),
                        1500,
                        usage(91, 140, 7, 7)),
                agent("core", new Activity.Working("Edit Foo.java"), 8, usage(38, 31, 2, 9)),
                agent("docs", done(), 720, Usage.NONE),
                bypassing(
                        agent(
                                "infra",
                                new Activity.Failing("API error 529"),
                                45,
                                usage(72, 9, 0, 0))),
                agent(
                        "mobile",
                        new Activity.Stalled("no output for 11 min"),
                        660,
                        usage(55, 80, 1, 4)),
                agent("proto", new State.Ended(new Exit.Stopped(), false), 7200, Usage.NONE),
                agent("search", new Activity.Booting(), 2, Usage.NONE));
    }

    /// Every state there is.
    static World everyState() {
        return world(
                agent("a-booting", new State.Requested(), 1, Usage.NONE),
                agent("a-setup", new Activity.Setup("trust this folder?"), 30, Usage.NONE),
                agent("a-working", new Activity.Working("Bash make"), 5, usage(12, 3, 1, 2)),
                agent("a-waiting", asks("Delete 3 files? 日本語 ✅"), 61, usage(40, 3, 1, 2)),
                agent("a-done", done(), 3700, usage(70, 3, 1, 2)),
                agent(
                        "a-limited",
                        new Activity.Limited(Optional.empty(), "until 15:00"),
                        9,
                        usage(85, 1, 0, 0)),
                agent("a-error", new Activity.Failing("overloaded"), 9, estimate(50)),
                agent("a-stalled", new Activity.Stalled("11 min"), 660, Usage.NONE),
                agent("a-broken-off", new Activity.BrokenOff(), 4, Usage.NONE),
                agent(
                        "a-interrupted",
                        new State.Interrupted("the tmux server is gone"),
                        4,
                        Usage.NONE),
                agent(
                        "a-zombie",
                        new Activity.Zombie("claude is not running in its pane"),
                        4,
                        Usage.NONE),
                agent("a-unclear", new Activity.Unclear(), 4, Usage.NONE),
                agent(
                        "a-cleaning",
                        new State.Stopping(pane(), NOW.plusSeconds(9), true),
                        1,
                        Usage.NONE),
                agent("a-ended", new State.Ended(new Exit.Code(0), false), 86_400 * 3, Usage.NONE),
                agent("a-crashed", new State.Ended(new Exit.Signal(9), false), 40, Usage.NONE));
    }

    static World world(Agent... agents) {
        var all = new TreeMap<AgentId, Agent>();
        for (var agent : agents) {
            all.put(agent.id(), agent);
        }
        return new World(agents.length, all, new TreeMap<>(), List.of());
    }

    static Agent agent(String name, Activity activity, long seconds, Usage usage) {
        var finding = new Finding(activity, Finding.Source.HOOK, "test", NOW, "");
        return agent(name, new State.Live(pane(), finding), seconds, usage);
    }

    static Agent agent(String name, State state, long seconds, Usage usage) {
        return new Agent(
                new AgentId(name),
                new SessionId("session0" + name.replace("-", "")),
                new AgentSpec(
                        name.equals("api-1") ? "codex" : "claude",
                        new Workplace.Worktree("/home/me/shop", Optional.empty(), Optional.empty()),
                        Optional.of("opus"),
                        Permissions.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                state,
                Optional.of(
                        new Site(
                                "/home/me/shop/.wt/" + name,
                                Optional.of("kelpie/" + name + "/task"),
                                Optional.empty(),
                                List.of())),
                Optional.empty(),
                usage,
                NOW.minus(Duration.ofHours(3)),
                NOW.minusSeconds(seconds),
                false,
                1,
                Optional.empty());
    }

    static Agent bypassing(Agent a) {
        var spec = a.spec();
        return a.with(
                new AgentSpec(
                        spec.runtime(),
                        spec.workplace(),
                        spec.model(),
                        Permissions.BYPASS,
                        spec.command(),
                        spec.prompt(),
                        Map.of()));
    }

    static Agent at(Agent a, Site site) {
        return new Agent(
                a.id(),
                a.session(),
                a.spec(),
                a.state(),
                Optional.of(site),
                a.conversation(),
                a.usage(),
                a.spawned(),
                a.since(),
                a.seen(),
                a.sessions(),
                a.doubt());
    }

    static Activity asks(String question) {
        return new Activity.Waiting(
                Activity.Why.PERMISSION, question, List.of("yes", "yes, always", "no"));
    }

    static Activity done() {
        return new Activity.Waiting(Activity.Why.TURN_DONE, "", List.of());
    }

    static PaneRef pane() {
        return new PaneRef("%1", 1, 4711);
    }

    static Usage usage(int percent, int tools, int done, int all) {
        return new Usage(
                Optional.of(percent),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(percent / 100.0),
                Optional.of("opus-4.5"),
                Optional.of(tools),
                tools > 100 ? Optional.of(2) : Optional.empty(),
                all == 0 ? Optional.empty() : Optional.of(done),
                all == 0 ? Optional.empty() : Optional.of(all));
    }

    private static Usage estimate(int percent) {
        return new Usage(
                Optional.of(percent),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Model model(World world, int columns, int rows) {
        return model(world, columns, rows, SETTINGS);
    }

    static Model model(World world, int columns, int rows, Settings settings) {
        var scene =
                new Scene(
                        world,
                        NOW,
                        new Size(columns, rows),
                        settings,
                        Log.EMPTY,
                        Optional.empty(),
                        Set.of(),
                        Set.of(),
                        false,
                        Spending.UNSEEN,
                        Around.NOBODY);
        return Model.initial(scene, Set.of()).update(new Msg.Tick(NOW)).next();
    }
}
