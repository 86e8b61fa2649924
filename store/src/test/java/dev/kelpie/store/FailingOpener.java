package dev.kelpie.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Opens connections of which, all in all, the nth statement fails: before it is done, or after.
final class FailingOpener implements Database.Opener {
    /// Whether the statement had its effect all the same.
    enum Moment {
        BEFORE,
        AFTER
    }

    private final int nth;
    private final Moment moment;
    private final int code;
    private int count;

    FailingOpener(int nth, Moment moment, int code) {
        this.nth = nth;
        this.moment = moment;
        this.code = code;
    }

    boolean failed() {
        return count >= nth;
    }

    @Override
    public Connection open(String url) throws SQLException {
        return wrapped(Connection.class, Database.connect(url));
    }

    private <T> T wrapped(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            boolean counts = method.getName().startsWith("execute");
                            if (counts) {
                                count++;
                                failIf(count == nth && moment == Moment.BEFORE);
                            }
                            Object answer;
                            try {
                                answer = method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                            failIf(counts && count == nth);
                            return switch (answer) {
                                case PreparedStatement s -> wrapped(PreparedStatement.class, s);
                                case Statement s -> wrapped(Statement.class, s);
                                case null, default -> answer;
                            };
                        }));
    }

    private void failIf(boolean now) throws SQLException {
        if (now) {
            throw new SQLException("injected at statement " + nth + " " + moment, null, code);
        }
    }
}
