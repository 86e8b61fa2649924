package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.PaneRef;
import java.util.List;
import java.util.Optional;

/// What the screen wants done outside of itself; the answer comes back as a message.
sealed interface Ask {
    /// Have this decided; `about` names it in the answer.
    record Do(Command command, String about) implements Ask {}

    record Spawn(AgentId agent, AgentSpec spec) implements Ask {}

    /// Find out what a new agent may be.
    record Offers() implements Ask {}

    record Resume(AgentId agent) implements Ask {}

    record Send(AgentId agent, String text, boolean force) implements Ask {}

    /// Look something up about an agent.
    record Look(AgentId agent, Topic topic) implements Ask {}

    /// Find out how one gets to the agent's own screen.
    record Attach(AgentId agent) implements Ask {}

    /// Give the terminal to another program until it ends.
    record Enter(AgentId agent, List<String> argv, Optional<String> directory) implements Ask {
        public Enter {
            argv = List.copyOf(argv);
        }
    }

    /// Fetch what the pane has kept above its screen.
    record LookBack(PaneRef pane) implements Ask {}

    /// Go to an agent in the person's own tmux.
    record Visit(Stranger stranger) implements Ask {}

    /// Take one into the herd, where it runs.
    record Adopt(Stranger stranger) implements Ask {}

    /// Close the pane of one.
    record Close(Stranger stranger) implements Ask {}

    /// Bytes for the agent that is typed into.
    record Type(String bytes) implements Ask {}

    record UseTheme(String name) implements Ask {}

    /// A hint was shown and need not be shown again.
    record Hinted(String hint) implements Ask {}

    /// Put a text where the person can paste it from.
    record Copy(String text) implements Ask {}

    /// Somebody may not look: ring.
    record Ring() implements Ask {}

    record Redraw() implements Ask {}

    record Suspend() implements Ask {}

    record Quit() implements Ask {}

    /// Within the screen: what a palette or a dialog decided.
    sealed interface Inner extends Ask {}

    record Run(Action action) implements Inner {}

    record Choose(AgentId agent) implements Inner {}

    record Sort(Order by) implements Inner {}

    record Filter(String text) implements Inner {}

    record Toast(Log.Level level, String text) implements Inner {}

    record Show(Overlay overlay) implements Inner {}

    /// They are killed from here: take each off the list once its session is over.
    record Killed(List<AgentId> agents) implements Inner {
        public Killed {
            agents = List.copyOf(agents);
        }
    }

    /// They are stopped from here: undo will resume them.
    record Stopped(List<AgentId> agents) implements Inner {
        public Stopped {
            agents = List.copyOf(agents);
        }
    }

    /// A hint was shown.
    record Seen(String hint) implements Inner {}
}
