package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every screen under `screens-of/RUNTIME-VERSION/` reads as its file's name says.
class ScreensTest {
    private static final Runtimes RUNTIMES =
            new Runtimes(Path.of("/nonexistent"), Path.of("/nonexistent"), Map.of(), Map.of());

    /// Names of recorded screens whose first word is not the reading's.
    private static final Map<String, String> MEANS =
            Map.ofEntries(
                    Map.entry("answered", "ready"),
                    Map.entry("compacted", "ready"),
                    // The prompt that was broken off is back in the composer.
                    Map.entry("copilot-1.0.102/interrupted", "draft"),
                    Map.entry("error", "failing"),
                    Map.entry("limit", "limited"),
                    Map.entry("limit-near", "ready"),
                    Map.entry("claude-2.1.329/login", "failing"),
                    Map.entry("login-401", "failing"),
                    Map.entry("login-api-key", "login"),
                    Map.entry("setup-hooks", "settings"),
                    Map.entry("setup-trust", "trust"),
                    Map.entry("setup-bypass", "settings"),
                    Map.entry("setup-key", "login"),
                    Map.entry("setup-mcp", "settings"),
                    Map.entry("setup-settings-warning", "settings"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("screens")
    void a_screen_reads_as_its_name_says(String name) throws Exception {
        Path file = folder().resolve(name);
        String runtime = name.substring(0, name.indexOf('/')).replaceFirst("-[^-]*$", "");
        String expected = expected(name);

        Reading reading = RUNTIMES.named(runtime).orElseThrow().read(Files.readString(file));

        assertThat(word(reading)).as("%s", reading).isEqualTo(expected);
    }

    @Test
    void every_runtime_has_a_screen_that_is_ready_and_one_that_is_busy() throws Exception {
        var seen = new TreeSet<String>();
        for (String name : screens().toList()) {
            String runtime = name.substring(0, name.indexOf('/')).replaceFirst("-[^-]*$", "");
            seen.add(runtime + " " + expected(name));
        }
        for (AgentRuntime runtime : RUNTIMES.all()) {
            // The fake shares the screens of the program that it behaves like.
            assumeTrue(!seen.isEmpty());
            if (!runtime.name().equals("fake")) {
                assertThat(seen).contains(runtime.name() + " ready", runtime.name() + " busy");
            }
        }
    }

    static Stream<String> screens() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.walk(folder(), 2)) {
            List<String> names =
                    files.filter(f -> f.toString().endsWith(".txt"))
                            .map(f -> f.getName(f.getNameCount() - 2) + "/" + f.getFileName())
                            .sorted()
                            .toList();
            return names.stream();
        }
    }

    private static String expected(String name) {
        String state = name.replaceFirst(".*/", "").replaceFirst("\\..*", "");
        String word = state.replaceFirst("-.*", "");
        String full = name.replaceFirst("\\.(ansi\\.)?txt$", "");
        return MEANS.getOrDefault(full, MEANS.getOrDefault(state, MEANS.getOrDefault(word, word)));
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(ScreensTest.class.getResource("/screens-of")).toURI());
    }

    private static String word(Reading reading) {
        return switch (reading) {
            case Reading.Busy _ -> "busy";
            case Reading.Ready r -> r.draft().isPresent() ? "draft" : "ready";
            case Reading.Dialog d -> d.kind().name().toLowerCase(Locale.ROOT);
            case Reading.Limited _ -> "limited";
            case Reading.Failing _ -> "failing";
            case Reading.Interrupted _ -> "interrupted";
            case Reading.Background _ -> "background";
            case Reading.Exited _ -> "exited";
            case Reading.Unclear _ -> "unclear";
        };
    }
}
