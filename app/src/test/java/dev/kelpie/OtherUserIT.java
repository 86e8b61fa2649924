package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What another user of the machine sees of a herd: nothing. Needs the right to become one.
@Timeout(240)
class OtherUserIT {
    private static final String OTHER = "65534";
    private static final Path BUILT = Path.of("target/dist").toAbsolutePath();

    @TempDir Path folder;
    private Built built;

    @BeforeEach
    void home() throws Exception {
        built = new Built(folder);
        // Nothing above the home may be what keeps the other one out.
        Files.setPosixFilePermissions(built.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        boolean able = other("true").code() == 0;
        if (!able) {
            System.err.println("SKIPPED, no right to become another user");
        }
        assumeTrue(able, "no right to become another user");
        // The other one may not be let into the folder that this was built in.
        List<String> copy = List.of("cp", "-R", BUILT.toString(), program().toString());
        assertThat(built.run(built.folder, copy).code()).isZero();
        List<String> open = List.of("chmod", "-R", "a+rX", program().toString());
        assertThat(built.run(built.folder, open).code()).isZero();
    }

    private Path program() {
        return built.folder.resolve("program");
    }

    @AfterEach
    void end() throws Exception {
        built.close();
        assertThat(Outside.left(built.folder)).isEmpty();
    }

    @Test
    void another_user_can_read_nothing_and_ask_nothing() throws Exception {
        built.done("spawn", "one", "--runtime", "fake", "--no-worktree", "--prompt", "look");
        built.done("wait", "one", "--until", "waiting", "--timeout", "60s");
        built.done("send", "one", "secret words");
        built.done("wait", "one", "--until", "waiting", "--timeout", "60s");
        Path open = Files.writeString(built.folder.resolve("open"), "for all\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(other("cat", open.toString()).out()).isEqualTo("for all\n");

        assertThat(readable(built.home)).isEmpty();
        assertThat(readable(built.tmux.resolve("tmux-0"))).isEmpty();
        assertThat(other("ls", built.home.toString()).code()).isNotZero();
        assertThat(other("ls", "-l", built.home.resolve("kelpie.db").toString()).code())
                .isNotZero();

        Path socket = socket();
        Built.Answer sessions = other("tmux", "-S", socket.toString(), "list-sessions");
        assertThat(sessions.code()).as(sessions.toString()).isNotZero();
        assertThat(sessions.out()).isEmpty();

        List<ProcessHandle> ours = Outside.of(built.folder);
        assertThat(ours).hasSizeGreaterThan(2);
        List<String> tokens = tokens();
        assertThat(tokens).hasSizeGreaterThan(1);
        for (ProcessHandle each : ours) {
            Path proc = Path.of("/proc/" + each.pid());
            assertThat(other("cat", proc.resolve("environ").toString()).out()).isEmpty();
            assertThat(other("ls", proc.resolve("fd").toString()).out()).isEmpty();
            String words = other("cat", proc.resolve("cmdline").toString()).out();
            assertThat(tokens).as(words).noneMatch(words::contains);
        }
    }

    @Test
    void without_the_token_every_door_answers_401() throws Exception {
        built.done("daemon");
        String port = Files.readString(built.home.resolve("door")).split(" ", -1)[0];
        for (String route : List.of("/cli", "/execute", "/ask", "/world", "/watch?after=0", "/")) {
            for (String token : List.of("", "Authorization: Bearer x", "Authorization: Bearer ")) {
                String answer = knock(port, route, token);
                assertThat(answer)
                        .as(route + " " + token)
                        .startsWith(route.equals("/") ? "HTTP/1.1 404" : "HTTP/1.1 401");
            }
        }
        assertThat(loopbackOnly(Integer.parseInt(port))).isTrue();

        Built.Answer verb =
                built.run(built.folder, as("env", "KELPIE_HOME=" + built.home, launcher(), "ls"));
        assertThat(verb.code()).as(verb.toString()).isEqualTo(3);
        assertThat(verb.out()).isEmpty();
        assertThat(verb.err())
                .startsWith("kelpie")
                .contains("not yours")
                .doesNotContain("\tat ", "a bug");
    }

    private String knock(String port, String route, String header) throws Exception {
        String script =
                """
                exec 3<>"/dev/tcp/127.0.0.1/$1"
                printf 'POST %s HTTP/1.0\\r\\nHost: 127.0.0.1:%s\\r\\n%s%s\\r\\n' "$2" "$1" \
                "$3" "${3:+
                }" >&3
                IFS= read -r -t 20 line <&3
                printf '%s' "$line"
                """;
        return other("bash", "-c", script, "knock", port, route, header).out();
    }

    private static boolean loopbackOnly(int port) throws IOException {
        String hex = ":%04X ".formatted(port);
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.exists(Path.of(file))) {
                continue;
            }
            for (String line : Files.readAllLines(Path.of(file))) {
                String local = line.strip().split("\\s+", -1)[1] + " ";
                boolean listens = line.contains(" 0A ");
                boolean loopback =
                        local.startsWith("0100007F")
                                || local.startsWith("0000000000000000FFFF00000100007F")
                                || local.startsWith("00000000000000000000000001000000");
                if (local.endsWith(hex) && listens && !loopback) {
                    return false;
                }
            }
        }
        return true;
    }

    /// What the other one can read or list in there, one by one, for who knows the names.
    private List<String> readable(Path root) throws Exception {
        Path list = built.folder.resolve("names");
        try (Stream<Path> all = Files.walk(root)) {
            Files.write(list, all.map(Path::toString).toList(), StandardCharsets.UTF_8);
        }
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Files.readAllLines(list)).isNotEmpty();
        String script =
                """
                while IFS= read -r f; do
                    if [ -d "$f" ]; then ls "$f" >/dev/null 2>&1 && echo "$f"
                    elif [ -p "$f" ] || [ -S "$f" ]; then [ -r "$f" ] && echo "$f"
                    else head -c 1 "$f" >/dev/null 2>&1 && echo "$f"
                    fi
                done <"$1"
                exit 0
                """;
        return other("sh", "-c", script, "sh", list.toString()).out().lines().toList();
    }

    private List<String> tokens() throws IOException {
        var tokens = new ArrayList<String>();
        tokens.add(Files.readString(built.home.resolve("door")).strip().split(" ", -1)[1]);
        try (Stream<Path> all = Files.walk(built.home.resolve("sessions"))) {
            for (Path file : all.filter(f -> f.endsWith("token")).toList()) {
                tokens.add(Files.readString(file).strip());
            }
        }
        return tokens;
    }

    private Path socket() throws IOException {
        try (var all = Files.walk(built.tmux)) {
            return all.filter(s -> s.getFileName().toString().startsWith("kelpie"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String launcher() {
        return program().resolve("bin/kelpie").toString();
    }

    private static List<String> as(String... words) {
        var command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + OTHER,
                                "--regid=" + OTHER,
                                "--clear-groups"));
        command.addAll(List.of(words));
        return command;
    }

    private Built.Answer other(String... words) throws IOException, InterruptedException {
        return built.run(Path.of("/"), as(words));
    }

    @Test
    void a_home_that_the_user_may_not_write_is_refused_with_what_to_do() throws Exception {
        Files.createDirectories(built.home);
        Built.Answer answer =
                built.run(
                        Path.of("/"),
                        as(
                                "env",
                                "KELPIE_HOME=" + built.home.resolve("below"),
                                launcher(),
                                "daemon"));

        assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
        assertThat(answer.err()).contains("KELPIE_HOME").doesNotContain("\tat ", "a bug");
    }

    @Test
    void a_database_that_is_read_only_is_refused_and_left_as_it_is() throws Exception {
        Path home = built.folder.resolve("theirs");
        Files.createDirectories(home);
        built.run(Path.of("/"), List.of("chown", OTHER, home.toString()));
        built.run(Path.of("/"), List.of("chown", OTHER, built.tmux.toString()));
        List<String> daemon = as("env", "KELPIE_HOME=" + home, launcher(), "daemon");
        Built.Answer first = built.run(Path.of("/"), daemon);
        assertThat(first.code()).as(first.toString()).isZero();
        List<String> down = as("env", "KELPIE_HOME=" + home, launcher(), "down");
        assertThat(built.run(Path.of("/"), down).code()).isZero();
        Built.until("it is gone", () -> !Files.exists(home.resolve("door")));
        Path database = home.resolve("kelpie.db");
        Built.until("it is closed", () -> !Files.exists(home.resolve("kelpie.db-wal")));
        byte[] before = Files.readAllBytes(database);
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("r--------"));

        Built.Answer answer = built.run(Path.of("/"), daemon);

        assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
        assertThat(answer.err()).contains("read-only", "Make it writable").doesNotContain("a bug");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
    }
}
