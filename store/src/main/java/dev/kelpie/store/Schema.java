package dev.kelpie.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;

/// The tables' versions: each is a numbered file, and `user_version` in the database tells how many
/// of them it has. A file that was released is never edited.
final class Schema {
    private static final String FOLDER = "schema/";

    private final List<String> scripts;

    private Schema(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    static Schema shipped() {
        return of(resource("index").lines().map(Schema::resource).toList());
    }

    /// The scripts of version 1, 2, ...
    static Schema of(List<String> scripts) {
        return new Schema(scripts);
    }

    int version() {
        return scripts.size();
    }

    /// Brings the database up to this version, after a backup, or not at all. Because the rules by
    /// which events make a world may have changed too, the state is added up from the log anew.
    void migrate(Database database, DatabaseFile file) throws SQLException {
        int found = found(database);
        if (found > version()) {
            throw new StoreException(
                    "the database "
                            + file.path()
                            + " was written by a newer Kelpie (schema "
                            + found
                            + ", this one knows "
                            + version()
                            + "): install that one again");
        }
        if (found < 1) {
            throw file.damaged("it has no schema number");
        }
        if (found < version()) {
            backUp(database, file, found);
            build(database);
        }
    }

    /// Runs the scripts that the database has not seen: all of them in a new one.
    void build(Database database) throws SQLException {
        database.begin();
        try {
            boolean old = found(database) > 0;
            for (int version = found(database); version < version(); version++) {
                database.run(scripts.get(version));
                database.run("PRAGMA user_version = " + (version + 1));
            }
            if (old) {
                new Tables(database).addUp();
            }
            database.commit();
        } catch (SQLException e) {
            try {
                database.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static int found(Database database) throws SQLException {
        return Math.toIntExact(database.number("PRAGMA user_version"));
    }

    private static void backUp(Database database, DatabaseFile file, int version)
            throws SQLException {
        Path backup = file.beside(".schema-" + version + ".backup");
        Path unfinished = file.beside(".schema-" + version + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            DatabaseFile.touch(unfinished);
            database.write("VACUUM INTO ?", unfinished.toString());
            Files.move(unfinished, backup, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot write the backup "
                            + backup
                            + " that must come before an upgrade: make room for it",
                    e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the build has left out " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
