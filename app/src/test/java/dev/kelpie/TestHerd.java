package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.door.CliClient;
import dev.kelpie.door.CliRequest;
import dev.kelpie.door.Paper;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.home.Home;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A whole Kelpie in this process, with a home, a repository, a tmux server and fake agents of its
/// own. Closing it ends all of that and fails when anything is left.
final class TestHerd {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path root;
    final Home home;
    final Path repository;
    final Map<String, String> environment;
    private Optional<EngineProcess> engine = Optional.empty();

    TestHerd(Path folder) throws IOException, InterruptedException {
        this.root = folder.toRealPath();
        this.environment = environment(root);
        this.home = Home.of(environment).make();
        this.repository = Outside.repository(root.resolve("repo"), environment);
        Files.createDirectories(root.resolve("records"));
    }

    /// A herd whose engine runs.
    static TestHerd started(Path folder) throws IOException, InterruptedException {
        return new TestHerd(folder).start();
    }

    private static Map<String, String> environment(Path root) throws IOException {
        var map = new HashMap<String, String>();
        map.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        map.put("LANG", "C.UTF-8");
        map.put("SHELL", "/bin/sh");
        map.put("HOME", Files.createDirectories(root.resolve("person")).toString());
        map.put("XDG_CONFIG_HOME", root.resolve("person/.config").toString());
        map.put("KELPIE_HOME", root.resolve("home").toString());
        map.put("CLAUDE_CONFIG_DIR", Files.createDirectories(root.resolve("claude")).toString());
        map.put("KELPIE_FAKE_HOME", map.get("CLAUDE_CONFIG_DIR"));
        map.put("KELPIE_FAKE", fake(root).toString());
        return map;
    }

    /// Without the compiler a fake costs a third of the time to start.
    private static Path fake(Path root) throws IOException {
        Path file = root.resolve("kelpie-fake");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                file,
                "#!/bin/sh\nexec '"
                        + java
                        + "' -Xint -Xms3m -Xmn1m -Xmx48m -XX:+UseSerialGC -Xshare:auto -cp '"
                        + Path.of("target/classes").toAbsolutePath()
                        + "' dev.kelpie.fake.FakeAgent \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    TestHerd start() {
        engine =
                Optional.of(
                        new EngineProcess(
                                home,
                                environment,
                                Clock.systemUTC(),
                                Config.DEFAULT,
                                new Log(home.logs(), Clock.systemUTC())));
        return this;
    }

    /// The engine ends as by `down`; agents live on.
    void stop() {
        engine.ifPresent(EngineProcess::close);
        engine = Optional.empty();
    }

    Kelpie kelpie() {
        return engine.orElseThrow().kelpie();
    }

    World world() {
        return kelpie().world();
    }

    Agent agent(String name) {
        return world().agent(new AgentId(name)).orElseThrow();
    }

    Path tree(String name) {
        return Path.of(agent(name).site().orElseThrow().directory());
    }

    Outcome execute(Command command) throws InterruptedException {
        return kelpie().execute(new RequestId(Secret.id()), command);
    }

    Outcome.Done done(Command command) throws InterruptedException {
        Outcome outcome = execute(command);
        if (outcome instanceof Outcome.Refused refused) {
            throw new AssertionError(refused + "\n" + trouble());
        }
        return (Outcome.Done) outcome;
    }

    /// What a fake agent is told: in a worktree, ten times as fast, and with its messages recorded.
    AgentSpec spec(String name, String prompt, String... environment) {
        var map = new HashMap<String, String>();
        map.put("KELPIE_FAKE_SPEED", "10");
        map.put("KELPIE_FAKE_RECORD", record(name).toString());
        for (int i = 0; i < environment.length; i += 2) {
            map.put(environment[i], environment[i + 1]);
        }
        return new AgentSpec(
                "fake",
                new Workplace.Worktree(repository.toString(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Permissions.DEFAULT,
                Optional.empty(),
                prompt.isEmpty() ? Optional.empty() : Optional.of(prompt),
                map);
    }

    /// Asks for a fake agent in a worktree.
    void spawn(String name, String prompt, String... environment) throws InterruptedException {
        done(
                new Spawn(
                        new AgentId(name),
                        new SessionId(Secret.id()),
                        spec(name, prompt, environment)));
    }

    MessageId send(String name, String text) throws InterruptedException {
        return send(name, text, false);
    }

    MessageId send(String name, String text, boolean force) throws InterruptedException {
        var id = new MessageId(Secret.id());
        done(new Send(new AgentId(name), id, text, force));
        return id;
    }

    /// Asks for the end and waits for it, clean-up included.
    void kill(String name) throws InterruptedException {
        SessionId session = agent(name).session();
        done(new Kill(new AgentId(name)));
        until(
                name + " is cleared away",
                _ ->
                        eventsOf(Event.SiteCleared.class).stream()
                                .anyMatch(e -> e.session().equals(session)));
    }

    /// Where the fake keeps what it was told.
    Path record(String name) {
        return root.resolve("records").resolve(name);
    }

    /// How often the agent's conversation has the text as a prompt.
    long prompts(String name, String text) throws InterruptedException {
        return kelpie().ask(new Query.Transcript(new AgentId(name), 1000)).stream()
                .filter(("> " + text)::equals)
                .count();
    }

    /// Whether the agent's conversation has an answer of the model with the text in it.
    boolean said(String name, String text) throws InterruptedException {
        return kelpie().ask(new Query.Transcript(new AgentId(name), 1000)).stream()
                .anyMatch(line -> !line.startsWith("> ") && line.contains(text));
    }

    /// Every message that was typed or pasted to the fake, whole. A prompt given by its command
    /// line is not among them.
    List<String> heard(String name) {
        return Outside.records(record(name));
    }

    void until(String what, Predicate<World> condition) throws InterruptedException {
        until(what, condition, PATIENCE);
    }

    void until(String what, Predicate<World> condition, Duration patience)
            throws InterruptedException {
        Outside.until(what, patience, () -> condition.test(world()), this::trouble);
    }

    /// Waits until the agent is in the state that the list shows by this word.
    void awaits(String name, String word) throws InterruptedException {
        until(
                name + " is " + word,
                w ->
                        w.agent(new AgentId(name))
                                .filter(a -> StateName.of(a).word().equals(word))
                                .isPresent());
    }

    /// The end of the message's way, once it has come to one.
    Message.Fate fate(MessageId message) throws InterruptedException {
        until(
                "message " + message + " has come to an end",
                w -> !w.messages().containsKey(message));
        return eventsOf(Event.DeliveryEnded.class).stream()
                .filter(e -> e.message().equals(message))
                .map(Event.DeliveryEnded::fate)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    List<Stamped> events() {
        try {
            return kelpie().ask(new Query.History(0, Integer.MAX_VALUE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the log", e);
        }
    }

    <E extends Event> List<E> eventsOf(Class<E> kind) {
        return events().stream()
                .map(Stamped::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    String screen(String name) throws InterruptedException {
        return kelpie().ask(new Query.Screen(new AgentId(name), 0, false));
    }

    /// Runs a command line in the engine, as the launcher has it done.
    Outside.Ran cli(String... arguments) throws IOException {
        return cliAs(new Connection(home).door().orElseThrow().token(), arguments);
    }

    /// The same with somebody's own token.
    Outside.Ran cliAs(String token, String... arguments) throws IOException {
        return cli(token, repository, arguments);
    }

    /// The same from another directory.
    Outside.Ran cliIn(Path directory, String... arguments) throws IOException {
        return cli(new Connection(home).door().orElseThrow().token(), directory, arguments);
    }

    private Outside.Ran cli(String token, Path directory, String... arguments) throws IOException {
        var io = new Paper();
        var door = new Connection(home).door().orElseThrow();
        var request =
                new CliRequest(
                        directory.toString(),
                        Map.of("LANG", "C.UTF-8", "COLUMNS", "200"),
                        Arrays.asList(arguments));
        return switch (CliClient.run(door.port(), token, request, io)) {
            case CliClient.Answer.Ended ended ->
                    new Outside.Ran(ended.code(), io.written(), io.complaints());
            case CliClient.Answer other -> throw new IOException("no answer: " + other);
        };
    }

    /// What helps to understand a test that waits in vain.
    private String trouble() {
        var text = new StringBuilder();
        try {
            for (Agent agent : world().agents().values()) {
                text.append(agent).append('\n');
                kelpie().ask(new Query.Explain(agent.id()))
                        .forEach(l -> text.append(l).append('\n'));
                text.append(screen(agent.id().value())).append('\n');
            }
            events().stream()
                    .skip(Math.max(0, events().size() - 40))
                    .map(e -> Outside.shorter(e.toString()) + "\n")
                    .forEach(text::append);
            Path log = home.logs().resolve("engine.log");
            text.append(Files.exists(log) ? Files.readString(log) : "");
        } catch (IOException e) {
            text.append(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text.toString();
    }

    /// Ends all agents, then the engine, and looks whether anything stayed.
    void close() throws IOException, InterruptedException {
        var left = new ArrayList<String>();
        try {
            if (engine.isEmpty()) {
                start();
            }
            for (Agent agent : world().agents().values()) {
                if (!agent.over()) {
                    execute(new Kill(agent.id()));
                }
            }
            until("all agents have ended", w -> w.agents().values().stream().allMatch(Agent::over));
        } finally {
            stop();
            left.addAll(Outside.left(root));
            left.addAll(Outside.sockets(home.socket()));
            Outside.end(root);
        }
        assertThat(left).as("left behind").isEmpty();
    }
}
