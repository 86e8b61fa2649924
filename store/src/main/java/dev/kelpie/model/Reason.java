package dev.kelpie.model;

/// Why a command was refused. Doors map it to exit codes and protocol errors.
public enum Reason {
    UNKNOWN_AGENT,
    NAME_TAKEN,
    NOT_RUNNING,
    ALREADY_STOPPING,
    NO_DIALOG,
    DIALOG_CHANGED,
    DIALOG_UP,
    STILL_RUNNING,
    NOTHING_TO_UNDO,
    NOT_RESUMABLE,
    OUTDATED,
    ADOPTED,
    INVALID,
    SHUTTING_DOWN
}
