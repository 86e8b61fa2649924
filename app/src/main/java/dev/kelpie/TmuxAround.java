package dev.kelpie;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.tui.Clipboard;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The person's own tmux, where the screen runs inside one. It swallows what a program inside says
/// to the terminal's clipboard, so a text goes into its newest buffer, and from there to the
/// terminal.
record TmuxAround(Map<String, String> environment) implements Clipboard {
    private static final int PATIENCE_SECONDS = 5;

    @Override
    public void put(String text) {
        if (environment.getOrDefault("TMUX", "").isEmpty()) {
            return;
        }
        try {
            var tmux = Programs.find("tmux", environment, "install tmux 3.2 or newer");
            var process =
                    new ProcessBuilder(List.of(tmux.toString(), "load-buffer", "-w", "-"))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var out = process.getOutputStream()) {
                out.write(text.getBytes(UTF_8));
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new OutsideException("the tmux around the screen does not answer");
            }
        } catch (IOException e) {
            throw new OutsideException("the tmux around the screen takes no text", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
