package dev.kelpie.engine;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Stamped;
import java.util.List;

/// A question about something outside the world: a screen, a transcript, a difference. `R` is the
/// answer's type.
public sealed interface Query<R> {
    /// The agent's screen with up to `history` lines above it; of an ended one the kept output.
    record Screen(AgentId agent, int history, boolean colours) implements Query<String> {}

    /// The last entries of the conversation, as readable lines.
    record Transcript(AgentId agent, int last) implements Query<List<String>> {}

    /// What the agent's worktree changed against its base, as a unified diff.
    record Diff(AgentId agent) implements Query<String> {}

    /// Why the agent's state is what it is: every piece of evidence, a line each.
    record Explain(AgentId agent) implements Query<List<String>> {}

    /// What killing the agent would do to its worktree that one should know before, a sentence
    /// each; empty when it has none, or when it goes and nothing is lost by that.
    record Losses(AgentId agent) implements Query<List<String>> {}

    /// What stands against this spawn, a line each; empty when nothing.
    record Objections(AgentId agent, AgentSpec spec) implements Query<List<String>> {}

    /// What stands against resuming this agent, a line each; empty when nothing.
    record ResumeObjections(AgentId agent) implements Query<List<String>> {}

    /// Events after a number, oldest first.
    record History(long after, int limit) implements Query<List<Stamped>> {}

    /// The argv by which a person attaches to the agent's pane; empty when it has none.
    record AttachCommand(AgentId agent) implements Query<List<String>> {}

    /// Every runtime, the ones that can be started first.
    record Runtimes() implements Query<List<RuntimeOffer>> {}

    /// What the machine has: tools and agent CLIs, a line each.
    record Doctor() implements Query<List<String>> {}

    /// Agents that run in other tmux servers of this user.
    record Strangers() implements Query<List<Stranger>> {}
}
