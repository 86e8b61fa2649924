package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Attention;
import java.util.Comparator;

/// The orders that the agents may stand in.
enum Order {
    NEED("who needs you"),
    NAME("name"),
    CHANGE("last change"),
    CONTEXT("context"),
    COST("cost"),
    RUNTIME("runtime");

    private final String word;

    Order(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /// Who needs somebody longest, what changed last, is fullest or dearest comes first.
    Comparator<Agent> comparator() {
        Comparator<Agent> by =
                switch (this) {
                    case NEED -> Comparator.comparing(Attention::of).thenComparing(Agent::since);
                    case NAME -> Comparator.comparing(Agent::id);
                    case CHANGE -> Comparator.comparing(Agent::since).reversed();
                    case CONTEXT ->
                            Comparator.comparing(a -> -a.usage().contextPercent().orElse(-1));
                    case COST -> Comparator.comparing(a -> -a.usage().costDollars().orElse(-1.0));
                    case RUNTIME -> Comparator.comparing(a -> a.spec().runtime());
                };
        return by.thenComparing(Agent::id);
    }
}
