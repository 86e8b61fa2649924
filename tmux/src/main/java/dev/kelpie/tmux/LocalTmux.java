package dev.kelpie.tmux;

import dev.kelpie.tmux.TmuxClient.Along;
import dev.kelpie.tmux.TmuxClient.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Our own tmux server on this machine: socket `-L name`, our configuration, nothing of the user's.
public final class LocalTmux implements Tmux {
    /// The variable by which a pane's processes are known, whoever their parent is.
    public static final String TAG_VARIABLE = "KELPIE_SESSION";

    private static final Pattern SOCKET = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    private final Path binary;
    private final String socket;
    private final TmuxClient client;
    private final TmuxServer server;
    private final ServerWatch watch;
    private final PaneEnds ends = new PaneEnds(() -> tell(new TmuxNotice.Changed()));
    private final List<Consumer<TmuxNotice>> listeners = new CopyOnWriteArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private final TmuxVersion version;
    private volatile Answer last = new Answer("", new Snapshot(0, List.of(), Map.of()));

    /// What the server told of its panes, with a mark for the nonce, and what that means.
    private record Answer(String text, Snapshot snapshot) {}

    /// @param socket the server's name, as for `tmux -L`
    /// @param binary absolute, or a name to be found in PATH
    /// @param config a private directory for the server's configuration; made if missing
    /// @throws TmuxException when there is no tmux, or an older one than 3.2
    public LocalTmux(String socket, Path binary, Path config) {
        if (!SOCKET.matcher(socket).matches()) {
            throw new IllegalArgumentException("not a socket name: " + socket);
        }
        this.socket = socket;
        this.binary = binary;
        this.version = version(binary);
        Path conf = TmuxServer.writeConfig(config);
        this.client =
                new TmuxClient(
                        List.of(binary.toString(), "-u", "-L", socket, "-f", conf.toString()));
        this.server = new TmuxServer(client, socket, config);
        this.watch = new ServerWatch(client, server::pid, this::tell);
    }

    /// How a client of this server is called, for whoever needs one in a terminal.
    List<String> command() {
        return client.command();
    }

    TmuxClient client() {
        return client;
    }

    private static TmuxVersion version(Path binary) {
        String said = new TmuxClient(List.of(binary.toString())).call("-V").out().strip();
        Optional<TmuxVersion> version = TmuxVersion.parse(said);
        if (version.isPresent() && version.get().compareTo(TmuxVersion.OLDEST) < 0) {
            throw new TmuxException(
                    said + " is too old: Kelpie needs tmux " + TmuxVersion.OLDEST + " or newer");
        }
        if (!said.startsWith("tmux ")) {
            throw new TmuxException(
                    binary + " is not tmux: -V said '" + CleanText.line(said) + "'");
        }
        return version.orElse(TmuxVersion.NEW);
    }

    private void tell(TmuxNotice notice) {
        listeners.forEach(listener -> listener.accept(notice));
    }

    private String nonce() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public PaneId open(PaneSpec spec) {
        Launch.check(spec);
        Along along = Launch.along(spec, nonce(), version);
        List<String> call = List.of("source-file", "-");
        Reply reply = server.known() ? client.call(along, call) : start(along, call);
        if (reply.saying() == Saying.NO_SERVER || reply.saying() == Saying.SERVER_LEFT) {
            reply = start(along, call);
        }
        PaneId pane = Launch.pane(spec, reply, socket);
        if (!Files.isDirectory(spec.cwd())) {
            kill(pane);
            throw new TmuxException("the directory went away while the pane opened: " + spec.cwd());
        }
        return pane;
    }

    private Reply start(Along along, List<String> call) {
        watch.arm(server.start());
        return client.call(along, call);
    }

    @Override
    public Snapshot snapshot(Set<PaneId> capture) {
        String nonce = nonce();
        SnapshotParser parser = new SnapshotParser(nonce);
        TmuxScript script = new TmuxScript();
        script.line(parser.script(List.copyOf(capture)).stripTrailing());
        Reply reply = client.script(script);
        if (reply.saying() == Saying.SERVER_LEFT) {
            reply = client.script(script);
        }
        if (reply.saying() == Saying.NO_SERVER && server.revived()) {
            reply = client.script(script);
        }
        if (reply.saying() == Saying.NO_SERVER) {
            return new Snapshot(0, List.of(), Map.of());
        }
        if (reply.out().isEmpty()) {
            throw failed("list panes", reply);
        }
        Answer before = last;
        String text = reply.out().replace(nonce, "\0"); // which no title or path can hold
        Snapshot snapshot =
                text.equals(before.text()) ? before.snapshot() : parser.parse(reply.out());
        if (capture.isEmpty()) {
            last = new Answer(text, snapshot);
        }
        server.seen(snapshot.serverPid());
        watch.arm(snapshot.serverPid());
        if (missedAnEnd(snapshot.panes())) {
            TmuxServer.reap(snapshot.serverPid());
        }
        return snapshot;
    }

    /// Whether the server has missed an end, or the half of it.
    private boolean missedAnEnd(List<PaneInfo> panes) {
        ends.watch(
                panes.stream()
                        .filter(pane -> !pane.dead())
                        .map(PaneInfo::pid)
                        .collect(Collectors.toSet()));
        return ends.overdue() || panes.stream().anyMatch(LocalTmux::unexplained);
    }

    private static boolean unexplained(PaneInfo pane) {
        return pane.dead() && pane.exitStatus().isEmpty() && pane.signal().isEmpty();
    }

    /// All that tmux keeps of the pane, the oldest row first and its screen last, with its colours;
    /// of an uncommonly wide or colourful one only the last of that. No rows when the pane is gone.
    public CellGrid past(PaneId pane) {
        var arguments = captureArguments(pane, ServerConfig.HISTORY, true);
        return Scrollback.grid(captured(pane, client.tail(Scrollback.BYTES_MAX, arguments)));
    }

    @Override
    public String capture(PaneId pane, int history, boolean colours) {
        var arguments = captureArguments(pane, history, colours);
        String rows = captured(pane, client.call(Along.NOTHING, arguments));
        return colours ? CleanText.colouredScreen(rows) : CleanText.screen(rows);
    }

    private static List<String> captureArguments(PaneId pane, int history, boolean colours) {
        List<String> arguments = new ArrayList<>(List.of("capture-pane", "-p", "-t", pane.value()));
        if (colours) {
            arguments.add("-e");
        }
        if (history > 0) {
            arguments.addAll(List.of("-S", "-" + history));
        }
        return arguments;
    }

    private String captured(PaneId pane, Reply reply) {
        return switch (reply.saying()) {
            case NO_SERVER, SERVER_LEFT, NO_TARGET -> "";
            case TAKEN, OTHER -> {
                if (!reply.ok()) {
                    throw failed("capture " + pane, reply);
                }
                String text = reply.out();
                yield text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            }
        };
    }

    @Override
    public Touch paste(PaneId pane, String text) {
        String clean = CleanText.paste(text);
        if (clean.isEmpty()) {
            return touch(pane, List.of(), "paste into");
        }
        String buffer = "kelpie-" + nonce();
        Reply loaded = client.call(Along.stdin(clean), List.of("load-buffer", "-b", buffer, "-"));
        if (loaded.saying() == Saying.NO_SERVER || loaded.saying() == Saying.SERVER_LEFT) {
            return Touch.GONE;
        }
        if (!loaded.ok()) {
            throw failed("load a text for " + pane, loaded);
        }
        try {
            Touch touched =
                    touch(
                            pane,
                            List.of("paste-buffer -d -p -r -b " + buffer + " -t " + pane),
                            "paste into");
            if (touched != Touch.DONE) {
                client.call("delete-buffer", "-b", buffer);
            }
            return touched;
        } catch (TmuxException failed) {
            try {
                client.call("delete-buffer", "-b", buffer);
            } catch (TmuxException also) {
                failed.addSuppressed(also);
            }
            throw failed;
        }
    }

    @Override
    public Touch press(PaneId pane, List<String> keys) {
        return touch(
                pane,
                keys.stream().map(key -> KeyName.command(pane, key)).toList(),
                "press keys in");
    }

    /// Runs the commands if the pane is there and alive, in the one client call that looks: between
    /// two calls its program could end, and a paste into a dead pane takes a 3.3a server down.
    private Touch touch(PaneId pane, List<String> commands, String what) {
        String mark = "@" + nonce() + " ";
        List<String> acts = new ArrayList<>();
        acts.add("copy-mode -q -t " + pane);
        acts.addAll(commands);
        acts.add("display-message -p '" + mark + "done'");
        TmuxScript script =
                new TmuxScript()
                        .line(
                                "if-shell -F -t "
                                        + pane
                                        + " '#{==:#{pane_id} #{pane_dead},"
                                        + pane
                                        + " 0}' { "
                                        + String.join(" ; ", acts)
                                        + " } { display-message -p -t "
                                        + pane
                                        + " '"
                                        + mark
                                        + "#{pane_id}' }");
        Reply reply = client.script(script);
        if (reply.saying() == Saying.NO_SERVER || reply.saying() == Saying.SERVER_LEFT) {
            return Touch.GONE;
        }
        String answer = reply.out().strip();
        if (answer.equals(mark + "done")) {
            return Touch.DONE;
        }
        if (answer.equals(mark + pane)) {
            return Touch.DEAD;
        }
        if (answer.equals(mark.strip())) {
            return Touch.GONE;
        }
        throw failed(what + " " + pane, reply);
    }

    @Override
    public boolean kill(PaneId pane) {
        Snapshot before = snapshot(Set.of());
        Optional<PaneInfo> target =
                before.panes().stream().filter(each -> each.id().equals(pane)).findFirst();
        if (target.isEmpty()) {
            return false;
        }
        if (target.get().tag().isEmpty()) {
            throw new TmuxException(pane + " is not one of ours; it is left alone");
        }
        end(before, target.get());
        return true;
    }

    /// By the pane's id, because an agent can rename its session. A pane that is gone by then took
    /// its session along.
    private void end(Snapshot before, PaneInfo target) {
        endProcesses(before.serverPid(), beside(before, target));
        Reply reply = client.call("kill-session", "-t", target.id().value());
        switch (reply.saying()) {
            case NO_SERVER, SERVER_LEFT, NO_TARGET -> {}
            case TAKEN, OTHER -> {
                if (!reply.ok()) {
                    throw failed("end the session " + target.session(), reply);
                }
            }
        }
    }

    @Override
    public Set<Long> processes(PaneId pane) {
        Snapshot now = snapshot(Set.of());
        return now.panes().stream()
                .filter(each -> each.id().equals(pane))
                .findFirst()
                .map(target ->
                        tree(now.serverPid(), beside(now, target)).pids(roots(beside(now, target))))
                .orElse(Set.of());
    }

    private static List<PaneInfo> beside(Snapshot now, PaneInfo pane) {
        return now.panes().stream().filter(each -> each.session().equals(pane.session())).toList();
    }

    private static void endProcesses(long serverPid, List<PaneInfo> panes) {
        tree(serverPid, panes).end(roots(panes));
    }

    /// A dead pane's number may be another process's by now; what it left behind has its tag.
    private static List<Long> roots(List<PaneInfo> panes) {
        return panes.stream().filter(each -> !each.dead()).map(PaneInfo::pid).toList();
    }

    private static ProcessTree tree(long serverPid, List<PaneInfo> panes) {
        Set<String> marks =
                panes.stream()
                        .filter(each -> !each.tag().isEmpty())
                        .map(each -> TAG_VARIABLE + "=" + each.tag())
                        .collect(Collectors.toSet());
        return new ProcessTree(marks, serverPid);
    }

    /// Sizes the window to the person's terminal first; while only followed it has a fixed size.
    @Override
    public List<String> attachCommand(PaneId pane) {
        return List.of(
                binary.toString(),
                "-u",
                "-L",
                socket,
                "set-option",
                "-w",
                "-t",
                pane.value(),
                "window-size",
                "latest",
                ";",
                "attach-session",
                "-t",
                pane.value());
    }

    @Override
    public void listen(Consumer<TmuxNotice> listener) {
        listeners.add(listener);
    }

    @Override
    public void killServer() {
        Snapshot last = snapshot(Set.of());
        if (last.serverPid() == 0) {
            return;
        }
        watch.disarm();
        endProcesses(last.serverPid(), last.panes());
        server.end();
    }

    @Override
    public void close() {
        ends.close();
        watch.close();
    }

    private TmuxException failed(String what, Reply reply) {
        return new TmuxException(
                "cannot "
                        + what
                        + " on tmux -L "
                        + socket
                        + ": it said '"
                        + CleanText.line(reply.err().strip())
                        + "' (exit "
                        + reply.exit()
                        + ")");
    }
}
