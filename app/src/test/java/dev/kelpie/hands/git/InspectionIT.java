package dev.kelpie.hands.git;

import static dev.kelpie.hands.git.Playground.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionIT {
    @TempDir Path folder;
    private Playground play;
    private Path repository;

    @BeforeEach
    void makeARepository() {
        play = new Playground(folder);
        repository = play.repository("project");
    }

    @Test
    void a_directory_is_told_for_what_it_is() {
        var common = repository.resolve(".git");
        var head = play.run(repository, "rev-parse", "HEAD");
        write(repository.resolve("dirt"), "x");
        write(repository.resolve("readme.txt"), "changed");

        assertThat(play.worktrees.inspect(play.top))
                .isEqualTo(new Inspection.NotARepository(play.top));
        assertThat(play.worktrees.inspect(play.top.resolve("nowhere")))
                .isEqualTo(new Inspection.NotARepository(play.top.resolve("nowhere")));
        assertThat(play.worktrees.inspect(repository))
                .isEqualTo(
                        new Inspection.Repository(
                                repository,
                                repository,
                                common,
                                new Inspection.Head.Branch("main", head),
                                2,
                                false));
    }

    @Test
    void bare_unborn_and_detached_are_said() {
        play.run(play.top, "init", "-q", "--bare", "bare.git");
        play.run(play.top, "init", "-q", "unborn");
        play.run(repository, "checkout", "-q", "--detach");

        assertThat(play.worktrees.inspect(play.top.resolve("bare.git")))
                .isEqualTo(new Inspection.Bare(play.top.resolve("bare.git")));
        assertThat(
                        ((Inspection.Repository) play.worktrees.inspect(play.top.resolve("unborn")))
                                .head())
                .isEqualTo(new Inspection.Head.Unborn("main"));
        var detached = (Inspection.Repository) play.worktrees.inspect(repository);
        assertThat(detached.head()).isInstanceOf(Inspection.Head.Detached.class);
        assertThat(detached.notices(Optional.empty()))
                .singleElement()
                .asString()
                .contains("on no branch");
        assertThat(detached.notices(Optional.of("main"))).isEmpty();

        write(repository.resolve("dirt"), "x");
        assertThat(
                        ((Inspection.Repository) play.worktrees.inspect(repository))
                                .notices(Optional.of("main")))
                .containsExactly(
                        "1 file is changed and not committed in "
                                + repository
                                + "; the agent starts without it");
    }
}
