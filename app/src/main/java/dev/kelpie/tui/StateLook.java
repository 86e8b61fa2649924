package dev.kelpie.tui;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Usage;
import dev.kelpie.theme.Role;
import java.util.Locale;

/// How a state is shown: a glyph, a word and a role, so that it survives without any one of them.
record StateLook(String glyph, String word, Role role) {
    static StateLook of(Agent agent) {
        var name = StateName.of(agent);
        if (name == StateName.WAITING && isDone(agent)) {
            return new StateLook("✓", name.word(), agent.seen() ? Role.TEXT : Role.GOOD);
        }
        return of(name);
    }

    static StateLook of(StateName name) {
        return switch (name) {
            case BOOTING -> new StateLook("·", name.word(), Role.STATE_BOOTING);
            case SETUP -> new StateLook("►", name.word(), Role.STATE_SETUP);
            case WORKING -> new StateLook("●", name.word(), Role.STATE_WORKING);
            case WAITING -> new StateLook("▲", name.word(), Role.STATE_WAITING);
            case LIMITED -> new StateLook("◐", name.word(), Role.STATE_LIMITED);
            case ERROR -> new StateLook("✗", name.word(), Role.STATE_ERROR);
            case STALLED -> new StateLook("○", name.word(), Role.STATE_STALLED);
            case INTERRUPTED -> new StateLook("░", name.word(), Role.STATE_INTERRUPTED);
            case ZOMBIE -> new StateLook("█", name.word(), Role.STATE_ERROR);
            case UNCLEAR -> new StateLook("?", name.word(), Role.STATE_STALLED);
            case CLEANING -> new StateLook("─", name.word(), Role.STATE_CLEANING);
            case ENDED -> new StateLook("×", name.word(), Role.STATE_ENDED);
        };
    }

    private static boolean isDone(Agent agent) {
        return agent.activity()
                .filter(Activity.Waiting.class::isInstance)
                .map(a -> ((Activity.Waiting) a).why() == Activity.Why.TURN_DONE)
                .orElse(false);
    }

    /// How full the context is: `63%`, `~63%` where the figure is our guess, `n/a` where nobody
    /// told; never 0 for unknown.
    static String context(Usage usage) {
        return usage.contextPercent()
                .map(percent -> (usage.estimate() ? "~" : "") + percent + "%")
                .orElse("n/a");
    }

    /// The band of a context: 40, 70, 85 per cent are where one should think, act, hurry.
    static Role band(Usage usage) {
        return usage.contextPercent()
                .map(percent -> {
                    if (percent < 40) {
                        return Role.BAND_LOW;
                    }
                    if (percent < 70) {
                        return Role.BAND_MID;
                    }
                    return percent < 85 ? Role.BAND_HIGH : Role.BAND_FULL;
                })
                .orElse(Role.DIM);
    }

    static String cost(Usage usage) {
        return usage.costDollars().map(c -> String.format(Locale.ROOT, "$%.2f", c)).orElse("");
    }

    static String todos(Usage usage) {
        return usage.todosAll()
                .map(all -> usage.todosDone().map(String::valueOf).orElse("?") + "/" + all)
                .orElse("");
    }
}
