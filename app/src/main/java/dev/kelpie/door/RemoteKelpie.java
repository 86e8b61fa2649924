package dev.kelpie.door;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Watch;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import dev.kelpie.store.EventJson;
import dev.kelpie.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The same Kelpie from another process. It keeps a copy of the world by the engine's events; a
/// watcher never sees an event that the copy has not taken in yet.
public final class RemoteKelpie implements Kelpie {
    /// Longer than the engine's own patience, so that its words arrive instead of ours.
    private static final int READ_TIMEOUT_MS = 90_000;

    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /// How long an answer may lack its event in the copy before that is an error.
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private final URI base;
    private final String token;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private Optional<World> copy = Optional.empty();
    private Optional<Stream> feed = Optional.empty();

    public RemoteKelpie(int port, String token) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    /// Whether an engine answers there.
    public boolean answers() {
        try {
            if (!Knock.at(base.getPort())) {
                return false;
            }
            get("/world");
            return true;
        } catch (StoreException | IOException e) {
            return false;
        }
    }

    @Override
    public Outcome execute(RequestId id, Command command) throws InterruptedException {
        try {
            byte[] json = post("/execute", Wire.write(new Wire.Execute(id, command)));
            Outcome outcome = Wire.read(json, Wire.Executed.class).outcome();
            if (outcome instanceof Outcome.Done done) {
                reach(done.seq());
            }
            return outcome;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public <R> R ask(Query<R> query) {
        try {
            return Wire.answer(query, post("/ask", Wire.write(new Wire.Ask(query))));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public World world() {
        lock.lock();
        try {
            if (copy.isEmpty() || feed.filter(Stream::open).isEmpty()) {
                World fresh = Wire.read(get("/world"), Wire.WorldForm.class).world();
                copy = Optional.of(fresh);
                feed.ifPresent(Stream::close);
                var stream = new Stream(fresh.seq(), this::take);
                feed = Optional.of(stream);
                stream.start();
                moved.signalAll();
            }
            return copy.get();
        } catch (IOException e) {
            throw lost(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Watch watch(long afterSeq, Consumer<Stamped> sink) {
        World now = world();
        var stream =
                new Stream(
                        Math.min(afterSeq, now.seq()),
                        event -> {
                            if (event.seq() > afterSeq && reached(event.seq())) {
                                sink.accept(event);
                            }
                        });
        stream.start();
        return stream;
    }

    private void take(Stamped event) {
        lock.lock();
        try {
            copy = copy.map(world -> event.seq() > world.seq() ? world.after(event) : world);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean reached(long seq) {
        try {
            return reach(seq);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean reach(long seq) throws InterruptedException {
        lock.lock();
        try {
            long left = CATCH_UP.toNanos();
            while (copy.isPresent() && copy.get().seq() < seq && left > 0) {
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        var connection = (HttpURLConnection) base.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout(READ_TIMEOUT_MS);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        return connection;
    }

    private byte[] get(String path) throws IOException {
        return body(open(path));
    }

    private byte[] post(String path, String json) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return body(connection);
    }

    private static byte[] body(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status == 200) {
            try (InputStream in = connection.getInputStream()) {
                return in.readAllBytes();
            }
        }
        String words = "the engine answered " + status;
        try (InputStream in = connection.getErrorStream()) {
            if (in != null && (status == 500 || status == 503 || status == 400)) {
                words = Wire.read(in.readAllBytes(), Wire.Failure.class).failure();
            }
        }
        throw new StoreException(words);
    }

    private static StoreException lost(IOException e) {
        return new StoreException(
                "the engine does not answer ("
                        + e.getMessage()
                        + "); try again, it is started anew when needed",
                e);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            feed.ifPresent(Stream::close);
            feed = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// One `/watch` request, read on a thread of its own.
    private final class Stream implements Watch, Runnable {
        private final long after;
        private final Consumer<Stamped> sink;
        private volatile boolean open = true;
        private volatile Optional<HttpURLConnection> connection = Optional.empty();
        private final Thread thread =
                Thread.ofVirtual().name("kelpie-remote-watch").unstarted(this);

        Stream(long after, Consumer<Stamped> sink) {
            this.after = after;
            this.sink = sink;
        }

        void start() {
            thread.start();
        }

        @Override
        public void run() {
            try {
                HttpURLConnection stream = RemoteKelpie.this.open("/watch?after=" + after);
                stream.setReadTimeout((int) TimeUnit.SECONDS.toMillis(30));
                InputStream in = stream.getInputStream();
                // Not before: Java stumbles over a line that is cut while it reads the answer's
                // head, which comes at once.
                connection = Optional.of(stream);
                try (var lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                    String line = open ? lines.readLine() : null;
                    while (open && line != null) {
                        if (!line.isEmpty()) {
                            sink.accept(EventJson.stamped(line));
                        }
                        line = lines.readLine();
                    }
                }
            } catch (IOException e) {
                // The engine went away, or close() cut the line: open() tells, and the caller
                // decides.
                open = false;
            } finally {
                open = false;
                lock.lock();
                try {
                    moved.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public void await() throws InterruptedException {
            thread.join();
        }

        @Override
        public void close() {
            open = false;
            // It waits for the reader, who waits for the engine's next word: seconds.
            connection.ifPresent(c -> Thread.ofVirtual().start(c::disconnect));
        }
    }
}
