package dev.kelpie.verb;

import java.util.List;

/// A verb as the command line and the documentation have it. `agentsMay` tells whether an agent's
/// own token opens it.
public record Verb(
        String name,
        String summary,
        List<String> detail,
        String example,
        List<Param> params,
        Need need,
        boolean agentsMay) {
    /// What must be there for it.
    public enum Need {
        /// A running engine; one is started.
        ENGINE,
        /// The world as it is: from the engine if one runs, else from the disk.
        WORLD,
        /// Nothing.
        NOTHING
    }
}
