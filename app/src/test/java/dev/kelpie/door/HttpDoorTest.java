package dev.kelpie.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.engine.Engine;
import dev.kelpie.model.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in, and how far. Spoken as bytes, because a client library would not lie about the
/// host.
final class HttpDoorTest {
    private static final SessionId SESSION = new SessionId("session1");

    @TempDir Path folder;
    private final Tokens tokens = new Tokens("person");
    private Engine engine;
    private HttpDoor door;
    private int port;
    private volatile Runnable meanwhile = () -> {};

    @BeforeEach
    void start() throws IOException {
        engine = BareEngine.started(folder);
        tokens.admit("agent", SESSION);
        door =
                new HttpDoor(
                        engine,
                        tokens,
                        (_, caller, answer) -> {
                            meanwhile.run();
                            answer.write(caller.toString().getBytes(StandardCharsets.UTF_8));
                        },
                        String::valueOf);
        port = door.start();
    }

    @AfterEach
    void end() {
        door.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/world", "/execute", "/ask", "/watch?after=0", "/cli"})
    void without_a_token_nothing_opens(String path) throws IOException {
        assertThat(status(path, host())).isEqualTo(401);
        assertThat(status(path, host() + bearer("guess"))).isEqualTo(401);
        assertThat(status(path, host() + bearer(""))).isEqualTo(401);
        assertThat(status(path, host() + "Authorization: Basic person\r\n")).isEqualTo(401);
    }

    @Test
    void the_person_gets_in() throws IOException {
        assertThat(status("/world", host() + bearer("person"))).isEqualTo(200);
        assertThat(status("/world", "Host: localhost:" + port + "\r\n" + bearer("person")))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""})
    void a_name_that_is_not_ours_is_refused_even_with_the_token(String name) throws IOException {
        assertThat(status("/world", "Host: " + name + "\r\n" + bearer("person"))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1"})
    void a_page_in_a_browser_is_refused_even_with_the_token(String origin) throws IOException {
        assertThat(status("/world", host() + bearer("person") + "Origin: " + origin + "\r\n"))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/world", "/execute", "/ask", "/watch?after=0"})
    void an_agents_token_opens_the_command_line_alone(String path) throws IOException {
        assertThat(status(path, host() + bearer("agent"))).isEqualTo(403);
        String answer = talk("/cli", host() + bearer("agent"), "/tmp\0\0ls\0");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("session1");
    }

    @Test
    void a_dismissed_session_stays_outside() throws IOException {
        tokens.dismiss(SESSION);
        assertThat(status("/cli", host() + bearer("agent"))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/world/x", "/worlds", "/../world", "/cli/"})
    void there_is_no_other_way_in(String path) throws IOException {
        assertThat(status(path, host() + bearer("person"))).isEqualTo(404);
    }

    @Test
    void what_is_no_command_is_refused_and_the_door_stays_open() throws IOException {
        assertThat(talk("/execute", host() + bearer("person"), "{\"nonsense\":1}"))
                .startsWith("HTTP/1.1 400");
        assertThat(talk("/execute", host() + bearer("person"), "{")).startsWith("HTTP/1.1 400");
        assertThat(status("/watch?after=-1", host() + bearer("person"))).isEqualTo(400);
        assertThat(status("/world", host() + bearer("person"))).isEqualTo(200);
    }

    @Test
    void who_asked_for_the_end_gets_the_answer_before_it() throws Exception {
        var closer = new Thread(door::close);
        meanwhile =
                () -> {
                    closer.start();
                    long bound = System.nanoTime() + 10_000_000_000L;
                    while (closer.getState() != Thread.State.TIMED_WAITING) {
                        assertThat(System.nanoTime()).isLessThan(bound);
                        LockSupport.parkNanos(1_000_000);
                    }
                };
        assertThat(talk("/cli", host() + bearer("person"), "/\0\0down\0")).contains("Person[]");
        closer.join();
    }

    @Test
    void it_listens_on_this_machine_only() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + port + "\r\n";
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private int status(String path, String headers) throws IOException {
        return Integer.parseInt(talk(path, headers, "").substring(9, 12));
    }

    private String talk(String path, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String method = body.isEmpty() ? "GET " : "POST ";
        String head =
                method
                        + path
                        + " HTTP/1.1\r\n"
                        + headers
                        + "Connection: close\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            byte[] answer = socket.getInputStream().readNBytes(400);
            return new String(answer, StandardCharsets.UTF_8);
        }
    }
}
