package dev.kelpie.store;

import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The store in one SQLite file. For one thread at a time. After an error it opens the file anew at
/// the next call, so that it works again as soon as the disk does.
public final class SqliteStore implements Store {
    /// How long the outcome of a request is worth keeping: nobody repeats one after that.
    public static final Duration OUTCOME_KEPT = Duration.ofDays(7);

    private final DatabaseFile file;
    private final Schema schema;
    private final Database.Opener opener;
    private @Nullable Database database;
    private @Nullable Database spent;
    private World world = World.EMPTY;

    private SqliteStore(DatabaseFile file, Schema schema, Database.Opener opener) {
        this.file = file;
        this.schema = schema;
        this.opener = opener;
    }

    /// Opens the database at this path, and makes it if there is none. A damaged or newer one is
    /// refused and left as it is.
    public static SqliteStore open(Path path) {
        return open(path, Schema.shipped(), Database::connect);
    }

    static SqliteStore open(Path path, Schema schema, Database.Opener opener) {
        var store = new SqliteStore(new DatabaseFile(path), schema, opener);
        store.opened();
        return store;
    }

    /// Moves a damaged database out of the way, under a name that it answers. Only for after a
    /// person was told.
    public static Path setAside(Path path, Instant now) {
        return new DatabaseFile(path).setAside(now);
    }

    /// The number of the schema that this program writes.
    public static int schemaVersion() {
        return Schema.shipped().version();
    }

    @Override
    public World load() {
        return ask("read the state", Tables::world);
    }

    @Override
    public Optional<Outcome> outcome(RequestId request) {
        return ask("look up a request", tables -> tables.outcome(request));
    }

    @Override
    public List<Stamped> after(long seq, int limit) {
        return ask("read the log", tables -> tables.events(seq, limit));
    }

    /// Forgets the outcomes of requests that are older than [#OUTCOME_KEPT]; answers how many.
    public int forgetOldRequests(Instant now) {
        return ask("forget old requests", tables -> tables.forgetRequests(now.minus(OUTCOME_KEPT)));
    }

    @Override
    public List<Stamped> append(List<Batch> batches, Instant at) {
        if (batches.isEmpty()) {
            return List.of();
        }
        Database current = opened();
        boolean committing = false;
        try {
            current.begin();
            var tables = new Tables(current);
            World before = tables.seq() == world.seq() ? world : tables.world();
            var stamped = new ArrayList<Stamped>();
            World after = write(tables, before, batches, Tables.kept(at), stamped);
            tables.change(before, after);
            committing = true;
            current.commit();
            world = after;
            return List.copyOf(stamped);
        } catch (SQLException e) {
            discard(current, e);
            throw Trouble.of("write to", file, e, committing);
        } catch (RuntimeException e) {
            discard(current, e);
            throw e;
        }
    }

    private static World write(
            Tables tables, World world, List<Batch> batches, Instant at, List<Stamped> stamped)
            throws SQLException {
        World next = world;
        for (Batch batch : batches) {
            for (Event event : batch.events()) {
                var one = new Stamped(next.seq() + 1, at, event);
                tables.add(one);
                stamped.add(one);
                next = next.after(one);
            }
            if (batch.request().isPresent()) {
                RequestId request = batch.request().get();
                if (!tables.add(request, numbered(batch.outcome(), next.seq()), at)) {
                    throw new IllegalStateException("request " + request + " was decided twice");
                }
            }
        }
        return next;
    }

    private static Outcome numbered(Outcome outcome, long seq) {
        return switch (outcome) {
            case Outcome.Done done -> new Outcome.Done(done.subject(), seq);
            case Outcome.Refused refused -> refused;
        };
    }

    /// A question to the tables, or a single statement.
    @FunctionalInterface
    private interface Question<T> {
        T of(Tables tables) throws SQLException;
    }

    private <T> T ask(String what, Question<T> question) {
        Database current = opened();
        try {
            return question.of(new Tables(current));
        } catch (SQLException e) {
            discard(current, e);
            throw Trouble.of(what + " in", file, e, false);
        }
    }

    /// The connection, or a new one after an error.
    private Database opened() {
        if (database != null) {
            return database;
        }
        Database next = connect();
        try {
            world = new Tables(next).world();
            closeSpent();
        } catch (SQLException e) {
            next.closeAfter(e);
            throw Trouble.of("open", file, e, false);
        } catch (RuntimeException e) {
            next.closeAfter(e);
            throw e;
        }
        database = next;
        return next;
    }

    private Database connect() {
        file.makeDirectory();
        if (!file.exists()) {
            create();
        }
        file.assertWritable();
        boolean leftOpen = file.leftOpen();
        try {
            file.close();
            if (leftOpen) {
                try (Database reader = Database.look(file.path(), opener)) {
                    check(reader, "PRAGMA integrity_check(1)");
                }
            }
            Database next = Database.open(file.path(), opener);
            try {
                if (!leftOpen) {
                    check(next, "PRAGMA quick_check(1)");
                }
                schema.migrate(next, file);
                checkEnds(next);
            } catch (SQLException | RuntimeException e) {
                next.closeAfter(e);
                throw e;
            }
            return next;
        } catch (IOException e) {
            throw new StoreException("cannot open " + file.path() + ": see to its permissions", e);
        } catch (SQLException e) {
            throw Trouble.of("open", file, e, false);
        }
    }

    private void create() {
        Path unfinished = file.beside(".unfinished-" + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(unfinished);
            DatabaseFile.touch(unfinished);
            try (Database first = Database.open(unfinished, opener)) {
                schema.build(first);
            }
            file.publish(unfinished);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot make " + file.path() + ": see to its directory's permissions", e);
        } catch (SQLException e) {
            throw Trouble.of("make", file, e, false);
        }
    }

    /// After a crash the whole check, else the quick one: it reads every page, but not what the
    /// indexes say of them.
    private void check(Database fresh, String how) throws SQLException {
        String found = fresh.text(how);
        if (!found.equals("ok")) {
            throw file.damaged(found);
        }
    }

    private void checkEnds(Database fresh) throws SQLException {
        var tables = new Tables(fresh);
        long state = tables.seq();
        long log = tables.lastRow();
        if (state != log) {
            throw file.damaged("the log ends at " + log + ", the state at " + state);
        }
    }

    /// Takes a connection out of use. It is kept open until the next one is: on a full disk, the
    /// last to close would take the shared index away, and there is no room for a new one.
    private void discard(Database current, Exception because) {
        database = null;
        try {
            current.rollbackIfOpen();
            spent = current;
        } catch (SQLException second) {
            because.addSuppressed(second);
            current.closeAfter(because);
        }
    }

    private void closeSpent() throws SQLException {
        if (spent != null) {
            Database old = spent;
            spent = null;
            old.close();
        }
    }

    @Override
    public void close() {
        try {
            closeSpent();
            if (database != null) {
                Database current = database;
                database = null;
                current.close();
            }
        } catch (SQLException e) {
            throw Trouble.of("close", file, e, false);
        }
    }
}
