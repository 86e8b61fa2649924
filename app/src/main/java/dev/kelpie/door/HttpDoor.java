package dev.kelpie.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Watch;
import dev.kelpie.home.HomeException;
import dev.kelpie.model.Stamped;
import dev.kelpie.store.EventJson;
import dev.kelpie.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The loopback server: command lines of the launcher, and the [Kelpie] interface for other
/// processes of the same person. Nobody gets in without a token; a page in a browser doesn't even
/// with one.
public final class HttpDoor implements AutoCloseable {
    /// What a request may carry: a message of 4 MiB, escaped, and room beside it.
    static final int BODY_MAX = 32 * 1024 * 1024;

    private static final int PULSE_SECONDS = 5;

    /// How long answers that are being written may hold up the end, ms: many times what any verb
    /// takes that doesn't wait for something itself.
    private static final int LAST_WORDS_MILLIS = 1000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Tokens tokens;
    private final Bugs bugs;
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);

    /// What the server answers to the launcher.
    public interface CommandLine {
        /// Runs the command line and writes its frames.
        void run(CliRequest request, Tokens.Caller caller, OutputStream answer)
                throws IOException, InterruptedException;
    }

    public HttpDoor(Kelpie engine, Tokens tokens, CommandLine commandLine, Bugs bugs)
            throws IOException {
        Kelpie kelpie = new Told(engine);
        this.tokens = tokens;
        this.bugs = bugs;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        serve(
                "/cli",
                false,
                toTheEnd((exchange, caller) -> {
                    CliRequest request = CliRequest.read(body(exchange));
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        commandLine.run(request, caller, out);
                    }
                }));
        serve("/execute", true, toTheEnd((exchange, _) -> execute(kelpie, exchange)));
        serve("/ask", true, toTheEnd((exchange, _) -> ask(kelpie, exchange)));
        serve(
                "/world",
                true,
                toTheEnd((exchange, _) ->
                        answer(exchange, 200, Wire.write(Wire.WorldForm.of(kelpie.world())))));
        serve("/watch", true, (exchange, _) -> watch(kelpie, exchange));
    }

    /// Begins to serve; answers the port.
    public int start() {
        server.start();
        return server.getAddress().getPort();
    }

    private interface Route {
        void serve(HttpExchange exchange, Tokens.Caller caller)
                throws IOException, InterruptedException;
    }

    /// A route whose answer is written whole before the door closes.
    private Route toTheEnd(Route route) {
        return (exchange, caller) -> {
            answers.acquire();
            try {
                route.serve(exchange, caller);
            } finally {
                answers.release();
            }
        };
    }

    private void serve(String path, boolean personOnly, Route route) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        Optional<Tokens.Caller> caller = admitted(exchange);
                        if (caller.isEmpty()) {
                            answer(exchange, 401, "no\n");
                        } else if (personOnly && caller.get() instanceof Tokens.Caller.Agent) {
                            answer(exchange, 403, "not for agents\n");
                        } else if (!exchange.getRequestURI().getPath().equals(path)) {
                            answer(exchange, 404, "no such door\n");
                        } else {
                            guarded(route).serve(exchange, caller.get());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private Route guarded(Route route) {
        return (exchange, caller) -> {
            try {
                route.serve(exchange, caller);
            } catch (RuntimeException | Error bug) {
                answer(exchange, 500, failure(bugs.written(bug)));
            }
        };
    }

    /// A browser names the page's Origin and whatever Host it was tricked into: neither gets in.
    private Optional<Tokens.Caller> admitted(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        String host = String.valueOf(headers.getFirst("Host"));
        int port = server.getAddress().getPort();
        boolean ours = host.equals("127.0.0.1:" + port) || host.equals("localhost:" + port);
        String authorization = String.valueOf(headers.getFirst("Authorization"));
        if (!ours || headers.containsKey("Origin") || !authorization.startsWith("Bearer ")) {
            return Optional.empty();
        }
        return tokens.caller(authorization.substring("Bearer ".length()));
    }

    private static void execute(Kelpie kelpie, HttpExchange exchange)
            throws IOException, InterruptedException {
        Wire.Execute execute;
        try {
            execute = Wire.read(body(exchange), Wire.Execute.class);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            answer(exchange, 400, Wire.write(new Wire.Failure("can't read the command")));
            return;
        }
        try {
            var outcome = kelpie.execute(execute.request(), execute.command());
            answer(exchange, 200, Wire.write(new Wire.Executed(outcome)));
        } catch (StoreException e) {
            answer(exchange, 503, failure(String.valueOf(e.getMessage())));
        }
    }

    private static void ask(Kelpie kelpie, HttpExchange exchange)
            throws IOException, InterruptedException {
        Wire.Ask ask;
        try {
            ask = Wire.read(body(exchange), Wire.Ask.class);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            answer(exchange, 400, Wire.write(new Wire.Failure("can't read the query")));
            return;
        }
        try {
            Object found = kelpie.ask(ask.query());
            answer(exchange, 200, Wire.write(Wire.form(ask.query(), found)));
        } catch (StoreException | HomeException | OutsideException e) {
            answer(exchange, 503, failure(String.valueOf(e.getMessage())));
        }
    }

    private static String failure(String words) {
        return Wire.write(new Wire.Failure(words));
    }

    /// One event a line, and an empty line now and then, by which a client that is gone is noticed.
    private static void watch(Kelpie kelpie, HttpExchange exchange)
            throws IOException, InterruptedException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (!query.matches("after=\\d{1,18}")) {
            answer(exchange, 400, Wire.write(new Wire.Failure("after which event?")));
            return;
        }
        BlockingQueue<Stamped> events = new LinkedBlockingQueue<>(10_000);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody();
                Watch watch =
                        kelpie.watch(
                                Long.parseLong(query.substring("after=".length())),
                                event -> offer(events, event))) {
            while (watch.open() || !events.isEmpty()) {
                Stamped event = events.poll(PULSE_SECONDS, TimeUnit.SECONDS);
                String line = event == null ? "\n" : EventJson.line(event) + "\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    /// A full queue makes the watch wait, which goes at its own pace.
    private static void offer(BlockingQueue<Stamped> events, Stamped event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
        if (body.length > BODY_MAX) {
            throw new IOException("the request is too large");
        }
        return body;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// Whoever is being answered, first of all the one who asked for the end, gets the answer
    /// whole.
    @Override
    public void close() {
        try {
            answers.tryAcquire(Integer.MAX_VALUE, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new UncheckedIOException(new IOException("the door does not close"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
