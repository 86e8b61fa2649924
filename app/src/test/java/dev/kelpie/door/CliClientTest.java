package dev.kelpie.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.door.cli.Io;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a command line may be asked again, and when not.
@Timeout(30)
final class CliClientTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    private static final CliRequest SEND =
            new CliRequest("/", Map.of(), List.of("send", "ann", "hello"));

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @ValueSource(strings = {"", OK, OK + "o 100\nhalf", OK + "o 2\nhi", OK + "o 2\nhi<html>\n"})
    void an_answer_that_breaks_off_is_lost_and_asked_for_once(String answer) throws Exception {
        assertThat(ask(answer)).isInstanceOf(CliClient.Answer.Lost.class);
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n",
                OK + "<!DOCTYPE html>\n",
                "220 mail.example ESMTP\r\n"
            })
    void another_program_at_the_port_is_nobody(String answer) throws Exception {
        assertThat(ask(answer)).isEqualTo(new CliClient.Answer.Nobody());
    }

    @Test
    void a_door_that_does_not_know_the_token_is_a_stranger() throws Exception {
        assertThat(ask("HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nno\n"))
                .isEqualTo(new CliClient.Answer.Stranger());
        assertThat(asked).hasSize(1);
    }

    @Test
    void another_program_that_does_not_know_what_a_knock_is_hears_nothing_else() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var heard = new LinkedBlockingQueue<String>();
            Thread.startVirtualThread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
                    heard.add(new String(socket.getInputStream().readAllBytes(), UTF_8));
                } catch (IOException closed) {
                    heard.add(String.valueOf(closed.getMessage()));
                }
            });
            assertThat(CliClient.run(server.getLocalPort(), "token", SEND, new Deaf()))
                    .isEqualTo(new CliClient.Answer.Nobody());
            assertThat(heard.take()).doesNotContain("token", "hello");
        }
    }

    @Test
    void a_port_that_nobody_has_is_nobody() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertThat(CliClient.run(port, "token", SEND, new Deaf()))
                .isEqualTo(new CliClient.Answer.Nobody());
    }

    @Test
    void a_whole_answer_ends_with_its_code() throws Exception {
        assertThat(ask(OK + "o 2\nhix 4\n")).isEqualTo(new CliClient.Answer.Ended(4));
    }

    /// Asks a door that reads the request and then only says this.
    private CliClient.Answer ask(String answer) throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> serve(server, answer));
            return CliClient.run(server.getLocalPort(), "token", SEND, new Deaf());
        }
    }

    private void serve(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                var text = new StringBuilder();
                while (!text.toString().endsWith("hello\0") && !text.toString().equals("GET ")) {
                    text.append((char) socket.getInputStream().read());
                }
                if (text.toString().equals("GET ")) { // somebody knocks
                    socket.getOutputStream().write("HTTP/1.1 401 no\r\n\r\n".getBytes(UTF_8));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                    continue;
                }
                asked.add(text.toString());
                socket.getOutputStream().write(answer.getBytes(UTF_8));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static final class Deaf implements Io {
        @Override
        public void out(String text) {}

        @Override
        public void err(String text) {}

        @Override
        public java.io.InputStream stdin() {
            return java.io.InputStream.nullInputStream();
        }

        @Override
        public boolean gone() {
            return false;
        }
    }
}
