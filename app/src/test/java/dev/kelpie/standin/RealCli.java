package dev.kelpie.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// The real agent command lines, each in one pinned version, installed from npm once per machine.
///
/// They lie in `${KELPIE_TEST_CACHE:-~/.cache/kelpie-test}/<name>-<version>`. Where they can be
/// neither found nor fetched, the test is skipped and says so on stderr.
enum RealCli {
    CLAUDE(
            "claude",
            "2.1.329",
            "@anthropic-ai/claude-code-linux-x64",
            "@anthropic-ai/claude-code-linux-x64/claude"),
    CODEX(
            "codex",
            "0.169.0",
            "@openai/codex",
            "@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex"),
    GEMINI("gemini", "0.61.0", "@google/gemini-cli", ".bin/gemini"),
    OPENCODE("opencode", "1.18.33", "opencode-ai", "opencode-linux-x64/bin/opencode"),
    COPILOT("copilot", "1.0.102", "@github/copilot", ".bin/copilot");

    /// A download of some 170 MB on a slow line; beyond it the registry counts as out of reach.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// What npm says when it did reach the registry and the pin is wrong: our fault, so no skip.
    private static final List<String> WRONG_PIN = List.of("E404", "ETARGET", "EINVALIDPACKAGENAME");

    private final String runtime;
    private final String version;
    private final String npmPackage;
    private final String binary;

    RealCli(String runtime, String version, String npmPackage, String binary) {
        this.runtime = runtime;
        this.version = version;
        this.npmPackage = npmPackage;
        this.binary = binary;
    }

    /// The name under which recordings of this version are kept.
    String label() {
        return runtime + "-" + version;
    }

    /// The absolute path of the binary, installed if need be; skips the test where it cannot be.
    Path binary() {
        Path home = cache().resolve(label());
        Path found = home.resolve("node_modules").resolve(binary);
        if (!Files.isExecutable(found)) {
            if (!isSupportedHere()) {
                throw skipped("it needs Linux on x64");
            }
            install(home);
        }
        if (!Files.isExecutable(found)) {
            throw new IllegalStateException("installed, but not there: " + found);
        }
        return found;
    }

    static Path cache() {
        String chosen = System.getenv("KELPIE_TEST_CACHE");
        Path cache =
                chosen == null || chosen.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache", "kelpie-test")
                        : Path.of(chosen);
        return cache.toAbsolutePath();
    }

    private static boolean isSupportedHere() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return System.getProperty("os.name").equals("Linux")
                && (arch.equals("amd64") || arch.equals("x86_64"));
    }

    private void install(Path home) {
        // One thread at a time in this JVM, one process at a time on this machine.
        synchronized (RealCli.class) {
            Path lock = home.resolveSibling(label() + ".lock");
            try {
                Files.createDirectories(home.getParent());
                try (FileChannel channel =
                                FileChannel.open(
                                        lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var held = channel.lock()) {
                    if (held.isValid() && !Files.isDirectory(home)) {
                        fetch(home);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while installing " + label(), e);
            }
        }
    }

    private void fetch(Path home) throws IOException, InterruptedException {
        Path draft = Files.createTempDirectory(home.getParent(), label() + ".draft-");
        try {
            Path log = draft.resolve("npm.log");
            var npm =
                    new ProcessBuilder(
                                    "npm",
                                    "install",
                                    "--ignore-scripts",
                                    "--no-audit",
                                    "--no-fund",
                                    "--fetch-retries=1",
                                    "--prefix",
                                    draft.toString(),
                                    npmPackage + "@" + version)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            Process process = start(npm);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw skipped("npm took longer than " + PATIENCE.toMinutes() + " minutes");
            }
            if (process.exitValue() != 0) {
                throw refused(Files.readString(log));
            }
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(draft);
        }
    }

    private Process start(ProcessBuilder npm) {
        try {
            return npm.start();
        } catch (IOException e) {
            throw skipped("npm cannot be run: " + e.getMessage());
        }
    }

    private RuntimeException refused(String log) {
        if (WRONG_PIN.stream().anyMatch(log::contains)) {
            return new IllegalStateException(npmPackage + "@" + version + ": " + log);
        }
        String reason =
                Arrays.stream(log.split("\n", -1))
                        .filter(line -> line.contains("npm error") || line.contains("npm ERR"))
                        .findFirst()
                        .orElse("npm failed");
        return skipped(reason);
    }

    /// To be thrown: JUnit reports the test as skipped, and the line on stderr is hard to miss.
    private TestAbortedException skipped(String why) {
        String line = "SKIPPED: tests with the real " + label() + " do not run: " + why;
        System.err.println("\n!!! " + line + "\n");
        return new TestAbortedException(line);
    }

    /// Deletes a tree; what is gone already is no fault.
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
