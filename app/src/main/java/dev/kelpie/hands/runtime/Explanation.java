package dev.kelpie.hands.runtime;

import java.util.List;

/// Why a session is thought to do what it is thought to do: every piece of evidence with its age,
/// and the rules in the order in which they were tried, the last being the one that fired.
public record Explanation(List<Fact> facts, List<String> tried) {
    public Explanation {
        facts = List.copyOf(facts);
        tried = List.copyOf(tried);
    }

    /// One piece of evidence, in words.
    public record Fact(String source, String text, String age) {}
}
