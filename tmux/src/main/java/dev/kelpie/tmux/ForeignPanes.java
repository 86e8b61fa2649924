package dev.kelpie.tmux;

import dev.kelpie.tmux.TmuxClient.Reply;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads all panes of all tmux servers of this user, and changes nothing in them: `list-panes` and
/// `capture-pane` start no server and touch no client. Only [#kill] and [#end] act, when a person
/// says so.
public final class ForeignPanes {
    /// A server that does not answer is somebody else's trouble.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// More sockets than anybody has; stale ones stay in the folder for ever.
    private static final int SOCKETS_MAX = 200;

    private static final int AT_ONCE = 8;
    private static final int PROGRAMS_MAX = 50;

    private final Path binary;
    private final Path sockets;

    /// @param sockets the folder of this user's sockets; see [#folder]
    public ForeignPanes(Path binary, Path sockets) {
        this.binary = binary;
        this.sockets = sockets;
    }

    /// Where tmux keeps this user's sockets: `$TMUX_TMPDIR/tmux-<uid>`, also on macOS under `/tmp`.
    ///
    /// @param home any path that belongs to the user
    public static Path folder(Optional<String> tmuxTmpdir, Path home) {
        try {
            Object uid = Files.getAttribute(home, "unix:uid");
            return Path.of(tmuxTmpdir.filter(each -> !each.isEmpty()).orElse("/tmp"))
                    .resolve("tmux-" + uid);
        } catch (IOException e) {
            throw new TmuxException("cannot tell whose " + home + " is", e);
        }
    }

    /// All panes, but those of the server with this socket name (our own).
    public List<ForeignPane> list(String except) {
        List<ForeignPane> panes = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Path> servers = sockets(except);
            Map<Long, List<ProcessHandle>> children = servers.isEmpty() ? Map.of() : children();
            List<Future<List<ForeignPane>>> answers =
                    servers.stream()
                            .map(socket -> threads.submit(() -> panes(socket, children)))
                            .toList();
            for (Future<List<ForeignPane>> answer : answers) {
                panes.addAll(answer.get());
            }
        } catch (ExecutionException e) {
            throw new TmuxException("cannot list the panes of other tmux servers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TmuxException("interrupted while other tmux servers were asked", e);
        }
        return panes;
    }

    /// The last line on its screen that is not empty.
    public String lastLine(ForeignPane pane) {
        try {
            Reply reply = client(pane.socket()).call("capture-pane", "-p", "-t", pane.id().value());
            return CleanText.screen(reply.ok() ? reply.out() : "")
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce("", (_, last) -> last);
        } catch (TmuxException silent) {
            return ""; // it answered a moment ago; there is nothing to show of it now
        }
    }

    /// The argv by which a person gets there: inside the same server their client is switched, from
    /// anywhere else theirs is attached.
    ///
    /// @param tmux the person's own variable TMUX: socket, pid, session
    public List<String> jump(ForeignPane pane, Optional<String> tmux) {
        return jump(pane.socket(), pane.id(), tmux);
    }

    /// The same, for a pane that is known by its server's socket and its id.
    public List<String> jump(Path socket, PaneId pane, Optional<String> tmux) {
        boolean inside =
                tmux.map(t -> t.split(",", 2)[0]).filter(socket.toString()::equals).isPresent();
        return List.of(
                binary.toString(),
                "-u",
                "-S",
                socket.toString(),
                inside ? "switch-client" : "attach-session",
                "-t",
                pane.value());
    }

    /// Closes the pane if it is still the one that was listed; false when it is another by now.
    public boolean kill(ForeignPane pane) {
        return close(pane.socket(), pane.id(), pane.pid());
    }

    private boolean close(Path socket, PaneId pane, long pid) {
        String id = pane.value();
        Reply reply =
                client(socket)
                        .call(
                                "if-shell",
                                "-F",
                                "-t",
                                id,
                                "#{==:#{pane_pid}," + pid + "}",
                                "kill-pane -t " + id,
                                "display-message -p other");
        return reply.ok() && reply.out().isEmpty();
    }

    /// All panes of the server behind this socket, and the screens of some. Empty when nobody
    /// answers there: the server may be gone, or its socket.
    ///
    /// @throws TmuxException when it is there and does not answer
    public Optional<Snapshot> look(Path socket, Set<PaneId> capture) {
        if (!answers(socket)) {
            return Optional.empty();
        }
        SnapshotParser parser = new SnapshotParser(nonce());
        TmuxScript script =
                new TmuxScript().line(parser.script(List.copyOf(capture)).stripTrailing());
        Reply reply = client(socket).script(script);
        return switch (reply.saying()) {
            case NO_SERVER, SERVER_LEFT -> Optional.empty();
            case TAKEN, OTHER, NO_TARGET -> Optional.of(parser.parse(reply.out()));
        };
    }

    /// The visible screen with `history` lines above it; nothing when the pane is gone.
    public String capture(Path socket, PaneId pane, int history, boolean colours) {
        if (!answers(socket)) {
            return "";
        }
        List<String> words =
                new ArrayList<>(List.of("capture-pane", "-p", "-t", pane.value(), "-S"));
        words.add(history > 0 ? "-" + history : "0");
        if (colours) {
            words.add("-e");
        }
        Reply reply = client(socket).call(words.toArray(String[]::new));
        String rows = reply.ok() ? reply.out() : "";
        rows = rows.endsWith("\n") ? rows.substring(0, rows.length() - 1) : rows;
        return colours ? CleanText.colouredScreen(rows) : CleanText.screen(rows);
    }

    /// Ends what runs in the pane, then closes it; false when the program that is meant does not
    /// run there any more.
    public boolean end(Path socket, PaneId id, long pid, long birth) {
        Optional<PaneInfo> pane =
                pane(socket, id).filter(each -> !each.dead() && runs(each, pid, birth));
        if (pane.isEmpty()) {
            return false;
        }
        long server = look(socket, Set.of()).map(Snapshot::serverPid).orElse(0L);
        new ProcessTree(Set.of(), server).end(List.of(pane.get().pid()));
        close(socket, id, pane.get().pid());
        return true;
    }

    /// The pids of all that [#end] would end now.
    public Set<Long> processes(Path socket, PaneId id) {
        return look(socket, Set.of())
                .map(now ->
                        new ProcessTree(Set.of(), now.serverPid())
                                .pids(
                                        now.panes().stream()
                                                .filter(p -> p.id().equals(id) && !p.dead())
                                                .map(PaneInfo::pid)
                                                .toList()))
                .orElse(Set.of());
    }

    private Optional<PaneInfo> pane(Path socket, PaneId id) {
        return look(socket, Set.of()).stream()
                .flatMap(now -> now.panes().stream())
                .filter(each -> each.id().equals(id))
                .findFirst();
    }

    /// Whether this very program runs in the pane: as its own process, or below it.
    public static boolean runs(PaneInfo pane, long pid, long birth) {
        if (!ProcessBirth.lives(pid, birth)) {
            return false;
        }
        Optional<ProcessHandle> at = ProcessHandle.of(pid);
        while (at.isPresent() && at.get().pid() != pane.pid()) {
            at = at.flatMap(ProcessHandle::parent);
        }
        return at.isPresent();
    }

    private static String nonce() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private TmuxClient client(Path socket) {
        return new TmuxClient(List.of(binary.toString(), "-u", "-S", socket.toString()), PATIENCE);
    }

    /// Sockets only, no links: a link could lead to a server of somebody else.
    private List<Path> sockets(String except) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(sockets, LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(sockets)) {
            Object owner = Files.getAttribute(sockets, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            for (Path each : all) {
                if (found.size() < SOCKETS_MAX
                        && !each.getFileName().toString().equals(except)
                        && ours(each, owner)
                        && answers(each)) {
                    found.add(each);
                }
            }
            return found;
        } catch (IOException e) {
            throw new TmuxException("cannot read " + sockets, e);
        }
    }

    /// Whether there is a server behind a socket. One that is gone refuses at once, so that no tmux
    /// is started to learn that; one that hangs keeps nobody waiting here.
    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    /// Every process by its parent, read once: to ask for the descendants of each pane would read
    /// all of them for each.
    private static Map<Long, List<ProcessHandle>> children() {
        return ProcessHandle.allProcesses()
                .collect(
                        Collectors.groupingBy(
                                each -> each.parent().map(ProcessHandle::pid).orElse(0L)));
    }

    private static boolean ours(Path path, Object owner) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther()
                && Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(owner);
    }

    private List<ForeignPane> panes(Path socket, Map<Long, List<ProcessHandle>> children) {
        String mark = "@" + nonce() + ",";
        String format =
                String.join(
                        mark,
                        "",
                        "#{pane_id}",
                        "#{session_name}",
                        "#{pane_pid}",
                        "#{pane_dead}",
                        "#{pane_current_path}",
                        "");
        try {
            Reply reply = client(socket).call("list-panes", "-a", "-F", format);
            return reply.ok() ? parse(socket, reply.out(), mark, children) : List.of();
        } catch (TmuxException silent) {
            return List.of(); // dead or hanging: it has no pane that could be adopted
        }
    }

    /// Each pane is `<mark>id<mark>session<mark>pid<mark>dead<mark>cwd<mark>` and a newline.
    private static List<ForeignPane> parse(
            Path socket, String answer, String mark, Map<Long, List<ProcessHandle>> children) {
        List<ForeignPane> panes = new ArrayList<>();
        String[] words = answer.split(mark, -1);
        for (int at = 1; at + 4 < words.length; at += 6) {
            if (words[at + 3].equals("1") || !words[at + 2].matches("[0-9]{1,10}")) {
                continue;
            }
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(words[at + 2]));
            panes.add(
                    new ForeignPane(
                            socket,
                            new PaneId(words[at]),
                            CleanText.line(words[at + 1]),
                            Long.parseLong(words[at + 2]),
                            process.flatMap(each -> each.info().startInstant()),
                            CleanText.line(words[at + 4]),
                            process.map(root -> programs(root, children)).orElse(List.of())));
        }
        return panes;
    }

    /// A program run by an interpreter calls itself by its own name, so both names count.
    private static List<ForeignPane.Program> programs(
            ProcessHandle root, Map<Long, List<ProcessHandle>> children) {
        List<ProcessHandle> all = new ArrayList<>(List.of(root));
        for (int at = 0; at < all.size() && all.size() < PROGRAMS_MAX; at++) {
            all.addAll(children.getOrDefault(all.get(at).pid(), List.of()));
        }
        return all.stream()
                .limit(PROGRAMS_MAX)
                .flatMap(each ->
                        Stream.concat(ownName(each).stream(), file(each).stream())
                                .map(CleanText::line)
                                .distinct()
                                .map(name -> new ForeignPane.Program(each.pid(), name)))
                .toList();
    }

    private static Optional<String> file(ProcessHandle process) {
        return process.info()
                .command()
                .flatMap(path -> Optional.ofNullable(Path.of(path).getFileName()))
                .map(Path::toString);
    }

    private static Optional<String> ownName(ProcessHandle process) {
        try {
            Path comm = Path.of("/proc", Long.toString(process.pid()), "comm");
            return Optional.of(Files.readString(comm, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            return Optional.empty(); // ended since, or no /proc here
        }
    }
}
