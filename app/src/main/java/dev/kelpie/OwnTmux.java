package dev.kelpie;

import dev.kelpie.engine.Stranger;
import dev.kelpie.hands.Strangers;
import dev.kelpie.home.Home;
import dev.kelpie.tmux.ForeignPane;
import dev.kelpie.tui.Neighbours;
import dev.kelpie.tui.Terminal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The person's own tmux servers, for the screen. Looks each time anew: what was shown a moment ago
/// may be gone.
record OwnTmux(Home home, Map<String, String> environment, InstantSource clock)
        implements Neighbours {
    private static final Optional<String> GONE = Optional.of("it is not there any more");

    @Override
    public Optional<String> visit(Stranger stranger, Terminal terminal)
            throws InterruptedException {
        Strangers strangers = Adopting.strangers(home, environment, clock);
        Optional<ForeignPane> pane = pane(strangers, stranger);
        if (pane.isEmpty()) {
            return GONE;
        }
        return Attaching.enter(
                strangers.jump(pane.get(), Optional.empty()),
                Optional.empty(),
                terminal,
                Optional.ofNullable(environment.get("TMUX")));
    }

    @Override
    public Optional<String> close(Stranger stranger) {
        Strangers strangers = Adopting.strangers(home, environment, clock);
        return pane(strangers, stranger).filter(strangers::kill).isPresent()
                ? Optional.empty()
                : GONE;
    }

    /// Another agent may have come to that place.
    private static Optional<ForeignPane> pane(Strangers strangers, Stranger stranger) {
        return strangers.pane(stranger.target()).filter(pane -> pane.pid() == stranger.pid());
    }

    /// The screen stays where it is, and the person's client shows something else.
    static Optional<String> switched(List<String> argv) throws InterruptedException {
        try {
            Process tmux =
                    new ProcessBuilder(argv)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return tmux.waitFor() == 0 ? Optional.empty() : Optional.of("tmux did not go there");
        } catch (IOException e) {
            return Optional.of("can't run tmux: " + e.getMessage());
        }
    }
}
