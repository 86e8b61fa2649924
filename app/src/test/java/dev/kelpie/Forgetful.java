package dev.kelpie;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A door in front of the engine's: it passes a request on, waits for the whole answer and keeps it
/// to itself, as if the engine had died at the last moment.
final class Forgetful implements AutoCloseable {
    private static final String UNKNOWN = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

    private final int engine;
    private final ServerSocket server;
    private final Thread thread;
    private final AtomicInteger asked = new AtomicInteger();

    Forgetful(int engine) throws IOException {
        this.engine = engine;
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.thread = Thread.startVirtualThread(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    int asked() {
        return asked.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    Socket door = new Socket(InetAddress.getLoopbackAddress(), engine)) {
                String head = head(client.getInputStream());
                if (head.startsWith("GET ")) { // who knocks only is answered
                    client.getOutputStream().write(UNKNOWN.getBytes(StandardCharsets.US_ASCII));
                    continue;
                }
                byte[] request = request(head, client.getInputStream());
                asked.incrementAndGet();
                door.getOutputStream().write(request);
                door.getInputStream().readAllBytes();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    /// As it came, but for the port that it names, and the door is to end after it.
    private byte[] request(String head, InputStream in) throws IOException {
        int length = Integer.parseInt(head.replaceAll("(?is).*content-length: *(\\d+).*", "$1"));
        String own =
                head.replace("127.0.0.1:" + port(), "127.0.0.1:" + engine)
                        .replaceFirst("(?im)^connection:.*$", "Connection: close");
        byte[] body = in.readNBytes(length);
        byte[] first = own.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
