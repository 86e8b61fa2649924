package dev.kelpie.hands.runtime;

import dev.kelpie.model.Finding;
import java.util.List;

/// What the evidence adds up to, how often in a row weak evidence has contradicted it, whether that
/// is held back until a fresh screen says so again, and the rules that were tried on the way.
public record Verdict(Finding finding, int misses, boolean held, List<String> tried) {
    public Verdict {
        tried = List.copyOf(tried);
    }
}
