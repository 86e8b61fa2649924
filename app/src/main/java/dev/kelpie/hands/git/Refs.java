package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Reads where branches are, many times a second, without starting a process. Opening the first one
/// takes a second or more (JGit measures the file system), so it does not belong where anybody
/// waits. Reading refs runs no hook and no filter.
public final class Refs implements AutoCloseable {
    private static final String BRANCHES = "refs/heads/";

    private final Repository repository;

    private Refs(Repository repository) {
        this.repository = repository;
    }

    /// The refs of the repository with this common directory.
    public static Refs open(Path common) {
        try {
            return new Refs(
                    new FileRepositoryBuilder()
                            .setGitDir(common.toFile())
                            .setMustExist(true)
                            .build());
        } catch (IOException unreadable) {
            throw new GitException(
                    "open the repository " + common, "Check that it exists.", unreadable);
        }
    }

    /// The commit that a branch is at now.
    public Optional<String> tip(String branch) {
        try {
            return Optional.ofNullable(repository.exactRef(BRANCHES + branch))
                    .flatMap(Refs::commit);
        } catch (IOException unreadable) {
            throw new GitException("find branch " + branch, "Run `git fsck` there.", unreadable);
        }
    }

    /// All branches whose names begin so, and their commits.
    public Map<String, String> tips(String prefix) {
        var tips = new TreeMap<String, String>();
        try {
            for (var ref : repository.getRefDatabase().getRefsByPrefix(BRANCHES + prefix)) {
                commit(ref).ifPresent(id -> tips.put(ref.getName().substring(11), id));
            }
        } catch (IOException unreadable) {
            throw new GitException("list the branches", "Run `git fsck` there.", unreadable);
        }
        return tips;
    }

    private static Optional<String> commit(Ref ref) {
        return Optional.ofNullable(ref.getObjectId()).map(id -> id.name());
    }

    @Override
    public void close() {
        repository.close();
    }
}
