package dev.kelpie.hands;

import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.RuntimeFacts;
import java.util.ArrayList;
import java.util.List;

/// What `doctor` says: the tools that Kelpie works with, every runtime that it knows, and the
/// worktrees that something is wrong with.
final class Checkup {
    private final Gear gear;

    Checkup(Gear gear) {
        this.gear = gear;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("home      " + gear.home().root());
        lines.add("java      " + Runtime.version());
        lines.add("tmux      socket " + gear.home().socket());
        for (AgentRuntime runtime : gear.runtimes().all()) {
            RuntimeFacts facts = runtime.facts();
            if (facts.path().isEmpty()) {
                lines.add(facts.name() + "  not installed; " + facts.install());
                continue;
            }
            lines.add(
                    facts.name()
                            + "  "
                            + facts.version().orElse("version unknown")
                            + facts.tested()
                                    .map(t -> t ? "" : ", tested with " + facts.testedVersions())
                                    .orElse("")
                            + "  "
                            + facts.path().get());
            lines.add(
                    "    state from "
                            + facts.status()
                            + "; usage from "
                            + facts.usage()
                            + "; resume "
                            + (facts.resume() ? "yes" : "no")
                            + "; permissions "
                            + String.join(", ", facts.permissions()));
            facts.notes().forEach(note -> lines.add("    " + note));
        }
        gear.runtimes().faults().forEach((name, fault) -> lines.add(name + "  off: " + fault));
        gear.sites().troubles(gear.engine().get().world()).stream()
                .map(trouble -> "worktree  " + trouble)
                .forEach(lines::add);
        return lines;
    }
}
