package dev.kelpie.hands;

import dev.kelpie.home.Home;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Exit;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.SessionId;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.PaneInfo;
import dev.kelpie.tmux.Snapshot;
import dev.kelpie.tmux.Tmux;
import dev.kelpie.tmux.TmuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The panes of sessions: found by the session's tag, never by a name.
final class Panes {
    /// As far back as an ended session's output is kept; tmux keeps no more either.
    static final int HISTORY_MAX = 10_000;

    private final Tmux tmux;
    private final Home home;

    Panes(Tmux tmux, Home home) {
        this.tmux = tmux;
        this.home = home;
    }

    /// Whether tmux tells of its panes what it told then.
    boolean unchanged(Snapshot before) {
        try {
            return tmux.snapshot(Set.of()).equals(before);
        } catch (TmuxException e) {
            return false; // whoever looks closely says what is wrong
        }
    }

    Snapshot snapshot(Set<PaneId> captures) {
        return tmux.snapshot(captures);
    }

    /// The pane of a session, if the server has one.
    Optional<Found> find(SessionId session) {
        Snapshot snapshot = tmux.snapshot(Set.of());
        return snapshot.panes().stream()
                .filter(pane -> pane.tag().equals(session.value()))
                .findFirst()
                .map(pane -> new Found(pane, snapshot.serverPid()));
    }

    record Found(PaneInfo pane, long server) {
        PaneRef ref() {
            return new PaneRef(pane.id().value(), server, pane.pid());
        }
    }

    /// How the pane's program ended. Empty for a moment: tmux sees the end of the terminal before
    /// it hears of the program's.
    static Optional<Exit> exit(PaneInfo pane) {
        if (pane.signal().isPresent()) {
            return Optional.of(new Exit.Signal(pane.signal().getAsInt()));
        }
        return pane.exitStatus().isPresent()
                ? Optional.of(new Exit.Code(pane.exitStatus().getAsInt()))
                : Optional.empty();
    }

    /// A tmux session's name that a person recognises; nothing is ever found by it.
    static String name(Agent agent) {
        return "k-" + agent.id() + "-" + agent.session().value().substring(0, 4);
    }

    /// Keeps what the pane shows and showed, for after it is gone. Never overwrites with nothing.
    void keepOutput(SessionId session, PaneId pane) {
        keep(session, tmux.capture(pane, HISTORY_MAX, false));
    }

    /// The same, where somebody else has looked.
    void keep(SessionId session, String output) {
        if (output.isBlank()) {
            return;
        }
        try {
            Path dir = home.session(session);
            Files.createDirectories(dir);
            Home.write(dir.resolve("output.txt"), output.stripTrailing() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep the output of " + session, e);
        }
    }

    /// What an ended session showed last. Its end is known before its output is kept: in between it
    /// is still in the pane, and a pane that is gone has left it in the file.
    String last(SessionId session) {
        return output(session)
                .or(() -> find(session).flatMap(found -> shown(found.pane().id())))
                .or(() -> output(session))
                .orElse("");
    }

    /// Empty for a pane that was cleared away since it was found.
    private Optional<String> shown(PaneId pane) {
        return Optional.of(tmux.capture(pane, HISTORY_MAX, false).stripTrailing())
                .filter(text -> !text.isEmpty())
                .map(text -> text + "\n");
    }

    private Optional<String> output(SessionId session) {
        Path file = home.session(session).resolve("output.txt");
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
