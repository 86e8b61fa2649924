package dev.kelpie.hands.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A user with a home and a configuration of his own, repositories, and a plain git that obeys
/// everything (so that a test can do what an agent does).
final class Playground {
    final Path top;
    final Map<String, String> environment;
    final Git git;
    final Worktrees worktrees;

    Playground(Path folder) {
        try {
            top = folder.toRealPath();
            var home = Files.createDirectories(top.resolve("home"));
            environment = new HashMap<>(System.getenv());
            environment.keySet().removeIf(name -> name.startsWith("GIT_"));
            environment.put("HOME", home.toString());
            environment.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
            environment.put("GIT_CONFIG_GLOBAL", home.resolve("gitconfig").toString());
            environment.put("GIT_CONFIG_NOSYSTEM", "1");
            Files.writeString(
                    home.resolve("gitconfig"),
                    """
                    [user]
                        name = A Tester
                        email = tester@example.org
                    [init]
                        defaultBranch = main
                    """);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        git = new Git(environment);
        worktrees = new Worktrees(git);
    }

    /// A repository with one commit on main.
    Path repository(String name) {
        var at = top.resolve(name);
        write(at.resolve("readme.txt"), "one\ntwo\nthree\n");
        run(at, "init", "-q");
        commitAll(at, "first");
        return at;
    }

    String commitAll(Path at, String message) {
        run(at, "add", "-A");
        run(at, "commit", "-q", "-m", message);
        return run(at, "rev-parse", "HEAD");
    }

    NewWorktree wish(Path repository, String agent, String session) {
        return new NewWorktree(
                repository,
                agent,
                session,
                Optional.empty(),
                Optional.empty(),
                top.resolve("trees"));
    }

    Worktree made(Path repository, String agent, String session) {
        return made(worktrees.create(wish(repository, agent, session)));
    }

    static Worktree made(Creation creation) {
        assertThat(creation).isInstanceOf(Creation.Made.class);
        return ((Creation.Made) creation).worktree();
    }

    static Creation.Refused refused(Creation creation) {
        assertThat(creation).isInstanceOf(Creation.Refused.class);
        return (Creation.Refused) creation;
    }

    /// The user's or an agent's own git: hooks, filters and all.
    String run(Path at, String... arguments) {
        var command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        return process(at, command);
    }

    String process(Path at, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).directory(at.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true);
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            var process = builder.start();
            String output;
            try (var stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
            return output.strip();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /// As `run`, for a command that may fail.
    int attempt(Path at, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).directory(at.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            var process = builder.start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
