package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Spawn;
import dev.kelpie.verb.SpawnHerd;
import dev.kelpie.verb.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts agents.
final class SpawnVerb implements CliVerb {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    @Override
    public Verb verb() {
        return new Verb(
                "spawn",
                "start an agent, by default in a git worktree of its own",
                List.of(
                        "The worktree is made from the repository that you are in (or --repo), on"
                                + " a branch kelpie/NAME/… (or --branch). With --no-worktree the"
                                + " agent works in the directory itself. With --dir, given once"
                                + " or more, an agent is started in each directory and named"
                                + " after it.",
                        "With --herd, one YAML file brings up a whole herd: a list `agents`, each"
                                + " with name and dir, and if wanted runtime, command, prompt,"
                                + " model, permissions, env and confine. All of it is checked"
                                + " before anything starts; the same file again leaves those that"
                                + " are there alone and starts the rest.",
                        "With --confine the agent's file tools (Edit, Write, MultiEdit,"
                                + " NotebookEdit) are refused outside its directory, symbolic"
                                + " links and '..' included, and each refusal is logged. Only"
                                + " runtimes with hooks can be held so; others are refused, and"
                                + " not watched instead: from a changed file nobody can tell whose"
                                + " write it was. What an agent does by Bash, MCP tools or a program"
                                + " can't be judged: for that it takes a sandbox.",
                        "The first prompt comes from --prompt, from a file, or from standard"
                                + " input with '-'."),
                "kelpie spawn fix-login --runtime claude --prompt 'fix the login bug'",
                parameters(),
                Verb.Need.ENGINE,
                false);
    }

    private static List<Param> parameters() {
        return List.of(
                Param.maybe("NAME", "the agent's name: a-z, 0-9 and '-', at most 40"),
                Param.maybe("PROMPT", "'-' reads the first prompt from standard input"),
                Param.option("--runtime", "R", "claude, codex, gemini, … (kelpie doctor)"),
                Param.option("--repo", "DIR", "the repository; default: where you are"),
                Param.options("--dir", "DIR", "work in this directory itself"),
                Param.option("--herd", "FILE", "start all the agents of a YAML file"),
                Param.option("--branch", "B", "the worktree's branch"),
                Param.option("--base", "REV", "what the branch begins at; default HEAD"),
                Param.flag("--no-worktree", "work in the directory itself"),
                Param.option("--model", "M", "the model, in the runtime's own words"),
                Param.option(
                        "--permissions",
                        "P",
                        "ask, accept-edits, auto or bypass; default: the runtime's own"),
                Param.option("--prompt", "TEXT", "the first prompt"),
                Param.option("--file", "F", "a file with the first prompt"),
                Param.option("--command", "CMD", "what the runtime 'shell' runs"),
                Param.options("--env", "K=V", "one more variable; its value is never shown"),
                Param.flag("--confine", "its file tools write in its directory only"),
                Param.flag("--no-wait", "don't wait until it runs"));
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        Map<AgentId, AgentSpec> wanted = wanted(call);
        List<String> objections = objections(call, wanted);
        if (!objections.isEmpty()) {
            return call.fail(
                    ExitCode.REFUSED, "objection", Text.cleanLines(String.join("; ", objections)));
        }
        var spawns = new ArrayList<Spawn>();
        wanted.forEach(
                (agent, spec) -> spawns.add(new Spawn(agent, new SessionId(call.freshId()), spec)));
        long before = call.kelpie().world().seq();
        Outcome outcome = call.execute(several(call) ? new SpawnHerd(spawns) : spawns.getFirst());
        return switch (outcome) {
            case Outcome.Refused refused -> call.refuse(refused);
            case Outcome.Done _ ->
                    call.flag("--no-wait") ? report(call, spawns) : started(call, before, spawns);
        };
    }

    /// Whether it is a herd, in which those that are there already are left alone.
    private static boolean several(Call call) {
        return call.flag("--herd") || call.values("--dir").size() > 1;
    }

    /// What can be known before anything is started, of all of them.
    private static List<String> objections(Call call, Map<AgentId, AgentSpec> wanted)
            throws InterruptedException {
        var objections = new ArrayList<String>();
        for (var entry : wanted.entrySet()) {
            call.kelpie().ask(new Query.Objections(entry.getKey(), entry.getValue())).stream()
                    .map(objection -> entry.getKey() + ": " + objection)
                    .forEach(objections::add);
        }
        return objections;
    }

    private static ExitCode started(Call call, long before, List<Spawn> spawns)
            throws InterruptedException {
        boolean all =
                Waiting.until(
                        call,
                        START_PATIENCE,
                        world ->
                                spawns.stream()
                                        .allMatch(spawn ->
                                                world.agent(spawn.agent())
                                                        .filter(SpawnVerb::pending)
                                                        .isEmpty()));
        if (!all) {
            return call.fail(ExitCode.WAITED, "timeout", "it does not run yet; see `kelpie ls`");
        }
        ExitCode code = report(call, spawns);
        forget(call, before, spawns);
        return code;
    }

    /// What could not start leaves nothing behind, now that its reason was told.
    private static void forget(Call call, long before, List<Spawn> spawns)
            throws InterruptedException {
        var sessions = spawns.stream().map(Spawn::session).collect(Collectors.toSet());
        Map<AgentId, SessionId> stillborn =
                call.kelpie().world().agents().values().stream()
                        .filter(a -> sessions.contains(a.session()) && Spawn.neverWas(a))
                        .collect(Collectors.toMap(Agent::id, Agent::session));
        if (stillborn.isEmpty()) {
            return;
        }
        Waiting.cleared(call, before, Set.copyOf(stillborn.values()), _ -> {});
        for (AgentId agent : stillborn.keySet()) {
            call.execute(new Remove(agent));
        }
    }

    private static boolean pending(Agent agent) {
        return agent.state() instanceof State.Requested;
    }

    /// One that ran and has ended by now was started all the same.
    private static ExitCode report(Call call, List<Spawn> spawns) {
        var data = Shape.array();
        var words = new StringBuilder();
        var failed = new ArrayList<String>();
        World world = call.kelpie().world();
        for (Spawn spawn : spawns.stream().sorted(Comparator.comparing(Spawn::agent)).toList()) {
            Optional<Agent> agent = world.agent(spawn.agent());
            agent.ifPresent(a -> data.add(Shape.agent(a, call.now())));
            agent.filter(_ -> !call.json()).ifPresent(a -> call.io().err(notices(a)));
            if (agent.filter(SpawnVerb::neverStarted).isPresent()) {
                failed.add(
                        (several(call) ? spawn.agent() + " " : "") + StateName.detail(agent.get()));
            } else {
                agent.ifPresent(a -> words.append(words(a, !a.session().equals(spawn.session()))));
            }
        }
        if (failed.isEmpty()) {
            return call.answer(data.size() == 1 ? data.get(0) : data, words.toString());
        }
        if (!call.json()) {
            call.io().out(words.toString());
        }
        return call.fail(
                ExitCode.ENVIRONMENT,
                "not_started",
                Text.cleanLines(String.join("; ", failed))
                        + (several(call)
                                ? "; "
                                        + (data.size() - failed.size())
                                        + " of "
                                        + data.size()
                                        + " started, and the same again starts the rest"
                                : ""));
    }

    private static boolean neverStarted(Agent agent) {
        return agent.state() instanceof State.Ended(Exit.NeverStarted _, boolean _);
    }

    private static String words(Agent agent, boolean before) {
        String place = agent.site().map(Site::directory).orElse(agent.spec().workplace().path());
        String branch = agent.site().flatMap(Site::branch).map(b -> " on " + b).orElse("");
        String ended = agent.over() ? " (" + StateName.detail(agent) + ")" : "";
        return agent.id()
                + (before ? " is there already: " : " ")
                + StateName.of(agent).word()
                + Text.clean(ended)
                + " in "
                + Text.clean(place)
                + Text.clean(branch)
                + "\n";
    }

    static String notices(Agent agent) {
        return agent.site().map(Site::notices).orElse(List.of()).stream()
                .map(n -> agent.id() + ": " + Text.clean(n) + "\n")
                .reduce("", String::concat);
    }

    private static Map<AgentId, AgentSpec> wanted(Call call) {
        if (call.flag("--herd")) {
            List<String> alone = List.of("--herd", "--no-wait");
            apart(
                    call,
                    "--herd",
                    new SpawnVerb()
                            .verb().params().stream()
                                    .map(Param::name)
                                    .filter(name -> !alone.contains(name))
                                    .toList());
            return HerdFile.read(call.cwd().resolve(call.value("--herd").orElse("")).normalize());
        }
        List<String> dirs = call.values("--dir");
        var wanted = new java.util.LinkedHashMap<AgentId, AgentSpec>();
        if (dirs.isEmpty()) {
            wanted.put(call.agent(), spec(call, workplace(call)));
            return wanted;
        }
        apart(call, "--dir", List.of("--repo", "--branch", "--base"));
        if (dirs.size() > 1 && call.value("NAME").isPresent()) {
            throw new UsageException("with several --dir each agent is named after its directory");
        }
        for (String dir : dirs) {
            String path = call.cwd().resolve(dir).normalize().toString();
            AgentId id = call.value("NAME").isPresent() ? call.agent() : named(Path.of(path));
            if (wanted.put(id, spec(call, new Workplace.Directory(path))) != null) {
                throw new UsageException("two directories would both be named " + id);
            }
        }
        return wanted;
    }

    /// Refuses what would be passed over in silence.
    private static void apart(Call call, String option, List<String> others) {
        List<String> given = others.stream().filter(call::flag).toList();
        if (!given.isEmpty()) {
            throw new UsageException(String.join(", ", given) + " can't be given beside " + option);
        }
    }

    private static AgentId named(Path directory) {
        Path name = directory.getFileName();
        if (name == null) {
            throw new UsageException(directory + " has no name of its own; give the agent's NAME");
        }
        return Call.agent(name.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-"));
    }

    private static Workplace workplace(Call call) {
        String path = call.cwd().resolve(call.value("--repo").orElse(".")).normalize().toString();
        if (call.flag("--no-worktree")) {
            if (call.value("--branch").isPresent() || call.value("--base").isPresent()) {
                throw new UsageException("--branch and --base belong to a worktree");
            }
            return new Workplace.Directory(path);
        }
        return new Workplace.Worktree(path, call.value("--branch"), call.value("--base"));
    }

    private static AgentSpec spec(Call call, Workplace workplace) {
        String runtime =
                call.value("--runtime")
                        .orElse(call.value("--command").isPresent() ? "shell" : "claude");
        if (call.value("--command").isPresent() && !runtime.equals("shell")) {
            throw new UsageException("--command belongs to --runtime shell");
        }
        return new AgentSpec(
                runtime,
                workplace,
                call.value("--model"),
                permissions(call),
                call.value("--command"),
                Prompt.of(call, "PROMPT"),
                environment(call),
                call.flag("--confine"));
    }

    private static Permissions permissions(Call call) {
        return call.value("--permissions")
                .map(word ->
                        Stream.of(Permissions.values())
                                .filter(p -> p.word().equals(word))
                                .findFirst()
                                .orElseThrow(() ->
                                        new UsageException(
                                                "--permissions is ask,"
                                                        + " accept-edits, auto or"
                                                        + " bypass")))
                .orElse(Permissions.DEFAULT);
    }

    private static Map<String, String> environment(Call call) {
        var environment = new HashMap<String, String>();
        for (String pair : call.values("--env")) {
            int eq = pair.indexOf('=');
            if (eq <= 0 || !pair.substring(0, eq).matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new UsageException("--env wants NAME=value");
            }
            environment.put(pair.substring(0, eq), pair.substring(eq + 1));
        }
        return environment;
    }
}
