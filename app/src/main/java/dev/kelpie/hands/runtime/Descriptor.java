package dev.kelpie.hands.runtime;

import dev.kelpie.model.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is known of one agent program, as data: one file under `runtimes/` makes one of these.
public record Descriptor(
        String name,
        String title,
        Fixture fixture,
        Command command,
        Flags flags,
        Map<Permissions, Argv> permissions,
        Surroundings environment,
        Delivery delivery,
        ScreenRules screen,
        Hooks hooks,
        Files files,
        Map<String, Long> windows,
        Map<String, Price> prices,
        List<String> supports) {
    /// How the screens of its contract test came about.
    public enum Fixture {
        /// Captured from the real program.
        RECORDED,
        /// Written down from its documentation or from others' reports.
        DESCRIBED
    }

    /// How it is found and which versions we have seen. The first candidate that is there is taken.
    /// `assumed` is the version of a program that need not be asked.
    public record Command(
            List<List<String>> candidates,
            String install,
            List<String> version,
            Optional<String> assumed,
            Optional<String> testedMin,
            Optional<String> testedMax,
            List<String> processNames) {}

    /// Arguments with `{model}`, `{id}` and `{prompt}`; empty when the program has no such thing.
    public record Flags(
            List<String> always,
            List<String> model,
            List<String> sessionId,
            List<String> resume,
            List<String> prompt) {}

    /// The arguments for one degree of permission, or the word that it cannot be had.
    public sealed interface Argv {
        /// It can: by these. A word `env:NAME=value` is a variable instead.
        record Arguments(List<String> words) implements Argv {}

        /// It cannot.
        record Unsupported() implements Argv {}
    }

    /// Which variables of ours it may see (a trailing `*` stands for any rest), which never, and
    /// which are set.
    public record Surroundings(List<String> pass, List<String> drop, Map<String, String> set) {}

    /// How text gets in. Beginnings in `commandPrefixes` would not be taken as plain text.
    public record Delivery(int enterDelayMs, int textMaxBytes, List<String> commandPrefixes) {}

    /// Which hooks it is given at launch, and since which version each event is known to it.
    public record Hooks(HookKind kind, List<String> events, Map<String, String> since) {}

    /// The ways to give a program our hooks without touching the person's configuration.
    public enum HookKind {
        NONE,
        /// A settings file of the session, by `--settings`.
        CLAUDE_SETTINGS
    }

    /// Which files of its own it keeps. `home` lists candidates with variables; the first of which
    /// all variables are set is taken.
    public record Files(List<String> home, RegistryKind registry, TranscriptKind transcript) {}

    /// Who keeps a register of live sessions.
    public enum RegistryKind {
        NONE,
        CLAUDE
    }

    /// Whose form a transcript has.
    public enum TranscriptKind {
        NONE,
        CLAUDE,
        CODEX
    }

    /// Dollars for a million tokens.
    public record Price(double input, double output, double cacheRead, double cacheWrite) {}

    /// What the screen says, by place and shape.
    public record ScreenRules(
            Optional<Composer> composer,
            List<Dialog> dialogs,
            List<Rule> rules,
            Otherwise otherwise) {}

    /// What a screen means on which no rule fires.
    public enum Otherwise {
        UNCLEAR,
        BUSY
    }

    /// The line that a person types in. With a fence it lies between the last two fence lines; with
    /// a foot it is the lines with the prompt right above the last foot line; without either it
    /// begins at the last line that has the prompt. `tail` is cut off each line.
    public record Composer(
            Optional<Pattern> fence,
            Optional<Pattern> foot,
            Pattern prompt,
            Optional<Pattern> tail,
            Optional<Pattern> end,
            List<Pattern> placeholders) {}

    /// A dialog: a line that asks, lines that must stand with it, and how its options look. `press`
    /// is the keys for an option, with `{key}`; without it the arrows lead there and Enter takes
    /// it.
    public record Dialog(
            String id,
            Reading.Kind kind,
            Pattern line,
            Optional<Pattern> edge,
            Optional<Pattern> skip,
            List<Pattern> with,
            Optional<Pattern> option,
            Optional<List<String>> press) {}

    /// One rule: in this region, among the `within` nearest lines (those that match `skip` do not
    /// count), a line of this shape and none of the `not` shapes.
    public record Rule(
            String id,
            Says says,
            Region in,
            int within,
            Pattern line,
            List<Pattern> not,
            Optional<Pattern> skip) {}

    /// What a rule's match means.
    public enum Says {
        BUSY,
        BACKGROUND,
        LIMITED,
        FAILING,
        INTERRUPTED,
        EXITED,
        READY
    }

    /// Where on the screen a rule looks. Without a composer, `ABOVE` and `TURN` end at the last
    /// line.
    public enum Region {
        /// Just above the composer, nearest first.
        ABOVE,
        /// Between the person's last prompt and the composer, nearest first.
        TURN,
        /// Below the composer.
        FOOTER,
        /// The last lines of the screen.
        TAIL,
        /// The first lines of the screen.
        HEAD
    }
}
