package dev.kelpie.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sqlite.JDBC;

/// One connection to SQLite with the settings that our promises rest on, and its statements. Thrown
/// away whole after an error: after a full disk its statements never work again.
final class Database implements AutoCloseable {
    /// Below it, two connections and a checkpoint at a bad moment could corrupt the file.
    static final String OLDEST_SQLITE = "3.51.3";

    /// A short query of a visitor is waited for; one that takes longer is a fault to be told.
    private static final int PATIENCE_MILLIS = 10_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /// Opens connections; tests open ones that fail.
    @FunctionalInterface
    interface Opener {
        Connection open(String url) throws SQLException;
    }

    static Connection connect(String url) throws SQLException {
        Connection connection = new JDBC().connect(url, new java.util.Properties());
        if (connection == null) {
            throw new IllegalStateException("not an address of SQLite: " + url);
        }
        return connection;
    }

    static Database open(java.nio.file.Path path, Opener opener) throws SQLException {
        return opened(url(path), opener, Database::settle);
    }

    /// A connection that can change nothing: one that may write moves the journal into the file
    /// when it is closed, even where it found both damaged.
    static Database look(java.nio.file.Path path, Opener opener) throws SQLException {
        return opened(url(path) + "?mode=ro", opener, Database::beCareful);
    }

    /// As an URI, so that no character of the path means anything to the driver.
    private static String url(java.nio.file.Path path) {
        return JDBC.PREFIX + "file:" + path.toUri().getRawPath();
    }

    /// What a fresh connection is told first.
    private interface Settings {
        void of(Database fresh) throws SQLException;
    }

    private static Database opened(String url, Opener opener, Settings settings)
            throws SQLException {
        var database = new Database(opener.open(url));
        try {
            settings.of(database);
        } catch (SQLException | RuntimeException e) {
            database.closeAfter(e);
            throw e;
        }
        return database;
    }

    private void beCareful() throws SQLException {
        run("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
        run("PRAGMA cell_size_check = ON");
    }

    private void settle() throws SQLException {
        beCareful();
        String version = text("SELECT sqlite_version()");
        if (!atLeast(version, OLDEST_SQLITE)) {
            throw new StoreException(
                    "SQLite "
                            + version
                            + " can corrupt files: install "
                            + OLDEST_SQLITE
                            + " or newer");
        }
        run("PRAGMA trusted_schema = OFF");
        expect("PRAGMA journal_mode = WAL", "wal");
        run("PRAGMA synchronous = FULL");
        expect("PRAGMA synchronous", "2");
        // On macOS, only this reaches the disk; elsewhere it means nothing.
        run("PRAGMA fullfsync = ON");
        run("PRAGMA foreign_keys = ON");
        expect("PRAGMA foreign_keys", "1");
    }

    static boolean atLeast(String version, String oldest) {
        int[] have = numbers(version);
        int[] need = numbers(oldest);
        return java.util.Arrays.compare(have, need) >= 0;
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split(Pattern.quote("."), -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private void expect(String query, String answer) throws SQLException {
        String got = text(query);
        if (!got.equals(answer)) {
            throw new StoreException(
                    "SQLite answered "
                            + got
                            + " instead of "
                            + answer
                            + " to "
                            + query
                            + ": put the database on a local disk");
        }
    }

    /// Takes the write lock at once: a transaction that first reads may not get it later.
    void begin() throws SQLException {
        run("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        run("COMMIT");
    }

    void rollback() throws SQLException {
        run("ROLLBACK");
    }

    /// After some errors SQLite has rolled back by itself; then there is nothing to do.
    void rollbackIfOpen() throws SQLException {
        try {
            rollback();
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    /// Every statement of a script.
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    int write(String sql, Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    <T> List<T> read(String sql, Row<T> row, Object... values) throws SQLException {
        var rows = new java.util.ArrayList<T>();
        try (ResultSet result = bound(sql, values).executeQuery()) {
            while (result.next()) {
                rows.add(row.of(result));
            }
        }
        return rows;
    }

    /// What one row tells.
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// The first column of the one row.
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /// Closes what an error has left behind; a second error belongs to the first.
    void closeAfter(Exception first) {
        try {
            close();
        } catch (SQLException second) {
            first.addSuppressed(second);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
