package dev.kelpie.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Whether what listens at a port may be an engine's door. Another program can have the port of an
/// engine that is gone, and say nothing for ever: so this is asked before anything is told to it.
final class Knock {
    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /// Enough for an engine on a machine that swaps; one that is silent longer is none, or hangs.
    private static final int PATIENCE_MS = 10_000;

    /// Who brings no token is sent away, and that at once.
    private static final String ANSWER = "HTTP/1.1 401";

    private Knock() {}

    static boolean at(int port) {
        try (var socket = new Socket()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            socket.connect(address, CONNECT_TIMEOUT_MS);
            socket.setSoTimeout(PATIENCE_MS);
            String ask = "GET /cli HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(ANSWER.length());
            return new String(head, StandardCharsets.US_ASCII).equals(ANSWER);
        } catch (IOException e) {
            return false;
        }
    }
}
