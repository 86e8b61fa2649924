package dev.kelpie.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real agent command line with a home and a tmux of its own.
final class CliRun implements AutoCloseable {
    final RealCli cli;
    final Path binary;
    final CliHome home = new CliHome();
    final TestTmux tmux = new TestTmux();
    final Recorder recorder;
    private final Duration enterDelay;

    /// The delay is what this runtime needs between a paste and Enter.
    CliRun(RealCli cli, Duration enterDelay) {
        this.cli = cli;
        this.binary = cli.binary();
        this.enterDelay = enterDelay;
        this.recorder = new Recorder(cli, home);
    }

    /// Starts it in a pane of 100 by 30; does not wait.
    TestTmux.Pane start(String... arguments) {
        var argv = new ArrayList<>(List.of(binary.toString()));
        argv.addAll(Arrays.asList(arguments));
        return tmux.start(home.project(), home.environment(), argv, 100, 30);
    }

    void say(TestTmux.Pane pane, String prompt) {
        pane.paste(prompt);
        Patience.settle(enterDelay);
        pane.keys("Enter");
    }

    void untilHook(String event, int count) {
        Patience.until(
                count + " x " + event,
                () -> home.kept(event).toString(),
                () -> home.kept(event).size() >= count);
    }

    /// All files below a folder of the home whose names end so, one after the other.
    String texts(String folder, String ending) {
        try (Stream<Path> files = Files.walk(home.root().resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .map(CliHome::text)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tmux.close();
        home.close();
    }
}
