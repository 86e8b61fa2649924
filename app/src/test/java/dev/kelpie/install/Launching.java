package dev.kelpie.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The launcher as it is typed into each of the shells that may have to read it.
final class Launching {
    static final Path DIST = Path.of("src/main/dist").toAbsolutePath();
    static final Path LAUNCHER = DIST.resolve("bin/kelpie");

    /// Which shell reads the launcher: bash, a plain sh that finds bash, or a plain sh with curl
    /// only.
    enum Road {
        BASH,
        SH,
        CURL
    }

    final Path folder;
    final Path home;
    final Map<String, String> environment = new HashMap<>();

    /// With a home, and a Java that only tells what it was asked.
    Launching(Path folder) throws IOException {
        this.folder = folder;
        this.home = Files.createDirectories(folder.resolve("the home"));
        Path jdk = folder.resolve("a jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        script(jdk.resolve("bin/java"), "echo \"cold: $*\"; cat; exit 42");
        environment.put("KELPIE_HOME", home.toString());
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("PATH", System.getenv("PATH"));
    }

    static void assert_cold(Ran ran, String tail) {
        assertThat(ran.out()).startsWith("cold: -Xlog:disable").endsWith("dev.kelpie.Main " + tail);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(42);
    }

    Ran kelpie(Road road, Path cwd, String words) throws IOException, InterruptedException {
        return kelpie(road, cwd, words, new byte[0]);
    }

    Ran kelpie(Road road, Path cwd, String words, byte[] stdin)
            throws IOException, InterruptedException {
        return Ran.run(builder(road, cwd, words), stdin);
    }

    /// By the launcher of another place.
    Ran of(Path dist, Road road, String words) throws IOException, InterruptedException {
        return Ran.run(builder(dist.resolve("bin/kelpie"), road, folder, words), new byte[0]);
    }

    ProcessBuilder builder(Road road, Path cwd, String words) throws IOException {
        return builder(LAUNCHER, road, cwd, words);
    }

    /// `words` are written as a person would type them into a shell.
    private ProcessBuilder builder(Path launcher, Road road, Path cwd, String words)
            throws IOException {
        String path = road == Road.CURL ? "PATH='" + pathWithoutBash() + "'\n" : "";
        String shell =
                switch (road) {
                    case BASH -> "bash -p ";
                    case SH -> "";
                    case CURL -> "/bin/sh ";
                };
        String exec = words.contains("|") ? "" : "exec ";
        Path script =
                script(folder.resolve("typed"), path + exec + shell + "'" + launcher + "'" + words);
        return Ran.builder(cwd, environment, new ArrayList<>(List.of(script.toString())));
    }

    private Path pathWithoutBash() throws IOException {
        Path bin = folder.resolve("bin");
        if (Files.exists(bin)) {
            return bin;
        }
        Files.createDirectory(bin);
        for (String tool : List.of("curl", "dd", "cat", "rm", "mkdir", "readlink", "head", "env")) {
            for (String place :
                    List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
                Path found = Path.of(place, tool);
                if (Files.isExecutable(found) && Files.notExists(bin.resolve(tool))) {
                    script(bin.resolve(tool), "exec " + found + " \"$@\"");
                }
            }
        }
        return bin;
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
