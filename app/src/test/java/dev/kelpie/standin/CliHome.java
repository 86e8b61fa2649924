package dev.kelpie.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A fresh home directory with a git repository in it, and an environment that holds nothing of the
/// machine's: no proxies, no keys, no settings of an agent that the developer uses.
final class CliHome implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path root;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /// Not under `/tmp`: Codex refuses to set up its helpers there.
    CliHome() {
        root =
                RealCli.cache()
                        .resolve("homes")
                        .resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        try {
            RealCli.delete(root);
            Files.createDirectories(project());
            Files.createDirectories(hooks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        with("HOME", root.toString());
        with("PATH", System.getenv("PATH"));
        with("LANG", "C.UTF-8");
        with("SHELL", "/bin/sh");
        with("TZ", "UTC");
        with("GIT_CONFIG_NOSYSTEM", "1");
        write("keep", "f=$(mktemp " + hooks() + "/$1.XXXXXX) && cat > $f && mv $f $f.json\n");
        git("init", "-q", "-b", "main");
        write("project/README.md", "# Project\n");
        git("add", ".");
        git("-c", "user.name=User", "-c", "user.email=user@example.org", "commit", "-qm", "Begin");
    }

    Path root() {
        return root;
    }

    Path project() {
        return root.resolve("project");
    }

    /// Where the hooks that record put what they were given.
    Path hooks() {
        return root.resolve("hooks");
    }

    CliHome with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    CliHome without(String name) {
        environment.remove(name);
        return this;
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /// A shell command that keeps its standard input under the event's name.
    String keeping(String event) {
        return "sh " + root.resolve("keep") + " " + event;
    }

    /// What the hooks of this event were given, oldest first.
    List<String> kept(String event) {
        try (Stream<Path> files = Files.list(hooks())) {
            return files.filter(f -> f.getFileName().toString().startsWith(event + "."))
                    .filter(f -> f.getFileName().toString().endsWith(".json"))
                    .sorted((a, b) -> Long.compare(modified(a), modified(b)))
                    .map(CliHome::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().toEpochMilli();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CliHome write(String path, String text) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void git(String... arguments) {
        try {
            var builder = new ProcessBuilder("git", "-C", project().toString());
            builder.command().addAll(List.of(arguments));
            builder.environment().putAll(environment);
            Process git = builder.inheritIO().start();
            if (git.waitFor() != 0) {
                throw new IllegalStateException("git " + List.of(arguments));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A hook of the session's end may still be writing when its terminal has gone.
    @Override
    public void close() {
        Patience.until("nobody writes into the home", root::toString, this::deleted);
    }

    private boolean deleted() {
        try {
            RealCli.delete(root);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (UncheckedIOException | NoSuchFileException e) {
            return !Files.exists(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
