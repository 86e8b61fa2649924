package dev.kelpie;

import dev.kelpie.door.CliClient;
import dev.kelpie.door.CliRequest;
import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.door.cli.Prompt;
import dev.kelpie.home.Home;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command line on its way to the engine, with what came by standard input. That can be read only
/// once, however often an engine has to be looked for.
final class Posting implements AutoCloseable {
    private final CliRequest request;
    private final Optional<Path> stdin;

    Posting(Home home, Map<String, String> environment, List<String> args) {
        this.stdin = args.contains("-") ? Optional.of(kept(home)) : Optional.empty();
        var passed = new HashMap<String, String>();
        for (String name : List.of("NO_COLOR", "COLUMNS", "LANG", "TERM", "TMUX")) {
            Optional.ofNullable(environment.get(name)).ifPresent(v -> passed.put(name, v));
        }
        stdin.ifPresent(file -> passed.put("KELPIE_STDIN_FILE", file.toString()));
        this.request = new CliRequest(Path.of("").toAbsolutePath().toString(), passed, args);
    }

    CliClient.Answer to(Connection.Door door, String token) {
        return CliClient.run(door.port(), token, request, new ProcessIo());
    }

    private static Path kept(Home home) {
        try {
            home.make();
            Path file = Files.createTempFile(home.tmp(), "stdin", "");
            try (var out = Files.newOutputStream(file)) {
                copy(new ProcessIo().stdin(), out);
            }
            return file;
        } catch (IOException e) {
            throw new OutsideException("can't keep standard input: " + e.getMessage(), e);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] some = new byte[1 << 16];
        long left = Prompt.ENOUGH_BYTES;
        int n = in.read(some);
        while (n > 0 && left > 0) {
            out.write(some, 0, n);
            left -= n;
            n = in.read(some);
        }
    }

    @Override
    public void close() {
        try {
            if (stdin.isPresent()) {
                Files.deleteIfExists(stdin.get());
            }
        } catch (IOException e) {
            throw new OutsideException("can't delete " + stdin.get(), e);
        }
    }
}
