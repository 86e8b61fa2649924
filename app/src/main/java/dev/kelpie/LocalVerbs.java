package dev.kelpie;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.home.Home;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The verbs that need this very process or terminal.
final class LocalVerbs {
    private LocalVerbs() {}

    static List<CliVerb> all(Home home, Map<String, String> environment, Clock clock) {
        return List.of(
                new Attach(home, environment),
                new Adopting(home, environment, clock),
                new WorktreeVerb(home, environment),
                new Daemon(home, environment, clock),
                new Demo(clock),
                new ResetTerminal());
    }

    private static Verb verb(
            String name, String summary, List<String> detail, String example, List<Param> params) {
        return new Verb(name, summary, detail, example, params, Verb.Need.NOTHING, false);
    }

    /// Goes into an agent's terminal.
    private record Attach(Home home, Map<String, String> environment) implements CliVerb {
        @Override
        public Verb verb() {
            return LocalVerbs.verb(
                    "attach",
                    "go into an agent's own terminal; C-q comes back",
                    List.of("Inside tmux, too: the agent's terminal opens in yours."),
                    "kelpie attach fix-login",
                    List.of(Param.positional("NAME", "the agent")));
        }

        @Override
        public ExitCode run(Call call) throws InterruptedException {
            return Attaching.run(call, home, environment);
        }
    }

    /// The engine's process.
    private record Daemon(Home home, Map<String, String> environment, Clock clock)
            implements CliVerb {
        @Override
        public Verb verb() {
            return LocalVerbs.verb(
                    "daemon",
                    "start the engine, which the other verbs do by themselves",
                    List.of(),
                    "kelpie daemon --foreground",
                    List.of(Param.flag("--foreground", "stay here; C-c ends it")));
        }

        @Override
        public ExitCode run(Call call) throws InterruptedException {
            if (!call.flag("--foreground")) {
                new Connection(home).reach().close();
                return call.answer(
                        JsonNodeFactory.instance.objectNode().put("running", true),
                        "the engine runs");
            }
            home.make();
            var log = new Log(home.logs(), clock);
            var config = Config.read(Config.directory(environment));
            try (var engine = new EngineProcess(home, environment, clock, config, log)) {
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> engine.stop(Optional.empty())));
                Optional<Throwable> bug = engine.await();
                if (bug.isPresent()) {
                    log.line("ended by a bug: " + bug.get());
                    Crash.report(bug.get(), home, clock);
                    return ExitCode.BUG;
                }
            }
            return ExitCode.DONE;
        }
    }

    /// Puts a terminal right.
    private record ResetTerminal() implements CliVerb {
        @Override
        public Verb verb() {
            return LocalVerbs.verb(
                    "reset-terminal",
                    "put a terminal right that a program left in disorder",
                    List.of(),
                    "kelpie reset-terminal",
                    List.of());
        }

        @Override
        public ExitCode run(Call call) throws InterruptedException {
            if (call.json()) {
                Terminals.write(Terminals.RESET);
            } else {
                call.io().out(Terminals.RESET);
            }
            Terminals.sane();
            return call.answer(JsonNodeFactory.instance.objectNode().put("reset", true), "");
        }
    }
}
