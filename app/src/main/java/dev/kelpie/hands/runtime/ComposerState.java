package dev.kelpie.hands.runtime;

/// Whether text may be put into the line that a person types in.
public sealed interface ComposerState {
    /// Empty: a placeholder may stand there, dim.
    record Empty() implements ComposerState {}

    /// Somebody's unsent text is in it.
    record Draft(String text) implements ComposerState {}

    /// A dialog is up: any key would answer it.
    record AtDialog(Reading.Dialog dialog) implements ComposerState {}

    /// None on the screen.
    record Missing() implements ComposerState {}
}
