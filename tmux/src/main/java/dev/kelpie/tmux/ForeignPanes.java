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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads all panes of all tmux servers of this user, and changes nothing in them: `list-panes` and
/// `capture-pane` start no server and touch no client. Only [#kill] acts, when a person says so.
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
        boolean inside =
                tmux.map(t -> t.split(",", 2)[0])
                        .filter(pane.socket().toString()::equals)
                        .isPresent();
        return List.of(
                binary.toString(),
                "-u",
                "-S",
                pane.socket().toString(),
                inside ? "switch-client" : "attach-session",
                "-t",
                pane.id().value());
    }

    /// Closes the pane if it is still the one that was listed; false when it is another by now.
    public boolean kill(ForeignPane pane) {
        String id = pane.id().value();
        Reply reply =
                client(pane.socket())
                        .call(
                                "if-shell",
                                "-F",
                                "-t",
                                id,
                                "#{==:#{pane_pid}," + pane.pid() + "}",
                                "kill-pane -t " + id,
                                "display-message -p other");
        return reply.ok() && reply.out().isEmpty();
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
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        String mark = "@" + HexFormat.of().formatHex(bytes) + ",";
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
    private static List<String> programs(
            ProcessHandle root, Map<Long, List<ProcessHandle>> children) {
        List<ProcessHandle> all = new ArrayList<>(List.of(root));
        for (int at = 0; at < all.size() && all.size() < PROGRAMS_MAX; at++) {
            all.addAll(children.getOrDefault(all.get(at).pid(), List.of()));
        }
        return all.stream()
                .limit(PROGRAMS_MAX)
                .flatMap(each -> Stream.concat(ownName(each).stream(), file(each).stream()))
                .map(CleanText::line)
                .distinct()
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
