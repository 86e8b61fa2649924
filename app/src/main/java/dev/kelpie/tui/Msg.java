package dev.kelpie.tui;

import dev.kelpie.engine.RuntimeOffer;
import dev.kelpie.engine.Stranger;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that can happen to the screen.
public sealed interface Msg {
    /// A key by its name: the character itself, or `enter`, `ctrl-s`, `shift-tab`, `space`, `f1`.
    record Key(String name) implements Msg {
        /// What the key would write into a text field, if anything.
        public Optional<String> text() {
            if (name.equals("space")) {
                return Optional.of(" ");
            }
            return name.codePointCount(0, name.length()) == 1
                    ? Optional.of(name)
                    : Optional.empty();
        }
    }

    /// Text that arrived as one paste; it never triggers a key.
    record Paste(String text) implements Msg {}

    /// A mouse button went down on a cell.
    record Click(int x, int y, Button button) implements Msg {}

    /// The wheel turned over a cell: negative is up.
    record Wheel(int x, int y, int notches) implements Msg {}

    /// The terminal has another size.
    record Resize(Size size) implements Msg {}

    /// The terminal is gone.
    record HungUp() implements Msg {}

    /// The world is another, by these events.
    record WorldChanged(World world, List<Stamped> events) implements Msg {}

    /// The engine does not answer any more; the way back to it is looked for.
    record EngineLost(String why) implements Msg {}

    /// The engine answers again.
    record EngineBack() implements Msg {}

    /// The agents in the person's own tmux servers are others, or do something else.
    record Around(List<Stranger> strangers) implements Msg {
        public Around {
            strangers = List.copyOf(strangers);
        }
    }

    /// The followed pane has something new to show.
    record PaneMoved(Optional<Canvas> picture) implements Msg {}

    /// This question was painted; every key before this message was typed without seeing it.
    record Painted(String question) implements Msg {}

    /// All that a pane holds, its screen last; nothing where that could not be had.
    record Past(PaneRef pane, Optional<Canvas> picture) implements Msg {}

    /// Time passed.
    record Tick(Instant now) implements Msg {}

    /// What came of a command.
    record Answered(Command command, String about, Outcome outcome) implements Msg {}

    /// What stands against a spawn; nothing means that it is done.
    record Spawned(AgentId agent, List<String> problems) implements Msg {}

    /// What a new agent may be.
    record Offered(List<RuntimeOffer> runtimes) implements Msg {}

    /// What was looked up.
    record Looked(AgentId agent, Topic topic, List<String> lines) implements Msg {}

    /// How one attaches to an agent; no words where it has no terminal.
    record WayIn(AgentId agent, List<String> argv) implements Msg {}

    /// Back from an attach or a shell, with what went wrong if anything did.
    record CameBack(AgentId agent, Optional<String> problem) implements Msg {}

    /// Something outside failed, in words.
    record Failed(String text) implements Msg {}

    /// Our own fault, on another thread.
    record Crashed(Throwable cause) implements Msg {}

    /// Which button.
    enum Button {
        LEFT,
        MIDDLE,
        RIGHT
    }
}
