package dev.kelpie.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the launcher does where the door is not an engine's, its answer is not whole, or Java is
/// gone.
class LauncherTroubleIT {
    @TempDir Path folder;
    private Launching way;

    @BeforeEach
    void way() throws Exception {
        way = new Launching(folder);
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void a_door_that_nobody_answers_means_the_jvm(Launching.Road road) throws Exception {
        int port;
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(way.home);
            port = door.port();
        }
        assertThat(port).isPositive();
        Launching.assert_cold(
                way.kelpie(road, folder, " send bess -", "kept".getBytes(UTF_8)),
                "send bess -\nkept");
        assertThat(way.home.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void a_door_that_does_not_know_us_means_the_jvm(Launching.Road road) throws Exception {
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            Files.writeString(way.home.resolve("door"), door.port() + " another-token\n");
            Launching.assert_cold(way.kelpie(road, folder, " status --json"), "status --json\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void a_door_that_sends_us_away_means_the_jvm(Launching.Road road) throws Exception {
        try (FakeDoor door = new FakeDoor(421, (_, frames) -> frames.exit(0))) {
            door.openIn(way.home);
            Launching.assert_cold(
                    way.kelpie(road, folder, " send bess -", "kept".getBytes(UTF_8)),
                    "send bess -\nkept");
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void an_answer_that_breaks_off_is_told_and_never_asked_again(Launching.Road road)
            throws Exception {
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.out("half\n"))) {
            door.openIn(way.home);
            Ran ran = way.kelpie(road, folder, " spawn bess");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.out()).isEqualTo("half\n");
            assertThat(ran.err()).contains("Whether it did this is not known");
            assertThat(door.asked).hasSize(1);
            Ran read = way.kelpie(road, folder, " events --follow --json");
            assertThat(read.out()).isEqualTo("half\n");
            assertThat(read.err()).endsWith("went away in the middle of its answer; ask again.\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void a_door_that_takes_the_command_and_says_nothing_is_not_asked_again(Launching.Road road)
            throws Exception {
        try (FakeDoor door = FakeDoor.answering((_, _) -> {})) {
            door.openIn(way.home);
            Ran ran = way.kelpie(road, folder, " spawn bess --json");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err()).contains("Whether it did this is not known");
            assertThat(ran.out())
                    .startsWith("{\"schema_version\":1,\"verb\":\"spawn\",\"error\":{\"reason\":")
                    .endsWith("look at 'kelpie status'.\"}}\n");
            assertThat(door.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void another_program_at_the_door_means_the_jvm(Launching.Road road) throws Exception {
        try (FakeDoor door =
                FakeDoor.answering(
                        (_, frames) -> frames.body().write("<!DOCTYPE html>\n".getBytes(UTF_8)))) {
            door.openIn(way.home);
            Launching.assert_cold(way.kelpie(road, folder, " spawn bess"), "spawn bess\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void another_program_that_takes_the_line_and_says_nothing_means_the_jvm(Launching.Road road)
            throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Files.writeString(way.home.resolve("door"), silent.getLocalPort() + " a-token\n");
            Launching.assert_cold(
                    way.kelpie(road, folder, " send bess -", "kept".getBytes(UTF_8)),
                    "send bess -\nkept");
            try (var line = silent.accept()) {
                byte[] heard = line.getInputStream().readAllBytes();
                assertThat(new String(heard, UTF_8)).doesNotContain("bess");
            }
        }
    }

    @Test
    void a_door_whose_engine_is_dead_is_not_even_tried() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(way.home);
            Path lock = way.home.resolve("lock");
            Files.writeString(lock, "pid " + gone.pid() + " since then\n");
            Launching.assert_cold(way.kelpie(Launching.Road.BASH, folder, " status"), "status\n");
            Files.writeString(lock, "pid " + ProcessHandle.current().pid() + " since then\n");
            assertThat(way.kelpie(Launching.Road.BASH, folder, " status").code()).isZero();
        }
    }

    @Test
    void a_door_file_that_makes_no_sense_means_the_jvm() throws Exception {
        for (String line : List.of("", "x", "80 a\"b", "port token", "80")) {
            Files.writeString(way.home.resolve("door"), line);
            Launching.assert_cold(way.kelpie(Launching.Road.BASH, folder, " status"), "status\n");
        }
    }

    @Test
    void without_java_it_says_how_to_get_one() throws Exception {
        way.environment.remove("JAVA_HOME");
        Ran ran = way.kelpie(Launching.Road.SH, folder, " status");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("no Java 25 is known here").contains("install.sh");
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void without_java_a_program_that_asked_for_json_gets_one_object(Launching.Road road)
            throws Exception {
        way.environment.put("JAVA_HOME", "/nowhere");
        Path dist = folder.resolve("a \"dist\" \\n");
        for (String place : List.of("bin", "lib")) {
            Files.createDirectories(dist.resolve(place));
        }
        Files.copy(
                Launching.LAUNCHER, dist.resolve("bin/kelpie"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(dist.resolve("lib/jdk"), "/gone \"jdk\"\\25\n");
        for (String verb : List.of("status", "attach", "daemon")) {
            Ran ran = way.of(dist, road, " " + verb + " --json");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.out()).endsWith("\n").hasLineCount(1);
            JsonNode answer = new ObjectMapper().readTree(ran.out());
            assertThat(answer.path("verb").asText()).isEqualTo(verb);
            assertThat(answer.at("/error/reason").asText()).isEqualTo("environment");
            assertThat(answer.at("/error/detail").asText())
                    .startsWith(
                            "the Java that Kelpie was installed with is gone: /gone \"jdk\"\\25;")
                    .contains("run install.sh again");
            assertThat(ran.err())
                    .isEqualTo("kelpie: " + answer.at("/error/detail").asText() + "\n");
        }
        assertThat(way.of(dist, road, " send a -- --json").out()).isEmpty();
    }

    @Test
    void it_finds_its_own_place_through_links() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("k 1"), Launching.LAUNCHER);
        Path relative = Files.createSymbolicLink(folder.resolve("k2"), Path.of("k 1"));
        Ran ran =
                Ran.run(
                        Ran.builder(
                                folder, way.environment, List.of(relative.toString(), "status")),
                        new byte[0]);
        Files.delete(relative);
        Files.delete(link);
        assertThat(ran.out()).contains("-Dkelpie.prefix=" + Launching.DIST);
    }
}
