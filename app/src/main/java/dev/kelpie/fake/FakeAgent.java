package dev.kelpie.fake;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The program: reads its arguments, takes the terminal, plays its script, and gives it back.
public final class FakeAgent {
    static final String VERSION = "2.1.329";

    private final Tty tty;
    private final Terminal terminal;
    private final Registry registry;
    private final Player player;

    private FakeAgent(Options options, Script script, String sessionId)
            throws IOException, InterruptedException {
        Pace pace = new Pace(options.speed());
        tty = Tty.open();
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        terminal = new Terminal(out, tty.columns(), tty.rows());
        registry = new Registry(options, pace);
        Hooks hooks = Hooks.load(options);
        StatusLine statusLine = new StatusLine(hooks.statusLine().orElse(""), options.cwd(), tty);
        Desk desk = new Desk(options, tty, terminal, pace, statusLine);
        Conversation conversation = new Conversation(options, pace, sessionId);
        Turns turns =
                new Turns(options, desk, conversation, hooks, registry, statusLine, tty, pace);
        player = new Player(options, script, turns);
    }

    /// Runs until the script, the user or a signal ends it; the status is the process's own.
    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        Options options;
        FakeAgent agent;
        try {
            options = Options.parse(arguments, System.getenv(), Path.of("").toAbsolutePath());
            if (options.version()) {
                say(FileDescriptor.out, VERSION + " (Kelpie fake agent)");
                return 0;
            }
            Script script =
                    options.script().isPresent()
                            ? Script.load(options.script().get())
                            : Script.EMPTY;
            agent = new FakeAgent(options, script, session(options));
        } catch (IllegalArgumentException | IOException e) {
            say(FileDescriptor.err, String.valueOf(e.getMessage()));
            return 1;
        }
        return agent.play();
    }

    private static String session(Options options) {
        Optional<String> resume = options.resume();
        if (resume.isPresent()) {
            if (!Files.exists(Conversation.file(options, resume.get()))) {
                throw new IllegalArgumentException(
                        "No conversation found with session ID: " + resume.get());
            }
            return resume.get();
        }
        Optional<String> given = options.sessionId();
        if (given.isPresent() && Files.exists(Conversation.file(options, given.get()))) {
            throw new IllegalArgumentException(
                    "Error: Session ID " + given.get() + " is already in use.");
        }
        long seed = System.nanoTime() ^ (ProcessHandle.current().pid() << 40);
        return given.orElseGet(() -> Conversation.newId(new Random(seed)));
    }

    private int play() throws Exception {
        Thread goodbye = Thread.ofPlatform().name("goodbye").unstarted(this::giveBack);
        Runtime.getRuntime().addShutdownHook(goodbye);
        Thread.ofPlatform().daemon().name("keys").start(tty);
        Thread.ofPlatform().daemon().name("signals").start(this::watch);
        try {
            player.run();
            return 0;
        } catch (Farewell farewell) {
            player.end(farewell);
            String id = player.sessionId();
            boolean worth = player.hadTurns() && farewell.status() == 0;
            terminal.leave(
                    worth ? "Resume this session with:\r\nclaude --resume " + id + "\r\n" : "");
            return farewell.status();
        }
    }

    /// Beside the first paint, because the handler's class has to be made first.
    private void watch() {
        try {
            tty.watch(() -> System.exit(0));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no signals", e);
        }
    }

    /// Also on SIGTERM and SIGHUP: others see that we are gone, and the shell gets its terminal.
    private void giveBack() {
        try {
            registry.remove();
            tty.restore();
        } catch (IOException e) {
            say(FileDescriptor.err, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(FileDescriptor where, String text) {
        try (FileOutputStream out = new FileOutputStream(where)) {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot speak", e);
        }
    }
}
