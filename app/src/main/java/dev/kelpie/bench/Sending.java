package dev.kelpie.bench;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.StateName;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Send;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Messages accepted: on disk before the sender hears of it.
final class Sending {
    /// Senders at a time, of which the engine makes batches.
    private static final int SENDERS = 64;

    private Sending() {}

    static List<Figure> measure(Lab lab, Scale scale) throws IOException, InterruptedException {
        lab.kelpie("daemon");
        var one = new ArrayList<Double>();
        var many = new ArrayList<Double>();
        try (var kelpie = lab.engine()) {
            var herd = new Herd(lab, kelpie);
            for (int run = 0; run <= scale.runs(); run++) {
                String name = "a" + run;
                herd.command(name, "exec sleep 1000");
                herd.awaitPanes();
                double alone = alone(kelpie, herd, name, scale.sends());
                double together = together(kelpie, herd, name, scale.sends() * 2);
                if (run > 0) {
                    one.add(alone);
                    many.add(together);
                }
                kelpie.execute(new RequestId(herd.id()), new Kill(new AgentId(name)));
                herd.await(name, 1, StateName.ENDED);
                kelpie.execute(new RequestId(herd.id()), new Remove(new AgentId(name)));
            }
        }
        return List.of(
                Figure.of(
                        "send",
                        "messages accepted, one sender",
                        "/s",
                        new Budget.AtLeast(500),
                        one),
                Figure.of(
                        "send",
                        "messages accepted, " + SENDERS + " senders at once",
                        "/s",
                        new Budget.AtLeast(5000),
                        many),
                Figure.yardstick(
                        "send",
                        "SQLite inserts, one a transaction",
                        "/s",
                        Measure.times(scale.runs(), () -> inserts(lab, scale.sends(), 1))),
                Figure.yardstick(
                        "send",
                        "SQLite inserts, " + SENDERS + " a transaction",
                        "/s",
                        Measure.times(
                                scale.runs(), () -> inserts(lab, scale.sends() * 2, SENDERS))));
    }

    private static double alone(Kelpie kelpie, Herd herd, String to, int count)
            throws InterruptedException {
        long before = System.nanoTime();
        for (int i = 0; i < count; i++) {
            send(kelpie, herd.id(), to);
        }
        return count / ((System.nanoTime() - before) / 1e9);
    }

    private static double together(Kelpie kelpie, Herd herd, String to, int count)
            throws InterruptedException {
        var sends = new ArrayList<Callable<Outcome>>();
        for (int i = 0; i < count; i++) {
            String id = herd.id();
            sends.add(() -> send(kelpie, id, to));
        }
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            long before = System.nanoTime();
            for (var sent : senders.invokeAll(sends)) {
                sent.get();
            }
            return count / ((System.nanoTime() - before) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a message was not accepted", e.getCause());
        }
    }

    private static Outcome send(Kelpie kelpie, String id, String to) throws InterruptedException {
        return kelpie.execute(
                new RequestId(id),
                new Send(new AgentId(to), new MessageId(id), "text of " + id, false));
    }

    /// Rows a second in a file of its own, as safe as ours.
    private static double inserts(Lab lab, int rows, int batch) throws IOException {
        Path file = lab.folder.resolve("bare.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode=wal");
            statement.execute("pragma synchronous=full");
            statement.execute("create table if not exists mail(id integer primary key, text)");
            connection.setAutoCommit(false);
            long before = System.nanoTime();
            for (int i = 0; i < rows; i++) {
                statement.execute("insert into mail(text) values('text of 0000000000000001')");
                if ((i + 1) % batch == 0) {
                    connection.commit();
                }
            }
            connection.commit();
            return rows / ((System.nanoTime() - before) / 1e9);
        } catch (SQLException e) {
            throw new IOException("the yardstick's database", e);
        }
    }
}
