package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The measurements work, and leave nothing behind. What they measure here says nothing.
class BenchIT {
    private static final Path BENCH = Path.of("target/dist/bin/kelpie-bench").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 600;

    @TempDir Path folder;

    @Test
    void each_measurement_gives_figures_and_yardsticks() throws IOException, InterruptedException {
        Process bench = bench("--tiny", "--json");
        assertThat(bench.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
        Set<String> measured = new TreeSet<>();
        Set<String> beside = new TreeSet<>();
        for (JsonNode figure :
                new ObjectMapper().readTree(folder.resolve("out").toFile()).get("figures")) {
            assertThat(figure.get("runs").asInt()).as(figure.toString()).isPositive();
            boolean yardstick = figure.get("what").asText().startsWith("yardstick: ");
            (yardstick ? beside : measured).add(figure.get("figure").asText());
        }
        assertThat(measured)
                .containsExactlyInAnyOrder(
                        "hook", "status", "spawn", "send", "restart", "death", "watch", "crowd");
        assertThat(beside).isEqualTo(measured);
        assertThat(Outside.left(folder)).isEmpty();
    }

    @Test
    void told_to_end_it_takes_along_what_was_started() throws IOException, InterruptedException {
        Process bench = bench("--tiny", "crowd");
        Built.until("agents run", () -> !bench.isAlive() || agents() > 0);
        bench.destroy();
        assertThat(bench.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitValue()).isEqualTo(143);
        assertThat(Outside.left(folder)).isEmpty();
    }

    private long agents() {
        return Outside.of(folder).stream()
                .filter(p ->
                        p.info().commandLine().filter(c -> c.contains("FakeAgent")).isPresent())
                .count();
    }

    private Process bench(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(BENCH.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", folder.toString());
        return builder.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }
}
