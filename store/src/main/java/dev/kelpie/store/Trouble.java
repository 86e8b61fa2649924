package dev.kelpie.store;

import java.sql.SQLException;

/// What the database's complaint means to a person, and what they can do.
final class Trouble {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private Trouble() {}

    static StoreException of(
            String what, DatabaseFile file, SQLException cause, boolean outcomeUnknown) {
        String message = "cannot " + what + " " + file.path() + ": " + advice(cause);
        if (outcomeUnknown) {
            message += ". Whether it was written is not known: ask for it again with the same id";
        }
        return new StoreException(message, cause, outcomeUnknown);
    }

    private static String advice(SQLException cause) {
        return switch (cause.getErrorCode()) {
            case FULL -> "the disk is full. Make room; nothing that was confirmed is lost";
            case READONLY, PERM -> "it is read-only. Make it writable, or name another place";
            case CANTOPEN ->
                    "it or its directory cannot be opened for writing. See to their permissions";
            case BUSY, LOCKED -> "another program holds it. End that one, then try again";
            case IOERR -> "the disk does not do what is asked of it. See to the disk";
            case CORRUPT, NOTADB -> "it is damaged" + DatabaseFile.AFTER_DAMAGE;
            default -> "the database refused. " + cause.getMessage();
        };
    }
}
