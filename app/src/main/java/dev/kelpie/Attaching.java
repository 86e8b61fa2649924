package dev.kelpie;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kelpie.door.RemoteKelpie;
import dev.kelpie.door.cli.Call;
import dev.kelpie.engine.Query;
import dev.kelpie.home.Home;
import dev.kelpie.home.PersonsLocale;
import dev.kelpie.home.Umask;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.RequestId;
import dev.kelpie.tui.Terminal;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.MarkSeen;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Going into an agent's terminal from the command line.
final class Attaching {
    private Attaching() {}

    static ExitCode run(Call call, Home home, Map<String, String> environment)
            throws InterruptedException {
        AgentId agent = call.agent();
        if (environment.containsKey("KELPIE_SESSION")) {
            return call.fail(
                    ExitCode.REFUSED,
                    "inside",
                    "this is an agent's own pane; attach from another terminal");
        }
        if (console().isEmpty()) {
            return call.fail(ExitCode.ENVIRONMENT, "no_terminal", "this needs a terminal");
        }
        try (RemoteKelpie kelpie = new Connection(home).reach()) {
            List<String> argv = kelpie.ask(new Query.AttachCommand(agent));
            if (argv.isEmpty()) {
                return call.fail(
                        ExitCode.REFUSED,
                        "no_pane",
                        agent + " has no terminal now; `kelpie ls` shows who has");
            }
            kelpie.execute(new RequestId(Secret.id()), new MarkSeen(agent));
            List<String> way = within(argv, Optional.ofNullable(environment.get("TMUX")));
            return way.equals(argv) ? attach(argv) : switching(way);
        }
    }

    /// From inside the same server, as that of an adopted agent may be, a client is switched: tmux
    /// attaches to none from within itself.
    ///
    /// @param tmux the person's own variable TMUX: socket, pid, session
    static List<String> within(List<String> argv, Optional<String> tmux) {
        int socket = argv.indexOf("-S") + 1;
        boolean inside =
                socket > 0
                        && tmux.map(t -> t.split(",", 2)[0])
                                .filter(argv.get(socket)::equals)
                                .isPresent();
        return inside
                ? argv.stream().map(w -> w.equals("attach-session") ? "switch-client" : w).toList()
                : argv;
    }

    private static ExitCode switching(List<String> argv) throws InterruptedException {
        Optional<String> problem = OwnTmux.switched(argv);
        problem.ifPresent(words -> System.err.println("kelpie attach: " + words));
        return problem.isEmpty() ? ExitCode.DONE : ExitCode.ENVIRONMENT;
    }

    /// The person's terminal, if there is one at both ends.
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /// Lends the screen's terminal to a program until it ends, or shows something else in the
    /// person's own tmux around it; the answer is what went wrong.
    static Optional<String> enter(
            List<String> argv, Optional<String> directory, Terminal terminal, Optional<String> tmux)
            throws InterruptedException {
        List<String> way = within(argv, tmux);
        if (!way.equals(argv)) {
            return OwnTmux.switched(way);
        }
        var problem = new AtomicReference<Optional<String>>(Optional.empty());
        terminal.lend(() -> problem.set(host(argv, directory)));
        return problem.get();
    }

    private static Optional<String> host(List<String> argv, Optional<String> directory) {
        var program = Path.of(argv.getFirst()).getFileName();
        try {
            return directory.isPresent() ? shell(argv, directory.get()) : tmux(argv, program);
        } catch (IOException e) {
            return Optional.of("can't run " + program + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /// The person's own shell, as they would have opened it themselves: with their file modes and
    /// their locale. It talks on stderr, and what its last command ended with is no trouble.
    private static Optional<String> shell(List<String> argv, String directory)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(argv).inheritIO().directory(new File(directory));
        builder.command(Umask.wrap(argv, builder.environment()));
        PersonsLocale.giveBack(builder.environment());
        var process = builder.start();
        try (var _ = new LetGo(process)) {
            process.waitFor();
        }
        return Optional.empty();
    }

    private static Optional<String> tmux(List<String> argv, Path program)
            throws IOException, InterruptedException {
        var process = outsideTmux(argv).redirectError(ProcessBuilder.Redirect.PIPE).start();
        try (var _ = new LetGo(process)) {
            var said = new String(process.getErrorStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(program + " ended with " + process.exitValue() + last(said));
        }
    }

    /// If we are told to end while a guest has the terminal, it lets go of it first.
    private static final class LetGo implements AutoCloseable {
        private static final long PATIENCE_MS = 2_000;

        private final Thread hook;

        LetGo(Process guest) {
            hook = new Thread(() -> end(guest), "kelpie-end-guest");
            Runtime.getRuntime().addShutdownHook(hook);
        }

        private static void end(Process guest) {
            guest.destroy();
            try {
                if (!guest.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                    guest.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // We are ending already, and the hook has run or is running, as it should.
                return;
            }
        }
    }

    private static String last(String said) {
        return said.isEmpty() ? "" : ": " + said.lines().toList().getLast();
    }

    /// Lends this terminal to tmux until the person comes back.
    static ExitCode attach(List<String> argv) throws InterruptedException {
        try {
            return outsideTmux(argv).start().waitFor() == 0 ? ExitCode.DONE : ExitCode.ENVIRONMENT;
        } catch (IOException e) {
            System.err.println("kelpie attach: can't run tmux: " + e.getMessage());
            return ExitCode.ENVIRONMENT;
        }
    }

    /// Another server's client within one's own tmux is fine, but tmux itself refuses while it
    /// knows of the one around it.
    private static ProcessBuilder outsideTmux(List<String> argv) {
        var builder = new ProcessBuilder(argv).inheritIO();
        PersonsLocale.giveBack(builder.environment());
        builder.environment().remove("TMUX");
        builder.environment().remove("TMUX_PANE");
        return builder;
    }
}
