package dev.kelpie.verb;

import java.util.List;

/// One parameter of a verb at the command line. `names` are the option's names with their dashes,
/// or the one name of a positional; `label` is what stands for its value in the help.
public record Param(Kind kind, List<String> names, String label, String help) {
    /// How it is given.
    public enum Kind {
        POSITIONAL,
        /// Any number of them, at least one.
        POSITIONALS,
        /// Any number of them, or none.
        POSITIONALS_MAYBE,
        POSITIONAL_MAYBE,
        OPTION,
        /// May be given several times.
        OPTIONS,
        FLAG
    }

    public static Param positional(String name, String help) {
        return new Param(Kind.POSITIONAL, List.of(name), name, help);
    }

    public static Param maybe(String name, String help) {
        return new Param(Kind.POSITIONAL_MAYBE, List.of(name), name, help);
    }

    public static Param positionals(String name, String help) {
        return new Param(Kind.POSITIONALS, List.of(name), name, help);
    }

    public static Param positionalsMaybe(String name, String help) {
        return new Param(Kind.POSITIONALS_MAYBE, List.of(name), name, help);
    }

    public static Param option(String name, String label, String help) {
        return new Param(Kind.OPTION, List.of(name), label, help);
    }

    public static Param options(String name, String label, String help) {
        return new Param(Kind.OPTIONS, List.of(name), label, help);
    }

    public static Param flag(String name, String help) {
        return new Param(Kind.FLAG, List.of(name), "", help);
    }

    /// The name by which its value is looked up.
    public String name() {
        return names.getFirst();
    }
}
