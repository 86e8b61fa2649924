package dev.kelpie.hands;

import dev.kelpie.hands.git.Creation;
import dev.kelpie.hands.git.Diffs;
import dev.kelpie.hands.git.Git;
import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.git.Inspection;
import dev.kelpie.hands.git.NewWorktree;
import dev.kelpie.hands.git.Overlay;
import dev.kelpie.hands.git.Removal;
import dev.kelpie.hands.git.Verdict;
import dev.kelpie.hands.git.Worktree;
import dev.kelpie.hands.git.Worktrees;
import dev.kelpie.home.Home;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Site;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where agents work: finds or makes the directory, lays our note over it, and takes both away
/// again when nothing would be lost.
final class Sites {
    /// The file that Claude Code reads beside the project's own, and that git is told not to see.
    private static final String OVERLAY = "CLAUDE.local.md";

    /// More than anybody reads on a screen.
    private static final int DIFF_MAX = 2 * 1024 * 1024;

    private static final String STAYS = "its worktree stays: ";
    private static final String SHARED = "another agent works there by now";

    private final Git git;
    private final Worktrees worktrees;
    private final Diffs diffs;
    private final Home home;

    Sites(Git git, Home home) {
        this.diffs = new Diffs(git, home.tmp());
        this.worktrees = new Worktrees(git);
        this.git = git;
        this.home = home;
    }

    /// What stands against a new agent's working there, in words; empty when nothing does.
    Optional<String> objection(AgentId agent, Workplace workplace) {
        Path path = Path.of(workplace.path());
        if (!Files.isDirectory(path)) {
            return Optional.of(path + " is not a directory");
        }
        return switch (workplace) {
            case Workplace.Directory _, Workplace.Adopted _ -> Optional.empty();
            case Workplace.Worktree(String _, var branch, var base) ->
                    switch (worktrees.inspect(path)) {
                        case Inspection.NotARepository _ ->
                                Optional.of(
                                        path
                                                + " is not in a git repository; go to one, or"
                                                + " work in the directory itself with"
                                                + " --no-worktree");
                        case Inspection.Bare _ ->
                                Optional.of(
                                        path
                                                + " is a bare repository; name a checkout of it"
                                                + " with --repo");
                        case Inspection.Repository repository ->
                                repository.head() instanceof Inspection.Head.Unborn
                                        ? Optional.of(
                                                path
                                                        + " has no commit yet; make the first"
                                                        + " one, or use --no-worktree")
                                        : worktrees
                                                .taken(
                                                        repository.common(),
                                                        agent.value(),
                                                        root(path, repository))
                                                .or(() -> objection(git.at(path), branch, base))
                                                .or(() ->
                                                        branch.flatMap(b ->
                                                                worktrees.branchTaken(
                                                                        path,
                                                                        repository.common(),
                                                                        b)));
                    };
        };
    }

    /// What git would say no to anyway, before anything is made for it.
    private static Optional<String> objection(
            Git.At git, Optional<String> branch, Optional<String> base) {
        Optional<String> nowhere = base.filter(b -> !git.run(commit(b)).ok());
        if (nowhere.isPresent()) {
            return Optional.of("there is no commit '" + nowhere.get() + "' here; fetch it first");
        }
        return branch.filter(b -> !git.run("check-ref-format", "--branch", b).ok())
                .map(b -> "git takes no branch named '" + b + "'");
    }

    private static String[] commit(String name) {
        return new String[] {
            "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"
        };
    }

    /// The directory for the agent's session, made if need be.
    ///
    /// @throws GitException when git won't, in words for the person
    Site open(Agent agent) {
        Optional<Site> kept =
                agent.site().filter(site -> Files.isDirectory(Path.of(site.directory())));
        return switch (agent.spec().workplace()) {
            case Workplace.Directory(String path) ->
                    new Site(path, Optional.empty(), Optional.empty(), beside(agent));
            case Workplace.Adopted place ->
                    new Site(place.path(), Optional.empty(), Optional.empty(), List.of());
            case Workplace.Worktree _ when kept.isPresent() -> silent(kept.get());
            case Workplace.Worktree(String path, var branch, var base) ->
                    worktree(agent, Path.of(path), branch, base);
        };
    }

    /// What was said when it was made is not said again.
    private static Site silent(Site site) {
        return new Site(site.directory(), site.branch(), site.base(), List.of());
    }

    static Site noticing(Site site, String notice) {
        return new Site(
                site.directory(),
                site.branch(),
                site.base(),
                Stream.concat(site.notices().stream(), Stream.of(notice)).toList());
    }

    private Site worktree(
            Agent agent, Path repository, Optional<String> branch, Optional<String> base) {
        Inspection found = worktrees.inspect(repository);
        var wish =
                new NewWorktree(
                        repository,
                        agent.id().value(),
                        agent.session().value(),
                        branch,
                        base,
                        root(repository, found));
        return switch (worktrees.create(wish)) {
            case Creation.Refused refused -> throw new SiteRefused(refused.detail());
            case Creation.Made(Worktree made) -> {
                var notices = new ArrayList<String>();
                if (found instanceof Inspection.Repository from) {
                    notices.addAll(from.notices(base));
                }
                notices.addAll(made.notices());
                overlay(agent, made, notices);
                yield new Site(
                        made.path().toString(),
                        Optional.of(made.branch()),
                        Optional.of(made.base()),
                        notices);
            }
        };
    }

    private void overlay(Agent agent, Worktree made, List<String> notices) {
        String text =
                "You are the agent `"
                        + agent.id()
                        + "`. You work in a git worktree of your own, on the branch `"
                        + made.branch()
                        + "`.\nStay inside this directory and on this branch. Commit what is"
                        + " finished; do not push, and do not touch other worktrees.\n";
        notices.addAll(notices(worktrees.overlay(made.path(), OVERLAY, text)));
    }

    private static List<String> notices(Overlay overlay) {
        return switch (overlay) {
            case Overlay.Laid _ -> List.of();
            case Overlay.Tracked _ ->
                    List.of(OVERLAY + " is the project's own and was left as it is");
            case Overlay.Impossible(_, String why) -> List.of(OVERLAY + " not laid: " + why);
        };
    }

    /// In a directory of the person's own the note lies only while the agent runs, and says whom it
    /// is for: others read it too.
    private List<String> beside(Agent agent) {
        if (!isNoted(agent)) {
            return List.of();
        }
        try {
            return notices(
                    worktrees.overlayBeside(
                            Path.of(agent.spec().workplace().path()), OVERLAY, noteBeside(agent)));
        } catch (GitException unwilling) {
            return List.of(OVERLAY + " not laid: " + unwilling.getMessage());
        }
    }

    /// Takes the note off that lay in a directory of the person's own.
    void takeOff(Agent agent) {
        Path path = Path.of(agent.spec().workplace().path());
        if (isNoted(agent) && Files.isDirectory(path)) {
            worktrees.takeOffBeside(path, OVERLAY, noteBeside(agent));
        }
    }

    /// A plain command reads no notes.
    private static boolean isNoted(Agent agent) {
        return agent.spec().workplace() instanceof Workplace.Directory
                && !agent.spec().runtime().equals(AgentSpec.SHELL);
    }

    private static String noteBeside(Agent agent) {
        return "The agent `"
                + agent.id()
                + "` works in this directory. Whoever has not `KELPIE_AGENT="
                + agent.id()
                + "` in the environment is not meant.\nStay inside this directory: what lies"
                + " around it is other agents' or the user's. Don't switch the branch, and commit"
                + " only what you changed here yourself.\n";
    }

    /// Outside the repository, so that no tool that walks it finds its copies.
    private Path root(Path repository, Inspection found) {
        Path main = found instanceof Inspection.Repository r ? r.root() : repository;
        Path name = main.getFileName();
        return home.worktrees()
                .resolve(
                        (name == null ? "repository" : name.toString())
                                + "-"
                                + HexFormat.of().toHexDigits(main.toString().hashCode()));
    }

    /// What is wrong with the worktrees, a sentence each.
    List<String> troubles(World world) {
        return new WorktreeTroubles(new OurWorktrees(worktrees, home.worktrees())).of(world);
    }

    /// What a kill would do to its worktree that somebody should know before, a sentence each;
    /// empty when the worktree goes and nothing is lost by that.
    ///
    /// @param ending the processes that the kill ends, and which therefore keep nothing
    /// @param others where other agents work
    List<String> losses(Agent agent, Set<Long> ending, Set<String> others) {
        Optional<Path> tree = tree(agent).or(() -> unknown(agent));
        if (tree.isEmpty()) {
            return List.of();
        }
        if (others.contains(tree.get().toString())) {
            return List.of(STAYS + SHARED);
        }
        try {
            return switch (worktrees.safety(tree.get(), ending)) {
                case Verdict.Keep keep -> List.of(STAYS + keep.text().replace('\n', ' '));
                case Verdict.Removable(_, var ignored) ->
                        ignored
                                .text()
                                .map(files -> "its worktree goes, and with it " + files)
                                .stream()
                                .toList();
            };
        } catch (GitException broken) {
            return List.of(STAYS + String.valueOf(broken.getMessage()).replace('\n', ' '));
        }
    }

    /// Removes it if that is safe and it is nobody else's; what came of it, in words, and whether
    /// it is gone. Empty when there was nothing to remove.
    Optional<Gone> remove(Agent agent, Set<String> others) {
        Optional<Path> tree = tree(agent).or(() -> unknown(agent));
        if (tree.isPresent() && others.contains(tree.get().toString())) {
            return Optional.of(new Gone(false, SHARED));
        }
        tree.ifPresent(path -> worktrees.takeOff(path, OVERLAY));
        return tree.map(path ->
                switch (worktrees.remove(path)) {
                    case Removal.Removed(_, var branch, var ignored) ->
                            new Gone(
                                    true,
                                    Stream.concat(
                                                    branch
                                                            .map(b -> "the branch " + b + " stays")
                                                            .stream(),
                                                    ignored
                                                            .text()
                                                            .map(files -> "gone with it: " + files)
                                                            .stream())
                                            .collect(Collectors.joining("; ")));
                    case Removal.Kept(_, Verdict.Keep keep) ->
                            new Gone(false, "worktree kept: " + keep.text());
                });
    }

    /// Where other agents work: nobody's place goes because of somebody else's end.
    static Set<String> others(World world, Agent agent) {
        return world.agents().values().stream()
                .filter(a -> !a.session().equals(agent.session()))
                .flatMap(a -> a.site().stream())
                .map(Site::directory)
                .collect(Collectors.toSet());
    }

    /// One that was made for the session, though nobody got to say so before it ended.
    private Optional<Path> unknown(Agent agent) {
        return agent.site().isEmpty()
                        && agent.spec().workplace() instanceof Workplace.Worktree workplace
                ? worktrees.made(
                        Path.of(workplace.path()), agent.id().value(), agent.session().value())
                : Optional.empty();
    }

    record Gone(boolean removed, String detail) {
        static final Gone NOTHING = new Gone(false, "");
    }

    /// What the agent changed since its base, as a unified diff.
    String diff(Agent agent) {
        return tree(agent)
                .map(path ->
                        diffs.text(path, agent.site().flatMap(Site::base).orElse("HEAD"), DIFF_MAX)
                                .text())
                .orElse("");
    }

    private static Optional<Path> tree(Agent agent) {
        return agent.site()
                .filter(site -> site.branch().isPresent() && agent.adopted().isEmpty())
                .map(site -> Path.of(site.directory()))
                .filter(Files::isDirectory);
    }
}
