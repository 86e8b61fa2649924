package dev.kelpie;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.door.cli.Text;
import dev.kelpie.door.cli.UsageException;
import dev.kelpie.hands.OurWorktrees;
import dev.kelpie.hands.git.Finding;
import dev.kelpie.hands.git.Git;
import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.git.Made;
import dev.kelpie.hands.git.Removal;
import dev.kelpie.hands.git.Verdict;
import dev.kelpie.hands.git.Worktrees;
import dev.kelpie.home.Home;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Site;
import dev.kelpie.model.World;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The worktrees that Kelpie made for its agents, also of those that are no longer on the list:
/// listed, removed where that is safe, and put in order after a crash. Others' are left alone.
record WorktreeVerb(Home home, Map<String, String> environment) implements CliVerb {
    private static final String LOST = "its directory or its link is broken";

    @Override
    public Verb verb() {
        return new Verb(
                "worktree",
                "list, remove or repair the worktrees that were made for agents",
                List.of(
                        "`list` shows each with its agent, branch and state: dirty, unmerged,"
                                + " merged (nothing would be lost), orphaned (its repository was"
                                + " deleted or moved; it is kept) or broken. `remove NAME` takes"
                                + " one away when its agent has ended and nothing would be lost,"
                                + " else it says what keeps it: also a repository or a worktree"
                                + " inside it that git ignores. Plain files that git ignores, such"
                                + " as build outputs, keep nothing; they are counted and named."
                                + " `repair` mends broken links and"
                                + " gives up registrations of directories that are gone; what is"
                                + " locked or still holds work stays, and is named."),
                "kelpie worktree list",
                List.of(
                        Param.positional("ACTION", "list, remove or repair"),
                        Param.maybe("NAME", "whose worktree to remove")),
                Verb.Need.ENGINE,
                false);
    }

    /// One of them, in its repository if that is there.
    private record Row(Optional<Path> repository, Made made, boolean live) {}

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        String action = call.value("ACTION").orElse("");
        boolean named = call.value("NAME").isPresent();
        if (named != action.equals("remove")) {
            throw new UsageException(named ? "only remove takes a NAME" : whatIsMissing(action));
        }
        var ours = new OurWorktrees(new Worktrees(new Git(environment)), home.worktrees());
        try {
            return switch (action) {
                case "list" -> list(call, rows(call, ours));
                case "remove" -> remove(call, ours);
                case "repair" -> repair(call, ours);
                default -> throw new UsageException(whatIsMissing(action));
            };
        } catch (GitException e) {
            throw new OutsideException(Text.clean(String.valueOf(e.getMessage())), e);
        }
    }

    private static String whatIsMissing(String action) {
        return action.equals("remove")
                ? "whose worktree? give a NAME"
                : "ACTION is list, remove or repair";
    }

    private List<Row> rows(Call call, OurWorktrees ours) {
        World world = call.kelpie().world();
        var rows = new ArrayList<Row>();
        var known = new HashSet<Path>();
        for (Path repository : ours.repositories(world, call.cwd())) {
            for (Made made : ours.worktrees().made(repository)) {
                if (made.path().startsWith(home.worktrees()) && known.add(made.path())) {
                    rows.add(new Row(Optional.of(repository), made, live(world, made.path())));
                }
            }
        }
        for (Made made : ours.orphans()) {
            if (known.add(made.path())) {
                rows.add(new Row(Optional.empty(), made, live(world, made.path())));
            }
        }
        return rows;
    }

    private static boolean live(World world, Path tree) {
        return world.agents().values().stream()
                .filter(a -> !a.over())
                .flatMap(a -> a.site().stream())
                .map(Site::directory)
                .anyMatch(tree.toString()::equals);
    }

    private static ExitCode list(Call call, List<Row> rows) {
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        var words = new StringBuilder();
        for (Row row : rows) {
            Made made = row.made();
            String state = made.state().name().toLowerCase(Locale.ROOT);
            long age = Math.max(0, Duration.between(made.since(), call.now()).toSeconds());
            ObjectNode node = data.addObject().put("agent", made.agent());
            node.put("repository", row.repository().map(Path::toString).orElse(null));
            node.put("path", made.path().toString());
            node.put("branch", made.branch().isEmpty() ? null : made.branch());
            node.put("state", state).put("live", row.live());
            node.put("since", made.since().toString()).put("age_seconds", age);
            made.reasons().forEach(node.putArray("reasons")::add);
            ignored(node, made.ignored());
            words.append(
                    "%-16s %-9s %-5s %5d min  %s%s%n"
                            .formatted(
                                    made.agent(),
                                    state,
                                    row.live() ? "live" : "",
                                    age / 60,
                                    Text.clean(made.path().toString()),
                                    made.branch().isEmpty()
                                            ? ""
                                            : " on " + Text.clean(made.branch())));
            Stream.concat(
                            made.reasons().stream(),
                            made.ignored().text().map(t -> "goes with it: " + t).stream())
                    .forEach(l -> words.append("    ").append(Text.clean(l)).append('\n'));
        }
        return call.answer(data, rows.isEmpty() ? "no worktrees" : words.toString());
    }

    /// What a removal takes along, or took.
    private static ObjectNode ignored(ObjectNode node, Verdict.Ignored ignored) {
        node.put("ignored_files", ignored.files());
        ignored.names().forEach(node.putArray("ignored")::add);
        return node;
    }

    private ExitCode remove(Call call, OurWorktrees ours) throws InterruptedException {
        AgentId agent = call.agent();
        Optional<Row> row =
                rows(call, ours).stream()
                        .filter(r -> r.made().agent().equals(agent.value()))
                        .findFirst();
        if (row.isEmpty()) {
            return call.fail(
                    ExitCode.REFUSED,
                    "no_worktree",
                    "no worktree was made for " + agent + "; `kelpie worktree list` shows all");
        }
        if (call.kelpie().world().agent(agent).filter(a -> !a.over()).isPresent()) {
            return call.fail(
                    ExitCode.REFUSED,
                    "still_running",
                    agent + " runs; `kelpie kill " + agent + "` ends it, and removes its worktree");
        }
        Made made = row.get().made();
        if (made.verdict().isEmpty()) {
            return call.fail(
                    ExitCode.REFUSED, "broken", LOST + "; `kelpie worktree repair` sees to it");
        }
        return switch (ours.worktrees().remove(made.path())) {
            case Removal.Kept(_, var keep) ->
                    call.fail(
                            ExitCode.REFUSED, "kept", agent + ": kept: " + Text.clean(keep.text()));
            case Removal.Removed(Path path, var branch, var ignored) ->
                    call.answer(
                            ignored(
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("agent", agent.value())
                                            .put("path", path.toString())
                                            .put("removed", true)
                                            .put("branch", branch.orElse(null)),
                                    ignored),
                            Text.clean(
                                    path
                                            + " is removed"
                                            + branch.map(b -> "; the branch " + b + " stays")
                                                    .orElse("")
                                            + ignored.text()
                                                    .map(t -> "; gone with it: " + t)
                                                    .orElse("")));
        };
    }

    private ExitCode repair(Call call, OurWorktrees ours) {
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        var words = new StringBuilder();
        for (Path repository : ours.repositories(call.kelpie().world(), call.cwd())) {
            ours.worktrees().repair(repository).forEach(finding -> add(finding, data, words));
        }
        for (Made orphan : ours.orphans()) {
            var left = new Finding.Left(orphan.path(), String.join("; ", orphan.reasons()));
            if (data.findValuesAsText("path").stream()
                    .noneMatch(orphan.path().toString()::equals)) {
                add(left, data, words);
            }
        }
        return call.answer(data, data.isEmpty() ? "nothing to repair" : words.toString());
    }

    private static void add(Finding finding, ArrayNode data, StringBuilder words) {
        ObjectNode node = found(finding);
        data.add(node);
        String detail = node.path("detail").asText();
        words.append(
                        Text.clean(
                                node.path("path").asText()
                                        + ": "
                                        + node.path("finding").asText().replace('_', ' ')
                                        + (detail.isEmpty() ? "" : ": " + detail)))
                .append('\n');
    }

    private static ObjectNode found(Finding finding) {
        return switch (finding) {
            case Finding.Mended(Path tree) -> found(tree, "mended", "");
            case Finding.Forgotten(Path tree) -> found(tree, "forgotten", "");
            case Finding.TakenBack(Path tree) -> found(tree, "taken_back", "");
            case Finding.SetAside(Path from, Path to) -> found(from, "set_aside", to.toString());
            case Finding.Left(Path tree, String why) -> found(tree, "left", why);
        };
    }

    private static ObjectNode found(Path path, String what, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("path", path.toString())
                .put("finding", what)
                .put("detail", detail);
    }
}
