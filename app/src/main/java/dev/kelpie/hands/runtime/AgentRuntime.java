package dev.kelpie.hands.runtime;

import dev.kelpie.hands.spool.Spool;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Permissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One agent program: how to start it and how to read it. Keeps no state of any session.
public final class AgentRuntime {
    /// The runtime whose command is the person's own.
    public static final String SHELL = "shell";

    /// A command may not be longer than the system allows (128 kB for one argument on Linux).
    private static final int ARGUMENT_MAX = 100_000;

    /// Runs a command and leaves as it left, once tmux has read all that it printed: tmux drops
    /// what it has not read when a pane's process ends. It answers the question for its state in
    /// the order of what it reads, so the answer means that nothing is left. Nobody waits for more
    /// than a second.
    private static final String TO_THE_END =
            """
            /bin/sh -c "$1"
            code=$?
            if was=$(stty -g 2>/dev/null); then
                stty -icanon -echo min 0 time 10
                printf '\\033[5n'
                dd bs=64 count=1 >/dev/null 2>&1
                stty "$was"
            fi
            [ "$code" -gt 128 ] && kill "-$((code - 128))" $$
            exit "$code"
            """;

    /// A word of a permission that is not an argument but a variable, as in `env:NAME=value`.
    private static final String VARIABLE = "env:";

    private final Descriptor descriptor;
    private final Path home;
    private final Map<String, String> environment;
    private final Programs programs;
    private final ScreenReader reader;

    AgentRuntime(
            Descriptor descriptor,
            Path home,
            Map<String, String> environment,
            Map<String, String> placeholders) {
        this.descriptor = descriptor;
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.programs = new Programs(descriptor.command(), this.environment, placeholders);
        this.reader = new ScreenReader(descriptor.screen());
    }

    public String name() {
        return descriptor.name();
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /// How to start it. Writes the session's own files, never the person's.
    ///
    /// @throws RuntimeMissing when the program is not there
    /// @throws LaunchRefused when it cannot do what was asked
    public Launch launch(LaunchRequest request) {
        List<String> permission = permission(request.spec().permissions());
        List<String> program = program(request.spec());
        confinement(request.spec());
        directory(request.directory());
        var argv = new ArrayList<>(program);
        Optional<String> goneOn = request.resume().filter(id -> !neverBegan(request, id));
        Optional<List<String>> command =
                goneOn.map(id -> filled("resume", id)).filter(AgentRuntime::subcommand);
        command.ifPresent(argv::addAll);
        argv.addAll(descriptor.flags().always());
        argv.addAll(hooked(request, program));
        request.spec().model().ifPresent(m -> argv.addAll(filled("model", m)));
        argv.addAll(permission.stream().filter(w -> !w.startsWith(VARIABLE)).toList());
        Optional<String> conversation = request.resume();
        if (goneOn.isPresent()) {
            argv.addAll(command.isPresent() ? List.of() : filled("resume", goneOn.get()));
        } else if (!descriptor.flags().sessionId().isEmpty()) {
            conversation =
                    conversation
                            .filter(id -> !isTaken(request, id))
                            .or(() -> Optional.of(UUID.randomUUID().toString()));
            argv.addAll(filled("session-id", conversation.orElseThrow()));
        }
        Optional<String> prompt = firstPrompt(request.spec(), request.resume().isPresent());
        prompt.filter(this::fits).ifPresent(p -> argv.addAll(filled("prompt", p)));
        return new Launch(
                argv,
                AgentEnvironment.of(descriptor, environment, home, request, variables(permission)),
                request.workdir(),
                prompt.filter(p -> !fits(p)),
                conversation,
                request.resume().filter(_ -> goneOn.isEmpty()).map(_ -> anew(request.spec())));
    }

    /// Nobody knows how far its first turn came before it was killed, so the prompt is not given a
    /// second time by itself.
    private static String anew(AgentSpec spec) {
        return "no conversation of it was kept, so it begins anew"
                + (spec.prompt().filter(p -> !p.isBlank()).isPresent()
                        ? "; its first prompt was not given again: send it if it is to be done"
                        : "");
    }

    /// What stands against starting it so, in words; found out without starting anything.
    public Optional<String> objection(AgentSpec spec) {
        try {
            program(spec);
            permission(spec.permissions());
            confinement(spec);
            return Optional.empty();
        } catch (LaunchRefused e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Why nothing of this kind can be started here, and what to do about that.
    public Optional<String> lack() {
        return name().equals(SHELL) || programs.find().isPresent()
                ? Optional.empty()
                : Optional.of("not installed: " + descriptor.command().install());
    }

    /// A session that had no turn has left no conversation: it can't be gone on with, only begun,
    /// under the same id if that is free.
    private boolean neverBegan(LaunchRequest request, String conversation) {
        return !descriptor.flags().sessionId().isEmpty()
                && files(request.spec().environment())
                        .filter(home ->
                                Transcripts.misses(
                                        descriptor.files().transcript(), home, conversation))
                        .isPresent();
    }

    /// Whether its id can't be given to a session any more, though nothing was kept under it.
    private boolean isTaken(LaunchRequest request, String conversation) {
        return files(request.spec().environment())
                .filter(home ->
                        Transcripts.holds(descriptor.files().transcript(), home, conversation))
                .isPresent();
    }

    /// Whether its command holds its first prompt, so that its first turn begins by itself.
    public boolean beginsByItself(AgentSpec spec, boolean resumed) {
        return firstPrompt(spec, resumed).filter(this::fits).isPresent();
    }

    /// The first prompt where it has to be pasted, because the command can't hold it.
    public Optional<String> promptToPaste(AgentSpec spec, boolean resumed) {
        return firstPrompt(spec, resumed).filter(p -> !fits(p));
    }

    /// A resume never repeats the first prompt.
    private static Optional<String> firstPrompt(AgentSpec spec, boolean resumed) {
        return spec.prompt().filter(p -> !p.isBlank() && !resumed);
    }

    private boolean fits(String prompt) {
        return !descriptor.flags().prompt().isEmpty()
                && prompt.getBytes(StandardCharsets.UTF_8).length <= ARGUMENT_MAX;
    }

    /// `resume ID` is a command of its own, which comes before the flags; `--resume ID` is one of
    /// them.
    private static boolean subcommand(List<String> words) {
        return !words.getFirst().startsWith("-");
    }

    private static Map<String, String> variables(List<String> permission) {
        var variables = new HashMap<String, String>();
        for (String word : permission) {
            if (word.startsWith(VARIABLE)) {
                String[] both = word.substring(VARIABLE.length()).split("=", 2);
                variables.put(both[0], both.length > 1 ? both[1] : "");
            }
        }
        return variables;
    }

    /// Whether a conversation can be gone on with by its id.
    public boolean resumes() {
        return !descriptor.flags().resume().isEmpty();
    }

    /// What a screen says, with or without colours in it.
    public Reading read(String screen) {
        return reader.read(Screen.of(screen));
    }

    /// Whether text may be put into its composer. Needs colours: a placeholder is known by being
    /// dim.
    public ComposerState composer(String screenWithColours) {
        return reader.composer(Screen.of(screenWithColours));
    }

    /// Eyes for one session of it.
    public SessionEye eye(EyeRequest request) {
        return new SessionEye(this, request, files(request.environment()));
    }

    /// What `doctor` tells. Runs the program for its version.
    public RuntimeFacts facts() {
        return RuntimeFacts.of(descriptor, programs.find(), programs::version);
    }

    /// The folder in which it keeps its files, by the person's and the session's environment.
    Optional<Path> files(Map<String, String> session) {
        var all = new HashMap<>(environment);
        all.putAll(session);
        return Variables.first(descriptor.files().home(), all).map(Path::of);
    }

    private List<String> program(AgentSpec spec) {
        if (spec.command().isPresent() && !name().equals(SHELL)) {
            throw new LaunchRefused(
                    "a command of one's own is for the runtime shell, not for " + name());
        }
        if (name().equals(SHELL)) {
            String shell = environment.getOrDefault("SHELL", "/bin/sh");
            return spec.command()
                    .map(command -> List.of("/bin/sh", "-c", TO_THE_END, "kelpie", command))
                    .orElseGet(() -> List.of(shell.startsWith("/") ? shell : "/bin/sh"));
        }
        return programs.find()
                .orElseThrow(() ->
                        new RuntimeMissing(
                                name(), programs.looked(), descriptor.command().install()));
    }

    private List<String> permission(Permissions permissions) {
        return switch (descriptor.permissions().get(permissions)) {
            case Descriptor.Argv.Arguments arguments -> arguments.words();
            case Descriptor.Argv.Unsupported _ ->
                    throw new LaunchRefused(
                            descriptor.title()
                                    + " has no permissions '"
                                    + permissions.word()
                                    + "'; it has: "
                                    + String.join(", ", supported()));
            case null -> throw new AssertionError("no word on " + permissions);
        };
    }

    /// What can't be held is not started as if it were.
    private void confinement(AgentSpec spec) {
        if (spec.confined() && descriptor.hooks().kind() == Descriptor.HookKind.NONE) {
            throw new LaunchRefused(
                    descriptor.title()
                            + " has no hooks by which its writing could be confined; start it"
                            + " without, in a sandbox of your own");
        }
    }

    private List<String> supported() {
        return descriptor.permissions().entrySet().stream()
                .filter(e -> e.getValue() instanceof Descriptor.Argv.Arguments)
                .map(e -> e.getKey().word())
                .sorted()
                .toList();
    }

    private List<String> hooked(LaunchRequest request, List<String> program) {
        return switch (descriptor.hooks().kind()) {
            case NONE -> List.of();
            case CLAUDE_SETTINGS -> {
                Spool spool = new Spool(request.directory().resolve("spool")).make();
                Path settings =
                        ClaudeSettings.write(
                                request.directory(),
                                spool,
                                request.workdir(),
                                files(request.spec().environment()),
                                descriptor.hooks(),
                                programs.version(program),
                                request.spec().confined());
                yield List.of("--settings", settings.toString());
            }
        };
    }

    private List<String> filled(String flag, String value) {
        Descriptor.Flags flags = descriptor.flags();
        List<String> words =
                switch (flag) {
                    case "model" -> flags.model();
                    case "session-id" -> flags.sessionId();
                    case "resume" -> flags.resume();
                    case "prompt" -> flags.prompt();
                    default -> throw new AssertionError(flag);
                };
        if (words.isEmpty()) {
            throw new LaunchRefused(descriptor.title() + " has no way to be given a " + flag);
        }
        return words.stream()
                .map(w ->
                        w.replace("{model}", value)
                                .replace("{id}", value)
                                .replace("{prompt}", value))
                .toList();
    }

    private static void directory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }
}
