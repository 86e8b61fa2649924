package dev.kelpie.tmux;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// One private tmux server. Each method does what it says or throws [TmuxException]; a pane that is
/// not there is an answer, not an exception. Methods may be called from any thread.
public interface Tmux extends AutoCloseable {
    /// Starts the server if need be, opens a session with the pane, and answers once the command
    /// runs (or has already ended: the pane is kept, dead, with its exit status and last screen).
    ///
    /// @throws TmuxException when the directory is missing, the session's name is taken, or the
    ///   pane came up in another directory than was asked for
    PaneId open(PaneSpec spec);

    /// All panes, and the visible screens of `capture`, in one client call. No server: an empty
    /// snapshot.
    Snapshot snapshot(Set<PaneId> capture);

    /// The visible screen with SGR colours only, or with `history` lines above it. Empty when the
    /// pane is gone.
    String capture(PaneId pane, int history, boolean colours);

    /// Pastes the text as one bracketed paste if the program asked for it, without Enter. Leaves
    /// copy mode first. Refuses a dead pane in the same call that would paste.
    Touch paste(PaneId pane, String text);

    /// Presses keys by their tmux names (`Enter`, `Escape`, `1`, `C-c`), in order. Leaves copy mode
    /// first, and refuses a dead pane in the same call.
    Touch press(PaneId pane, List<String> keys);

    /// Ends everything that the pane started: the process tree (children first taken down by TERM,
    /// after [LocalTmux]'s grace by KILL), then the session. True when something was there to end.
    boolean kill(PaneId pane);

    /// The pids of all that [#kill] would end now.
    Set<Long> processes(PaneId pane);

    /// The argv with which a person attaches to the pane's session from a terminal that is not in
    /// this server.
    List<String> attachCommand(PaneId pane);

    /// Called for each notice, on the gateway's own thread.
    void listen(Consumer<TmuxNotice> listener);

    /// Ends the server with all its panes. The process trees are taken down first.
    void killServer();

    /// Lets go of the server; it and its panes live on.
    @Override
    void close();

    /// What became of a touch.
    enum Touch {
        DONE,
        /// The pane is there, its program is not.
        DEAD,
        /// No such pane.
        GONE
    }
}
