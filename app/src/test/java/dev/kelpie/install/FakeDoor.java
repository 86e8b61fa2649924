package dev.kelpie.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// The engine's loopback door as the launcher sees it: it keeps what it was asked and answers as
/// told.
final class FakeDoor implements AutoCloseable {

    static final String TOKEN = "Tok-en_1.2~3";

    /// One request, taken apart: `entries` are the NAME=value strings.
    record Asked(String host, String cwd, List<String> entries, List<String> arguments) {
        static Asked from(String host, byte[] body) {
            List<String> strings = new ArrayList<>();
            int start = 0;
            for (int at = 0; at < body.length; at++) {
                if (body[at] == 0) {
                    strings.add(new String(body, start, at - start, UTF_8));
                    start = at + 1;
                }
            }
            if (start != body.length) {
                throw new IllegalArgumentException("the last string has no end");
            }
            int gap = strings.indexOf("");
            return new Asked(
                    host,
                    strings.getFirst(),
                    List.copyOf(strings.subList(1, gap)),
                    List.copyOf(strings.subList(gap + 1, strings.size())));
        }

        String entry(String name) {
            return entries.stream()
                    .filter(entry -> entry.startsWith(name + "="))
                    .map(entry -> entry.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }
    }

    /// What the door does with one request; the answer's headers are sent already.
    interface Answer {
        void write(Asked asked, Frames frames) throws IOException, InterruptedException;
    }

    record Frames(OutputStream body) {
        void out(String text) throws IOException {
            frame('o', text.getBytes(UTF_8));
        }

        void err(String text) throws IOException {
            frame('e', text.getBytes(UTF_8));
        }

        void frame(char kind, byte[] bytes) throws IOException {
            body.write((kind + " " + bytes.length + "\n").getBytes(UTF_8));
            body.write(bytes);
            body.flush();
        }

        void exit(int code) throws IOException {
            body.write(("x " + code + "\n").getBytes(UTF_8));
        }
    }

    /// Who knocks must have it.
    volatile String token = TOKEN;

    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final int status;
    private final Answer answer;

    FakeDoor(int status, Answer answer) throws IOException {
        this.status = status;
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/cli", this::serve);
        server.start();
    }

    static FakeDoor answering(Answer answer) throws IOException {
        return new FakeDoor(200, answer);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Leaves the door file in a Kelpie home, as the engine does.
    void openIn(Path home) throws IOException {
        Files.writeString(home.resolve("door"), port() + " " + TOKEN + "\n");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean known = ("Bearer " + token).equals(headers.getFirst("Authorization"));
            if (!known || status != 200) {
                exchange.sendResponseHeaders(known ? status : 401, -1);
                return;
            }
            Asked request = Asked.from(headers.getFirst("Host"), body);
            asked.add(request);
            exchange.sendResponseHeaders(200, 0);
            answer.write(request, new Frames(exchange.getResponseBody()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
