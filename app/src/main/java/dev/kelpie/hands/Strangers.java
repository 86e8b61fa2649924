package dev.kelpie.hands;

import dev.kelpie.engine.Stranger;
import dev.kelpie.hands.git.Git;
import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.model.Workplace;
import dev.kelpie.tmux.ForeignPane;
import dev.kelpie.tmux.ForeignPanes;
import dev.kelpie.tmux.ProcessBirth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Agents in the person's own tmux servers: found by the names of their programs, looked at, and
/// never touched but by a person's own word.
public final class Strangers {
    /// How old what is shown of a stranger may be: a screen asks every few seconds.
    private static final Duration FRESH = Duration.ofSeconds(10);

    /// Programs that run much else besides agents.
    private static final Set<String> EVERYDAY = Set.of("java", "node", "python", "agent", "sh");

    private final ForeignPanes panes;
    private final Git git;
    private final String ours;
    private final Runtimes runtimes;
    private final InstantSource clock;
    private final Map<String, Details> known = new ConcurrentHashMap<>();

    /// What costs a process each to learn of a pane.
    private record Details(long pid, Instant at, Optional<String> branch, String lastLine) {}

    /// @param ours the name of our own server's socket, whose panes are no strangers
    public Strangers(
            ForeignPanes panes, Git git, Runtimes runtimes, String ours, InstantSource clock) {
        this.panes = panes;
        this.git = git;
        this.ours = ours;
        this.clock = clock;
        this.runtimes = runtimes;
    }

    /// The runtimes by the names of their programs.
    private Map<String, String> programs() {
        var programs = new TreeMap<String, String>();
        runtimes.all().stream()
                // A runtime that bears the program's very name goes before one that plays it.
                .sorted(Comparator.comparing(r -> !names(r).contains(r.name())))
                .forEach(r -> names(r).forEach(n -> programs.putIfAbsent(n, r.name())));
        return programs;
    }

    private static List<String> names(AgentRuntime runtime) {
        return runtime.descriptor().command().processNames().stream()
                .filter(n -> !EVERYDAY.contains(n))
                .toList();
    }

    /// All of them, by target.
    public List<Stranger> list() {
        Map<String, String> programs = programs();
        List<Stranger> all =
                panes.list(ours).stream()
                        .flatMap(pane ->
                                agent(pane, programs).map(found -> stranger(pane, found)).stream())
                        .sorted(Comparator.comparing(Stranger::target))
                        .toList();
        known.keySet().retainAll(all.stream().map(Stranger::target).toList());
        return all;
    }

    /// The pane of the stranger with this target.
    public Optional<ForeignPane> pane(String target) {
        Map<String, String> programs = programs();
        return panes.list(ours).stream()
                .filter(pane -> target(pane).equals(target) && agent(pane, programs).isPresent())
                .findFirst();
    }

    /// The argv by which a person gets there.
    public List<String> jump(ForeignPane pane, Optional<String> tmux) {
        return panes.jump(pane, tmux);
    }

    /// Closes its pane; false when somebody else is in it by now.
    public boolean kill(ForeignPane pane) {
        return panes.kill(pane);
    }

    /// The panes that this looks at.
    ForeignPanes panes() {
        return panes;
    }

    /// The program by which a pane is an agent's, and which runtime that is.
    private record Found(String runtime, long pid, long birth) {}

    private static Optional<Found> agent(ForeignPane pane, Map<String, String> programs) {
        return pane.programs().stream().flatMap(p -> found(p, programs).stream()).findFirst();
    }

    private static Optional<Found> found(
            ForeignPane.Program program, Map<String, String> programs) {
        Optional<String> runtime = Optional.ofNullable(programs.get(program.name()));
        if (runtime.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong birth = ProcessBirth.of(program.pid());
        return runtime.filter(_ -> birth.isPresent())
                .map(r -> new Found(r, program.pid(), birth.getAsLong()));
    }

    private Stranger stranger(ForeignPane pane, Found found) {
        Details details = details(pane);
        var place =
                new Workplace.Adopted(
                        pane.cwd(),
                        pane.socket().toString(),
                        pane.id().value(),
                        found.pid(),
                        found.birth(),
                        ProcessHandle.of(found.pid()).flatMap(p -> p.info().startInstant()));
        return new Stranger(
                target(pane),
                found.runtime(),
                pane.session(),
                pane.pid(),
                pane.cwd(),
                details.branch(),
                pane.start(),
                details.lastLine(),
                place);
    }

    private Details details(ForeignPane pane) {
        Instant now = clock.instant();
        Details before = known.get(target(pane));
        if (before != null && before.pid() == pane.pid() && now.isBefore(before.at().plus(FRESH))) {
            return before;
        }
        var details =
                new Details(pane.pid(), now, branch(Path.of(pane.cwd())), panes.lastLine(pane));
        known.put(target(pane), details);
        return details;
    }

    private static String target(ForeignPane pane) {
        return pane.socket().getFileName() + ":" + pane.id().value();
    }

    private Optional<String> branch(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try {
            Git.Answer head = git.at(directory).run("symbolic-ref", "--short", "-q", "HEAD");
            return Optional.of(head).filter(Git.Answer::ok).map(a -> a.text().strip());
        } catch (GitException nowhere) {
            return Optional.empty(); // a place that git can't read has no branch to show
        }
    }
}
