package dev.kelpie.door;

import dev.kelpie.door.cli.Io;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The launcher's road, walked from Java: posts a command line to the engine and passes its answer
/// on.
public final class CliClient {
    private static final int CONNECT_TIMEOUT_MS = 3_000;

    private CliClient() {}

    /// The exit code; empty when no engine answers there.
    public static Optional<Integer> run(int port, String token, CliRequest request, Io io)
            throws IOException {
        var connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + "/cli").toURL().openConnection();
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(request.bytes());
        } catch (java.net.ConnectException e) {
            return Optional.empty();
        }
        if (connection.getResponseCode() != 200) {
            return Optional.empty();
        }
        try (InputStream in = connection.getInputStream()) {
            return Optional.of(relay(new DataInputStream(in), io));
        }
    }

    private static int relay(DataInputStream in, Io io) throws IOException {
        while (true) {
            String head = line(in);
            if (head.length() < 3) {
                throw new IOException("the engine's answer was cut off");
            }
            int number = Integer.parseInt(head.substring(2));
            if (head.charAt(0) == 'x') {
                return number;
            }
            byte[] bytes = in.readNBytes(number);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (head.charAt(0) == 'o') {
                io.out(text);
            } else {
                io.err(text);
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = in.read();
        }
        return line.toString();
    }
}
