package dev.kelpie.door;

import dev.kelpie.door.cli.Io;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// The launcher's road, walked from Java: posts a command line to the engine and passes its answer
/// on.
public final class CliClient {
    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /// Longer than any head of a frame.
    private static final int LINE_MAX = 40;

    private CliClient() {}

    /// What became of a command line. Only after [Nobody] and [Stranger] is it sure that nothing
    /// was done.
    public sealed interface Answer {
        /// It was answered, to this exit code.
        record Ended(int code) implements Answer {}

        /// No engine is there.
        record Nobody() implements Answer {}

        /// Somebody is there who does not know the token.
        record Stranger() implements Answer {}

        /// It was asked, and the answer is not whole: what was asked may have been done. `told`
        /// when some of the answer was printed.
        record Lost(String how, boolean told) implements Answer {}
    }

    /// Asks once.
    public static Answer run(int port, String token, CliRequest request, Io io) {
        if (!Knock.at(port)) {
            return new Answer.Nobody();
        }
        byte[] body = request.bytes();
        HttpURLConnection connection;
        OutputStream out;
        try {
            connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + port + "/cli")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            connection.setDoOutput(true);
            // Without this Java posts a second time, by itself, when no answer comes.
            connection.setFixedLengthStreamingMode(body.length);
            out = connection.getOutputStream();
        } catch (ConnectException | SocketTimeoutException e) {
            return new Answer.Nobody();
        } catch (IOException e) {
            return new Answer.Lost("can't be asked (" + e.getMessage() + ")", false);
        }
        var relay = new Relay(io);
        try {
            try (out) {
                out.write(body);
            }
            return switch (connection.getResponseCode()) {
                case 200 -> {
                    try (InputStream in = connection.getInputStream()) {
                        yield relay.of(new DataInputStream(in));
                    }
                }
                case HttpURLConnection.HTTP_UNAUTHORIZED -> new Answer.Stranger();
                default -> new Answer.Nobody();
            };
        } catch (IOException e) {
            return relay.lost();
        }
    }

    /// Prints an answer's frames, and knows how far it came.
    private static final class Relay {
        private final Io io;
        private boolean heard;
        private boolean told;

        Relay(Io io) {
            this.io = io;
        }

        Answer lost() {
            return new Answer.Lost("went away in the middle of its answer", told);
        }

        Answer of(DataInputStream in) throws IOException {
            while (true) {
                String head = line(in);
                if (!head.matches("[oex] \\d{1,9}")) {
                    // Words of another program: it has the port of an engine that is gone.
                    return heard || head.isEmpty() ? lost() : new Answer.Nobody();
                }
                heard = true;
                int number = Integer.parseInt(head.substring(2));
                if (head.charAt(0) == 'x') {
                    return new Answer.Ended(number);
                }
                String text = new String(in.readNBytes(number), StandardCharsets.UTF_8);
                if (head.charAt(0) == 'o') {
                    told |= number > 0;
                    io.out(text);
                } else {
                    io.err(text);
                }
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n' && line.length() < LINE_MAX) {
            line.append((char) c);
            c = in.read();
        }
        return line.toString();
    }
}
