package dev.kelpie.hands.runtime;

import dev.kelpie.hands.spool.Spool;
import dev.kelpie.model.Activity;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Watches one live session: reads what its program left since the last look, and says what that
/// adds up to. May be asked from several threads; each look is one step.
public final class SessionEye {
    /// A screen older than this says nothing about now while others speak.
    private static final Duration SCREEN_OLD = Duration.ofSeconds(30);

    /// So long after we touched the pane the screen is looked at even where nothing moves.
    private static final Duration SCREEN_NEW = Judge.TOUCH.multipliedBy(2);

    private static final Set<String> SHELLS =
            Set.of("bash", "zsh", "sh", "fish", "dash", "ksh", "tcsh", "pwsh");

    private final AgentRuntime runtime;
    private final EyeRequest request;
    private final Optional<Path> home;
    private final Spool spool;
    private final Transcript transcript;
    private final Transcripts finder;
    private final ReentrantLock turn = new ReentrantLock();
    private final Registry register = new Registry();
    private final Remembered<StatusLine> status = new Remembered<>(StatusLine::read);

    private HookFacts hooks = HookFacts.NONE;
    private boolean began;
    private Optional<RegistryFacts> registry = Optional.empty();
    private Optional<StatusLine> statusLine = Optional.empty();
    private Optional<Evidence.ScreenFacts> screen = Optional.empty();
    private Optional<Instant> touched = Optional.empty();
    private Optional<Finding> finding = Optional.empty();
    private Optional<String> conversation;
    private Optional<Long> pid = Optional.empty();
    private final List<String> notes = new ArrayList<>();
    private int misses;
    private boolean held;

    /// Whether the agent itself was ever seen in its pane: before that, a shell is its wrapper.
    private boolean met;

    SessionEye(AgentRuntime runtime, EyeRequest request, Optional<Path> home) {
        this.runtime = runtime;
        this.request = request;
        this.home = home;
        this.spool = new Spool(request.directory().resolve("spool"));
        this.conversation = request.conversation();
        Descriptor d = runtime.descriptor();
        this.finder = new Transcripts(d.files().transcript(), home, request);
        this.transcript = finder.open(d.windows(), d.prices());
    }

    /// One look. `screen` is the visible screen, with or without colours, if it was captured now.
    public Look look(PaneFacts pane, Optional<String> captured, Instant now) {
        turn.lock();
        try {
            pid = Optional.of(pane.pid());
            refresh();
            captured.ifPresent(text ->
                    screen = Optional.of(new Evidence.ScreenFacts(runtime.read(text), now)));
            Evidence evidence = evidence(pane, captured.isPresent(), now);
            Verdict verdict = Judge.judge(evidence);
            finding = Optional.of(verdict.finding());
            misses = verdict.misses();
            held = verdict.held();
            notes.addAll(transcript.notes());
            List<String> told = List.copyOf(notes);
            notes.clear();
            return new Look(
                    verdict.finding(),
                    usage(),
                    conversation,
                    told,
                    Explaining.of(evidence, verdict));
        } finally {
            turn.unlock();
        }
    }

    /// Whether the next look would be wiser with a screen. `moved` is whether the pane's window had
    /// any output since the last one.
    public boolean wantsScreen(Instant now, boolean moved) {
        turn.lock();
        try {
            if (finding.isEmpty() || screen.isEmpty() || held) {
                return true;
            }
            boolean aged = Duration.between(screen.get().at(), now).compareTo(SCREEN_OLD) > 0;
            boolean strong =
                    switch (finding.get().source()) {
                        case REGISTRY -> true;
                        case HOOK ->
                                runtime.descriptor().files().registry()
                                        != Descriptor.RegistryKind.NONE;
                        case TMUX, TRANSCRIPT, SCREEN, NONE -> false;
                    };
            if (!strong) {
                // What we did ourselves may be the last thing that moved.
                boolean begins =
                        touched.filter(at -> Duration.between(at, now).compareTo(SCREEN_NEW) < 0)
                                .isPresent();
                return moved || aged || begins;
            }
            Activity activity = finding.get().activity();
            if (activity instanceof Activity.Booting) {
                // It is in its register before it has drawn where to type.
                return true;
            }
            // The register says that it waits; only the screen has the words of the question.
            return activity.atDialog()
                    && (moved
                            || !(screen.get().reading() instanceof Reading.Dialog)
                            || screen.get().at().isBefore(finding.get().since()));
        } finally {
            turn.unlock();
        }
    }

    /// We did something that redraws its screen: what it shows next is no news by itself.
    public void touched(Instant now) {
        turn.lock();
        try {
            touched = Optional.of(now);
        } finally {
            turn.unlock();
        }
    }

    /// It took a text from us, so it works, until its screen has had the time to show something
    /// else.
    public void handed(Instant now) {
        turn.lock();
        try {
            touched = Optional.of(now);
            finding =
                    Optional.of(
                            new Finding(
                                    new Activity.Working(""),
                                    Finding.Source.SCREEN,
                                    "text-handed-over",
                                    now,
                                    ""));
            misses = 0;
        } finally {
            turn.unlock();
        }
    }

    /// Whether anything but its screen tells of a turn that begins.
    public boolean hasWitness() {
        Descriptor d = runtime.descriptor();
        return d.files().registry() != Descriptor.RegistryKind.NONE
                || d.hooks().kind() != Descriptor.HookKind.NONE
                || d.files().transcript() != Descriptor.TranscriptKind.NONE;
    }

    /// Whether its screen shows a turn at work.
    public boolean busy(String capturedScreen) {
        return runtime.read(capturedScreen) instanceof Reading.Busy;
    }

    /// The first sign of a turn begun at or after `since`: the proof that a text arrived.
    public Optional<Instant> turnStartedSince(Instant since) {
        turn.lock();
        try {
            refresh();
            return java.util.stream.Stream.of(
                            hooks.prompt(),
                            registry.filter(r -> r.status().equals("busy")).map(RegistryFacts::at),
                            transcript.facts().prompt())
                    .flatMap(Optional::stream)
                    .filter(at -> !at.isBefore(since))
                    .min(java.util.Comparator.naturalOrder());
        } finally {
            turn.unlock();
        }
    }

    /// Whether text may be put into its composer, by a screen captured with colours.
    public ComposerState composer(String screenWithColours) {
        return runtime.composer(screenWithColours);
    }

    /// The dialog that a screen shows, if it shows one.
    public Optional<Reading.Dialog> dialog(String capturedScreen) {
        return runtime.read(capturedScreen) instanceof Reading.Dialog d
                ? Optional.of(d)
                : Optional.empty();
    }

    /// The last entries of its conversation, as a person reads them.
    public List<String> transcript(int lastEntries) {
        turn.lock();
        try {
            refresh();
            return transcript.lines(lastEntries);
        } finally {
            turn.unlock();
        }
    }

    /// Directories in which something arrives when it does something. They need not be there yet.
    public Set<Path> watched() {
        var watched = new LinkedHashSet<Path>();
        if (runtime.descriptor().hooks().kind() != Descriptor.HookKind.NONE) {
            watched.add(spool.arrivals());
            watched.add(request.directory());
        }
        if (runtime.descriptor().files().registry() != Descriptor.RegistryKind.NONE) {
            home.ifPresent(h -> watched.add(h.resolve("sessions")));
        }
        turn.lock();
        try {
            finder.current().map(Path::getParent).ifPresent(watched::add);
        } finally {
            turn.unlock();
        }
        return watched;
    }

    private void refresh() {
        if (!began) {
            began = true;
            spool.past().forEach(entry -> hooks = hooks.after(entry).facts());
        }
        for (Spool.Entry entry : spool.take()) {
            HookFacts.Told told = hooks.after(entry);
            hooks = told.facts();
            told.note().ifPresent(notes::add);
        }
        hooks.conversation().ifPresent(id -> conversation = Optional.of(id));
        if (runtime.descriptor().files().registry() == Descriptor.RegistryKind.CLAUDE
                && home.isPresent()
                && pid.isPresent()) {
            registry = register.read(home.get(), pid.get(), conversation);
            registry.flatMap(RegistryFacts::conversation)
                    .ifPresent(id -> conversation = Optional.of(id));
        }
        statusLine = status.read(request.directory().resolve("statusline.json"));
        Optional<String> told =
                hooks.transcript().or(() -> statusLine.flatMap(StatusLine::transcript));
        finder.find(conversation, told).ifPresent(transcript::read);
        transcript.conversation().ifPresent(id -> conversation = Optional.of(id));
    }

    private Evidence evidence(PaneFacts pane, boolean fresh, Instant now) {
        Descriptor d = runtime.descriptor();
        return new Evidence(
                now,
                request.started(),
                request.prompted(),
                new Evidence.Traits(
                        d.files().registry() != Descriptor.RegistryKind.NONE,
                        d.hooks().kind() != Descriptor.HookKind.NONE,
                        d.files().transcript() != Descriptor.TranscriptKind.NONE,
                        ZoneId.systemDefault()),
                pane,
                agentGone(pane, now),
                registry,
                hooks,
                transcript.facts(),
                screen,
                fresh,
                statusLine.flatMap(StatusLine::limitResets),
                touched,
                finding,
                misses);
    }

    /// A shell in the foreground is an agent gone only if no process of the agent lives below it: a
    /// wrapper script looks like a shell too.
    private boolean agentGone(PaneFacts pane, Instant now) {
        List<String> names = runtime.descriptor().command().processNames();
        if (names.isEmpty() || !SHELLS.contains(pane.command()) || registry.isPresent()) {
            met = true;
            return false;
        }
        boolean there = Processes.family(pane.pid()).stream().anyMatch(names::contains);
        boolean expected =
                met || Duration.between(request.started(), now).compareTo(Judge.BOOT_MAX) > 0;
        met |= there;
        return !there && expected;
    }

    /// The program's own figures first; counts of tools and todos only the transcript has, and the
    /// hooks know better who is at work in the background.
    private Usage usage() {
        Usage read =
                hooks.latest().isPresent()
                        ? transcript.usage().withSubagents(hooks.subagents().size())
                        : transcript.usage();
        if (statusLine.isEmpty()) {
            return read;
        }
        Usage told = statusLine.get().usage();
        boolean exact = told.contextPercent().isPresent();
        return new Usage(
                exact ? told.contextPercent() : read.contextPercent(),
                !exact && read.estimate(),
                told.contextTokens().or(read::contextTokens),
                told.contextWindow().or(read::contextWindow),
                told.costDollars().or(read::costDollars),
                told.model().or(read::model),
                read.tools(),
                read.subagents(),
                read.todosDone(),
                read.todosAll());
    }
}
