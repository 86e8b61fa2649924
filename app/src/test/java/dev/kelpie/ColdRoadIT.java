package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a command line comes to that a JVM takes to the engine: after a crash, and while one
/// happens.
@Timeout(240)
final class ColdRoadIT {
    @TempDir Path folder;
    private Built built;

    @BeforeEach
    void home() throws Exception {
        built = new Built(folder);
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    @Test
    void standard_input_arrives_though_the_door_is_one_of_a_killed_engine() throws Exception {
        built.done("spawn", "ann", "--no-worktree", "--command", "cat");
        kill();
        assertThat(typed("echo over the pipe | kelpie send ann -").code()).isZero();
        assertThat(built.done("events").out()).contains("over the pipe");

        kill();
        String spawn = "kelpie spawn ben - --no-worktree --command cat";
        assertThat(typed("echo the first prompt | " + spawn).code()).isZero();
        assertThat(built.done("events").out()).contains("the first prompt");
        assertThat(built.home.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void what_lost_its_answer_is_not_done_again() throws Exception {
        built.done("spawn", "ann", "--no-worktree", "--command", "cat");
        Path door = built.home.resolve("door");
        String[] real = Files.readString(door).strip().split(" ", -1);
        try (var proxy = new Forgetful(Integer.parseInt(real[0]))) {
            Files.writeString(door, proxy.port() + " " + real[1] + "\n");
            Built.Answer sent = java("send", "ann", "only once");
            Built.Answer spawned =
                    java("spawn", "ben", "--no-worktree", "--command", "cat", "--json");
            Files.writeString(door, real[0] + " " + real[1] + "\n");

            for (Built.Answer answer : List.of(sent, spawned)) {
                assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
                assertThat(answer.err()).contains("Whether it did this is not known");
            }
            assertThat(spawned.json().at("/error/reason").asText()).isEqualTo("engine_lost");
            assertThat(proxy.asked()).isEqualTo(2);
        }
        assertThat(built.done("events").out().split("\"only once\"", -1)).hasSize(2);
        assertThat(built.done("ls", "--names").out()).contains("ben");
    }

    @Test
    void an_agent_may_the_same_on_either_road_and_learns_when_its_session_is_over()
            throws Exception {
        built.done("spawn", "ann", "--no-worktree", "--command", "cat");
        String session = built.done("status", "ann", "--json").json().at("/data/session").asText();
        Path token = built.home.resolve("sessions").resolve(session).resolve("token");
        built.environment.put("KELPIE_TOKEN", Files.readString(token));

        built.done("send", "ann", "hello");
        assertThat(java("send", "ann", "hello").code()).isZero();
        for (String line :
                List.of(
                        "kill ann",
                        "down",
                        "stop ann",
                        "resume ann --json",
                        "spawn ben",
                        "answer ann 1",
                        "worktree list",
                        "daemon")) {
            Built.Answer warm = built.kelpie(line.split(" ", -1));
            assertThat(warm.code()).as(line).isEqualTo(1);
            assertThat(warm.err()).as(line).contains("is not for agents");
            assertThat(java(line.split(" ", -1))).as(line).isEqualTo(warm);
        }
        assertThat(built.done("kill", "--help").out()).isEqualTo(java("kill", "--help").out());
        String agents = built.environment.remove("KELPIE_TOKEN");
        built.done("kill", "ann");
        built.environment.put("KELPIE_TOKEN", agents);
        Built.Answer late = built.kelpie("ls", "--json");
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.json().at("/error/reason").asText()).isEqualTo("session_over");
        built.environment.remove("KELPIE_TOKEN");
    }

    @Test
    void text_arrives_whole_where_no_locale_is_set_and_agents_have_what_the_person_has()
            throws Exception {
        built.environment.remove("LANG");
        // By a script, so that this JVM's own locale has no say.
        Built.Answer answer =
                typed(
                        """
                        umask 027
                        mkdir Übung && cd Übung || exit
                        kelpie spawn lo4 --no-worktree --command 'cat; : naïve café 犬' || exit
                        kelpie send lo4 'grüße 犬' || exit
                        kelpie spawn env --no-worktree --command 'umask; env | grep -c LC_ALL' \
                            || exit
                        kelpie wait env --until ended || exit
                        kelpie capture env
                        """);
        assertThat(answer.code()).as(answer.toString()).isZero();
        assertThat(answer.out()).contains("0027\n0\n");
        assertThat(built.done("events").out())
                .contains("na\\u00EFve caf\\u00E9 \\u72AC", "gr\\u00FC\\u00DFe \\u72AC")
                .contains(built.folder + "/\\u00DCbung\"");

        kill();
        built.environment.put("LC_ALL", "POSIX");
        built.done("spawn", "posix", "--no-worktree", "--command", "env | grep LC_ALL");
        built.done("wait", "posix", "--until", "ended");
        assertThat(built.done("capture", "posix").out()).startsWith("LC_ALL=POSIX\n");
    }

    @Test
    void a_text_of_any_length_is_refused_in_words_and_the_engine_lives() throws Exception {
        built.done("spawn", "ann", "--no-worktree", "--command", "cat");
        String holder = Files.readString(built.home.resolve("lock"));
        for (int bytes : List.of(4_194_305, 17_000_000, 34_000_000)) {
            String text = "head -c " + bytes + " /dev/zero | tr '\\0' x ";
            for (String line :
                    List.of(
                            text + "| kelpie send ann -",
                            text + ">big; kelpie send ann --file big",
                            text + ">big; kelpie spawn ben --file big")) {
                Built.Answer answer = typed(line);
                assertThat(answer.code()).as(line + answer).isEqualTo(2);
                assertThat(answer.err()).as(line).contains("longer than 4 MiB", "name the file in");
            }
        }
        assertThat(Files.readString(built.home.resolve("lock"))).isEqualTo(holder);
        kill();
        Built.Answer cold = typed("head -c 34000000 /dev/zero | kelpie send ann -");
        assertThat(cold.code()).as(cold.toString()).isEqualTo(2);
        assertThat(cold.err()).contains("longer than 4 MiB");
    }

    @Test
    void what_is_not_there_is_refused_with_what_there_is() throws Exception {
        assertThat(built.done("down").out()).isEqualTo("no engine runs\n");
        built.done("spawn", "ann", "--no-worktree", "--command", "cat");
        Built.Answer log = built.kelpie("log", "nosuch");
        assertThat(log.code()).isEqualTo(1);
        assertThat(log.err()).contains("no agent is named nosuch; `kelpie ls` lists them");
        assertThat(built.done("log", "ann").out()).contains("ann");
        Built.Answer ls = built.kelpie("ls", "--state", "working,nosuch", "--json=x");
        assertThat(ls.code()).isEqualTo(2);
        assertThat(ls.json().at("/error/reason").asText()).isEqualTo("usage");
        assertThat(built.kelpie("ls", "--state", "working,nosuch").err())
                .contains("no state 'nosuch'; there are booting, ", "waiting");
        assertThat(built.kelpie("ls", "--stat").err()).endsWith("; see `kelpie ls --help`\n");
        assertThat(built.kelpie("status", "a", "b").err()).contains("see `kelpie status --help`");
        assertThat(built.done("down").out()).isEqualTo("the engine ends; agents live on\n");
    }

    @Test
    void a_silent_program_at_the_port_of_a_dead_engine_keeps_nobody_from_a_new_one()
            throws Exception {
        built.done("spawn", "ann", "--no-worktree", "--command", "cat");
        kill();
        Path door = built.home.resolve("door");
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String stale = silent.getLocalPort() + " a-token\n";
            Files.writeString(door, stale);
            assertThat(built.done("ls", "--names").out()).isEqualTo("ann\n");
            built.done("send", "ann", "hello");
            kill();
            // its number is another program's by now, too
            Files.writeString(door, stale);
            long self = ProcessHandle.current().pid();
            Files.writeString(built.home.resolve("lock"), "pid " + self + " since then\n");
            built.done("send", "ann", "hello again");
        }
        assertThat(built.done("events").out()).contains("hello again");
    }

    private void kill() throws IOException, InterruptedException {
        String holder = Files.readString(built.home.resolve("lock"));
        long pid = Long.parseLong(holder.replaceFirst("(?s)^pid (\\d+) .*$", "$1"));
        ProcessHandle engine = ProcessHandle.of(pid).orElseThrow();
        engine.destroyForcibly();
        Built.until("the engine is gone", () -> !engine.isAlive());
        assertThat(built.home.resolve("door")).exists();
    }

    private Built.Answer typed(String line) throws IOException, InterruptedException {
        String shell = "kelpie() { '" + Built.LAUNCHER + "' \"$@\"; }\n" + line;
        return built.run(built.folder, List.of("sh", "-c", shell));
    }

    /// The JVM's road, whatever road the launcher would take.
    private Built.Answer java(String... argv) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(Built.LAUNCHER.resolve("../../lib/kelpie.jar").normalize().toString());
        command.add("dev.kelpie.Main");
        command.addAll(List.of(argv));
        return built.run(built.folder, command);
    }
}
