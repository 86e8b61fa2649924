package dev.kelpie.bench;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import dev.kelpie.verb.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Agents to be looked at, asked for as the screen does it.
final class Herd {
    private static final String LINES = "on prompt:\nrate 10/s for 2h\n";

    private final Lab lab;
    private final Kelpie kelpie;
    private int asked;

    Herd(Lab lab, Kelpie kelpie) {
        this.lab = lab;
        this.kelpie = kelpie;
    }

    /// A number that was not there before, of the length that all ids have.
    String id() {
        return String.format(Locale.ROOT, "%016d", ++asked);
    }

    /// Fakes that print ten lines a second once they are prompted.
    void printers(String prefix, int count, boolean prompted)
            throws IOException, InterruptedException {
        Path script = lab.folder.resolve("lines.script");
        Files.writeString(script, LINES);
        for (int i = 0; i < count; i++) {
            fake(
                    String.format(Locale.ROOT, "%s%03d", prefix, i),
                    script,
                    prompted ? Optional.of("go on") : Optional.empty());
        }
    }

    void fake(String name, Path script, Optional<String> prompt) throws InterruptedException {
        spawn(
                name,
                new AgentSpec(
                        "fake",
                        new Workplace.Directory(lab.folder.toString()),
                        Optional.empty(),
                        Permissions.DEFAULT,
                        Optional.empty(),
                        prompt,
                        Map.of("KELPIE_FAKE_SCRIPT", script.toString())));
    }

    void command(String name, String command) throws InterruptedException {
        spawn(
                name,
                new AgentSpec(
                        AgentSpec.SHELL,
                        new Workplace.Directory(lab.folder.toString()),
                        Optional.empty(),
                        Permissions.DEFAULT,
                        Optional.of(command),
                        Optional.empty(),
                        Map.of()));
    }

    private void spawn(String name, AgentSpec spec) throws InterruptedException {
        var session = new SessionId(id());
        Outcome outcome =
                kelpie.execute(
                        new RequestId(session.value()),
                        new Spawn(new AgentId(name), session, spec));
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException(name + ": " + refused);
        }
    }

    /// Milliseconds until so many whose names begin like this are in this state.
    double await(String prefix, int count, StateName state)
            throws IOException, InterruptedException {
        return Lab.until(() ->
                kelpie.world().agents().values().stream()
                                .filter(a -> a.id().value().startsWith(prefix))
                                .filter(a -> StateName.of(a) == state)
                                .count()
                        >= count);
    }

    void awaitPanes() throws IOException, InterruptedException {
        Lab.until(() ->
                kelpie.world().agents().values().stream()
                        .filter(a -> !a.over())
                        .map(Agent::pane)
                        .allMatch(Optional::isPresent));
    }
}
