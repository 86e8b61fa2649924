package dev.kelpie.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// install.sh as a person runs it, with the build that is there already: on, on again, and off.
class InstallIT {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path DIST = Path.of("target/dist").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;
    private Path home;
    private Path prefix;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void a_home_of_its_own() throws IOException {
        assumeTrue(Files.exists(DIST.resolve("lib/kelpie.jar")), "the app is packaged");
        home = Files.createDirectory(folder.resolve("a home"));
        prefix = folder.resolve("some where/local");
        environment.put("HOME", home.toString());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("KELPIE_DIST", DIST.toString());
    }

    @Test
    void it_installs_twice_and_takes_off_exactly_what_it_put_on() throws Exception {
        Path state = Files.createDirectories(home.resolve(".local/state/kelpie"));
        Files.writeString(state.resolve("kelpie.db"), "the herd");
        List<String> before = tree(folder);
        Ran first = install("--prefix", prefix.toString());
        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains("is not on your PATH");
        assert_installed();
        List<String> once = tree(prefix);

        Ran second = install("--prefix=" + prefix);
        assertThat(second.code()).as(second.out() + second.err()).isZero();
        assert_installed();
        assertThat(tree(prefix)).isEqualTo(once);

        Ran off = install("--uninstall", "--prefix", prefix.toString());
        assertThat(off.code()).as(off.out() + off.err()).isZero();
        assertThat(off.out()).contains("kept     " + state);
        assertThat(tree(folder)).isEqualTo(before);
        assertThat(install("--uninstall", "--prefix", prefix.toString()).out())
                .contains("nothing to remove");
    }

    @Test
    void who_has_its_completion_gets_the_new_one_with_the_next_version() throws Exception {
        Path completion = home.resolve(".local/share/bash-completion/completions/kelpie");
        assertThat(install("--prefix", prefix.toString()).code()).isZero();
        assertThat(completion).doesNotExist();
        assertThat(install("--prefix", prefix.toString(), "--completion").code()).isZero();
        String fresh = Files.readString(completion);
        Files.writeString(completion, "of an older version");

        assertThat(install("--prefix", prefix.toString()).code()).isZero();
        assertThat(completion).hasContent(fresh);
        assertThat(Files.readAllLines(prefix.resolve("share/kelpie/installed")))
                .containsOnlyOnce("file " + completion);
        assertThat(install("--uninstall", "--prefix", prefix.toString()).code()).isZero();
        assertThat(completion).doesNotExist();
    }

    @Test
    void a_prefix_may_be_relative_and_the_way_there_may_have_spaces() throws Exception {
        Path cwd = Files.createDirectory(folder.resolve("work here"));
        Ran ran = run(cwd, "--prefix", "rel ative");
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(cwd.resolve("rel ative/bin/kelpie").toRealPath())
                .isEqualTo(cwd.toRealPath().resolve("rel ative/share/kelpie/bin/kelpie"));
        assertThat(run(cwd, "--prefix", "rel ative", "--uninstall").code()).isZero();
        assertThat(cwd).isEmptyDirectory();
    }

    @Test
    void what_others_put_there_is_left_alone() throws Exception {
        Path bin = Files.createDirectories(prefix.resolve("bin"));
        Files.writeString(bin.resolve("kelpie"), "another program");
        Ran ran = install("--prefix", prefix.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("is another program").contains("Move it away");
        assertThat(install("--uninstall", "--prefix", prefix.toString()).code()).isZero();
        assertThat(tree(prefix)).containsExactly("bin", "bin/kelpie");
        assertThat(bin.resolve("kelpie")).hasContent("another program");
    }

    @Test
    void a_folder_that_it_did_not_make_is_never_replaced() throws Exception {
        Path share = Files.createDirectories(prefix.resolve("share/kelpie"));
        Files.writeString(share.resolve("mine"), "precious");
        Ran ran = install("--prefix", prefix.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("was not made by this script");
        assertThat(share.resolve("mine")).hasContent("precious");
    }

    @Test
    void it_refuses_an_option_that_it_does_not_know() throws Exception {
        Ran ran = install("--prefx", "x");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("unknown option: --prefx");
        assertThat(install("--help").out()).contains("--uninstall");
    }

    @Test
    void without_a_way_to_get_what_is_missing_it_says_what_and_how() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("sh", "dirname", "id", "mktemp", "rm", "tail", "sed", "cat")) {
            Path script = bin.resolve(tool);
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec /usr/bin/env -S PATH=/usr/bin:/bin " + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        environment.put("PATH", bin.toString());
        Ran ran = install("--prefix", prefix.toString());
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("git is missing").contains("install 'git'");
        assertThat(prefix).doesNotExist();
    }

    private void assert_installed() throws IOException, InterruptedException {
        Path command = prefix.resolve("bin/kelpie");
        assertThat(command).isSymbolicLink().isExecutable();
        assertThat(prefix.resolve("share/kelpie/native"))
                .isDirectoryContaining("glob:**sqlitejdbc*");
        Ran ran =
                Ran.run(
                        Ran.builder(
                                folder, environment, List.of(command.toString(), "reset-terminal")),
                        new byte[0]);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("\033[?2026l");
    }

    private Ran install(String... options) throws IOException, InterruptedException {
        return run(folder, options);
    }

    private Ran run(Path cwd, String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(REPOSITORY.resolve("install.sh").toString()));
        command.addAll(List.of(options));
        return Ran.run(Ran.builder(cwd, environment, command), new byte[0], PATIENCE);
    }

    private static List<String> tree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> !path.equals(root))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
