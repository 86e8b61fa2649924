package dev.kelpie;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.door.RemoteKelpie;
import dev.kelpie.door.cli.Adoption;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.door.cli.UsageException;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Stranger;
import dev.kelpie.hands.Strangers;
import dev.kelpie.hands.git.Git;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.home.Home;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.World;
import dev.kelpie.tmux.ForeignPane;
import dev.kelpie.tmux.ForeignPanes;
import dev.kelpie.verb.Adopt;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Agents that a person started in tmux servers of their own: shown, jumped to, taken into the
/// herd, and killed only on the person's word. Looking needs no engine.
record Adopting(Home home, Map<String, String> environment, InstantSource clock)
        implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "adopt",
                "list the agents that run in your own tmux servers, go to one, or take it in",
                List.of(
                        "Nothing in those servers is changed, but for the pane that --kill names."
                                + " TARGET is the first word of a line, such as default:%3.",
                        "With TARGET alone, that agent gets a name in the herd and is watched like"
                                + " the others. It is not restarted, its pane stays where it is, and"
                                + " Kelpie types nothing into it: send, answer and stop are refused,"
                                + " attach goes there. What only hooks tell is not known of it, and"
                                + " they don't hold it back as they do agents that Kelpie started."
                                + " --release ends the row, and the agent runs on."),
                "kelpie adopt default:%3 --name review",
                List.of(
                        Param.maybe("TARGET", "take this one into the herd"),
                        Param.option("--name", "NAME", "its name; default: its runtime's"),
                        Param.option("--release", "NAME", "let an adopted agent go; it runs on"),
                        Param.option("--attach", "TARGET", "go to it; inside tmux, by switching"),
                        Param.option("--kill", "TARGET", "close its pane, after asking"),
                        Param.flag("--yes", "don't ask")),
                Verb.Need.NOTHING,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        List<String> acts =
                Stream.of("TARGET", "--attach", "--kill", "--release").filter(call::flag).toList();
        if (acts.size() > 1) {
            throw new UsageException(String.join(" and ", acts) + " can't both be had");
        }
        if (call.flag("--name") && !call.flag("TARGET")) {
            throw new UsageException("--name is for the TARGET that is taken in");
        }
        if (call.flag("--release")) {
            AgentId agent = Call.agent(call.value("--release").orElse(""));
            try (RemoteKelpie kelpie = new Connection(home).reach()) {
                return Adoption.release(call.with(kelpie), agent);
            }
        }
        Strangers strangers = strangers(home, environment, clock);
        Optional<String> target = acts.stream().findFirst().flatMap(call::value);
        if (target.isEmpty()) {
            World world = world();
            return list(
                    call,
                    strangers.list().stream()
                            .filter(s -> Adopt.at(world, s.place()).isEmpty())
                            .toList());
        }
        return call.flag("TARGET")
                ? adopt(call, strangers, target.get())
                : act(call, strangers, target.get());
    }

    private ExitCode adopt(Call call, Strangers strangers, String target)
            throws InterruptedException {
        Optional<Stranger> stranger = at(strangers, target);
        if (stranger.isEmpty()) {
            return unknown(call);
        }
        try (RemoteKelpie kelpie = new Connection(home).reach()) {
            return Adoption.adopt(call.with(kelpie), stranger.get());
        }
    }

    private ExitCode act(Call call, Strangers strangers, String target)
            throws InterruptedException {
        Optional<ForeignPane> pane = strangers.pane(target);
        if (pane.isEmpty()) {
            return unknown(call);
        }
        if (call.flag("--attach")) {
            return attach(call, strangers, pane.get(), target);
        }
        World world = world();
        Optional<Agent> adopted = at(strangers, target).flatMap(s -> Adopt.at(world, s.place()));
        return adopted.isEmpty()
                ? kill(call, strangers, pane.get(), target)
                : call.fail(
                        ExitCode.REFUSED,
                        "adopted",
                        "it is in the herd, as "
                                + adopted.get().id()
                                + "; `kelpie kill --yes "
                                + adopted.get().id()
                                + "` ends it");
    }

    private static Optional<Stranger> at(Strangers strangers, String target) {
        return strangers.list().stream().filter(s -> s.target().equals(target)).findFirst();
    }

    private static ExitCode unknown(Call call) {
        return call.fail(
                ExitCode.REFUSED,
                "unknown_target",
                "no agent runs there; `kelpie adopt` lists the targets");
    }

    /// Who is in the herd, from the engine if one runs, else from the disk.
    private World world() {
        Optional<RemoteKelpie> engine = new Connection(home).find();
        try (Kelpie kelpie = engine.isPresent() ? engine.get() : new OfflineKelpie(home)) {
            return kelpie.world();
        }
    }

    static Strangers strangers(Home home, Map<String, String> environment, InstantSource clock) {
        return strangers(
                home, environment, new Git(environment), runtimes(home, environment), clock);
    }

    static Strangers strangers(
            Home home,
            Map<String, String> environment,
            Git git,
            Runtimes runtimes,
            InstantSource clock) {
        Path tmux = Programs.find("tmux", environment, "install tmux 3.2 or newer");
        Path person = Path.of(environment.getOrDefault("HOME", "/"));
        Path folder =
                ForeignPanes.folder(Optional.ofNullable(environment.get("TMUX_TMPDIR")), person);
        return new Strangers(new ForeignPanes(tmux, folder), git, runtimes, home.socket(), clock);
    }

    private static Runtimes runtimes(Home home, Map<String, String> environment) {
        return new Runtimes(
                Config.directory(environment).resolve("runtimes"),
                home.root(),
                environment,
                Programs.placeholders());
    }

    private static ExitCode list(Call call, List<Stranger> strangers) {
        var data = JsonNodeFactory.instance.arrayNode();
        var words = new StringBuilder();
        for (Stranger each : strangers) {
            Optional<Duration> uptime = each.since().map(s -> Duration.between(s, call.now()));
            data.add(json(each, uptime));
            words.append(each.target())
                    .append("  ")
                    .append(each.runtime())
                    .append("  ")
                    .append(uptime.map(u -> u.toMinutes() + "m").orElse("?"))
                    .append("  ")
                    .append(each.directory())
                    .append(each.branch().map(b -> " on " + b).orElse(""))
                    .append("  ")
                    .append(each.lastLine(), 0, Math.min(60, each.lastLine().length()))
                    .append('\n');
        }
        return call.answer(
                data,
                strangers.isEmpty() ? "no agent runs in your tmux servers" : words.toString());
    }

    private static ObjectNode json(Stranger each, Optional<Duration> uptime) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("target", each.target())
                .put("runtime", each.runtime())
                .put("session", each.session())
                .put("pid", each.pid())
                .put("directory", each.directory())
                .put("branch", each.branch().orElse(null))
                .put("since", each.since().map(Object::toString).orElse(null))
                .put("uptime_seconds", uptime.map(Duration::toSeconds).orElse(null))
                .put("last_line", each.lastLine());
    }

    private ExitCode attach(Call call, Strangers strangers, ForeignPane pane, String target)
            throws InterruptedException {
        Optional<String> tmux = Optional.ofNullable(environment.get("TMUX"));
        List<String> argv = strangers.jump(pane, tmux);
        boolean switching = argv.contains("switch-client");
        if (!switching && Attaching.console().isEmpty()) {
            return call.fail(ExitCode.ENVIRONMENT, "no_terminal", "this needs a terminal");
        }
        return switching ? switched(call, argv, target) : Attaching.attach(argv);
    }

    /// Inside tmux the client is found by the variables that [Attaching] takes away.
    private static ExitCode switched(Call call, List<String> argv, String target)
            throws InterruptedException {
        try {
            int code = new ProcessBuilder(argv).inheritIO().start().waitFor();
            return code == 0
                    ? call.answer(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("target", target)
                                    .put("attached", true),
                            "")
                    : call.fail(ExitCode.ENVIRONMENT, "tmux", "tmux did not go there");
        } catch (IOException e) {
            return call.fail(ExitCode.ENVIRONMENT, "tmux", "can't run tmux: " + e.getMessage());
        }
    }

    private static ExitCode kill(Call call, Strangers strangers, ForeignPane pane, String target) {
        if (!call.flag("--yes") && !agreed(target, pane)) {
            return call.fail(
                    ExitCode.REFUSED,
                    "not_confirmed",
                    "nothing was killed; without a terminal say --yes");
        }
        if (!strangers.kill(pane)) {
            return call.fail(ExitCode.REFUSED, "gone", "it is not there any more");
        }
        return call.answer(
                JsonNodeFactory.instance.objectNode().put("target", target).put("killed", true),
                target + " is closed");
    }

    private static boolean agreed(String target, ForeignPane pane) {
        return Attaching.console()
                .map(c -> c.readLine("kill the agent in %s, in %s? [y/N] ", target, pane.cwd()))
                .filter(answer -> answer.strip().equalsIgnoreCase("y"))
                .isPresent();
    }
}
