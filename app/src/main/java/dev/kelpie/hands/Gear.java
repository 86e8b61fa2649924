package dev.kelpie.hands;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.home.Home;
import dev.kelpie.model.SessionId;
import dev.kelpie.tmux.Tmux;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What hands work with; made once, in [Hands].
record Gear(
        Supplier<Kelpie> engine,
        Tmux tmux,
        Runtimes runtimes,
        Home home,
        Map<String, String> environment,
        Clock clock,
        Pause pause,
        Reporter reporter,
        Lanes lanes,
        Panes panes,
        Sites sites,
        Eyes eyes,
        HoldBack holdBack,
        Leftovers leftovers,
        Strangers strangers,
        Abroad abroad,
        SessionTokens tokens,
        Runnable wake,
        Consumer<String> trouble,
        int columns,
        int rows) {
    /// The doors' side of a session's token.
    interface SessionTokens {
        /// Makes a token that opens the door to this session.
        String issue(SessionId session);

        /// Makes it open nothing any more.
        void withdraw(SessionId session);
    }
}
