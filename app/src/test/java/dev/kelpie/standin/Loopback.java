package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A small HTTP server on a random loopback port that writes down everything it is asked.
final class Loopback implements AutoCloseable {
    static {
        // Without it each small chunk of a stream waits for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// A request as it came; the body is a missing node where there was none or it was no JSON.
    record Seen(String method, String path, Map<String, List<String>> headers, JsonNode body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(e -> e.getKey().equalsIgnoreCase(name))
                    .map(e -> e.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /// Answers one request.
    @FunctionalInterface
    interface Answer {
        void to(Seen request, Peer peer) throws IOException;
    }

    Loopback(Answer answer) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answer));
        server.start();
    }

    private void handle(HttpExchange exchange, Answer answer) {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var request =
                    new Seen(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            body.startsWith("{") ? Json.parse(body) : Json.MAPPER.missingNode());
            seen.add(request);
            answer.to(request, new Peer(exchange));
        } catch (IOException | RuntimeException e) {
            // An agent that is interrupted hangs up; the test may look whether that was all.
            faults.add(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /// What went wrong while answering; a hang-up of the peer among it.
    List<Throwable> faults() {
        return List.copyOf(faults);
    }

    /// The status with which this turn fails now, if it does; counts how often `what` was asked.
    Optional<Integer> failing(Turn turn, String what) {
        return turn.failure()
                .filter(failure ->
                        tries.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet()
                                <= failure.tries())
                .map(Turn.Failure::status);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /// The other end of a request.
    final class Peer {
        private final HttpExchange exchange;

        Peer(HttpExchange exchange) {
            this.exchange = exchange;
        }

        void header(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        void json(int status, JsonNode body) throws IOException {
            header("content-type", "application/json");
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        /// Starts a stream of server-sent events.
        Stream stream() throws IOException {
            header("content-type", "text/event-stream; charset=utf-8");
            header("cache-control", "no-cache");
            exchange.sendResponseHeaders(200, 0);
            return new Stream(exchange.getResponseBody());
        }

        /// Lets time pass; ends at once when the server is closed.
        void pause(Duration time) throws IOException {
            try {
                if (time.isPositive() && closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("the stand-in was closed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the stand-in was closed", e);
            }
        }
    }

    /// Server-sent events on their way.
    record Stream(OutputStream out) {
        void event(String name, JsonNode data) throws IOException {
            write("event: " + name + "\ndata: " + data + "\n\n");
        }

        void data(String data) throws IOException {
            write("data: " + data + "\n\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
