package dev.kelpie;

import dev.kelpie.door.RemoteKelpie;
import dev.kelpie.door.cli.Call;
import dev.kelpie.engine.Query;
import dev.kelpie.home.Home;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.RequestId;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.MarkSeen;
import java.io.Console;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
            return attach(argv);
        }
    }

    /// The person's terminal, if there is one at both ends.
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /// Lends this terminal to tmux until the person comes back.
    static ExitCode attach(List<String> argv) throws InterruptedException {
        try {
            var builder = new ProcessBuilder(argv).inheritIO();
            builder.environment().remove("TMUX");
            builder.environment().remove("TMUX_PANE");
            return builder.start().waitFor() == 0 ? ExitCode.DONE : ExitCode.ENVIRONMENT;
        } catch (IOException e) {
            System.err.println("kelpie attach: can't run tmux: " + e.getMessage());
            return ExitCode.ENVIRONMENT;
        }
    }
}
