package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person gets by the Tab key, in real shells in a terminal of their own.
class CompletionIT {
    @TempDir Path folder;
    private Built built;

    /// Found by its name, as a person's shell finds it.
    @BeforeEach
    void kelpie_on_the_path() throws Exception {
        built = new Built(folder);
        onPath(Built.LAUNCHER.resolveSibling("."));
        Files.createDirectories(built.folder.resolve("fold-er"));
        Files.writeString(built.folder.resolve(".zshrc"), "");
        Path own = Files.createDirectory(built.config.resolve("runtimes"));
        Files.writeString(own.resolve("my-own.toml"), "extends = \"shell\"\n");
        Files.writeString(own.resolve("my-o $(touch owned).toml"), "");
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    private Built.Answer tmux(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tmux", "-L", "shell", "-f", "/dev/null"));
        command.addAll(List.of(words));
        return built.run(built.folder, command);
    }

    private void onPath(Path first) {
        built.environment.merge(
                "PATH", first.normalize().toString(), (path, dir) -> dir + ":" + path);
    }

    private static void shell(String name) {
        boolean there =
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, name)));
        assumeTrue(there, "NOT TESTED: " + name + " is not installed here");
    }

    private void start(String shell, String command, String load) throws Exception {
        shell(shell);
        assertThat(tmux("new-session", "-d", "-x", "200", "-y", "50", command).code()).isZero();
        type("PS1='> '; clear; " + load + "; echo load''ed\r");
        Built.until(shell + " has the script", () -> screen().contains("loaded"));
        tmux("send-keys", "C-l");
        Built.until("the screen is clear", () -> !screen().contains("loaded"));
    }

    private void type(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", text);
    }

    private String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p").out();
    }

    /// Types the line and Tab, waits until it has become what it should, and clears it away.
    private void becomes(String line, String whole) throws IOException, InterruptedException {
        type(line + "\t");
        Built.until(
                "'" + line + "' becomes '" + whole + "', on " + screen(),
                () -> screen().contains(whole));
        tmux("send-keys", "C-u", "C-l");
        Built.until("the line is empty", () -> !screen().contains(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bash | bash --norc --noprofile -i | source <(kelpie completion bash)
                    zsh  | zsh -i                     | source <(kelpie completion zsh)
                    """)
    void the_tab_key_completes_verbs_options_values_files_and_names(
            String shell, String command, String load) throws Exception {
        built.done("spawn", "only-one", "--no-worktree", "--command", "cat");
        start(shell, command, load);

        becomes("kelpie reset-t", "kelpie reset-terminal");
        becomes("kelpie spawn --no-wo", "kelpie spawn --no-worktree");
        becomes("kelpie spawn --permissions by", "kelpie spawn --permissions bypass");
        becomes("kelpie spawn --dir fol", "kelpie spawn --dir fold-er/");
        becomes("kelpie spawn --runtime gem", "kelpie spawn --runtime gemini");
        becomes("kelpie spawn --runtime my-o", "kelpie spawn --runtime my-own");
        becomes("kelpie kill on", "kelpie kill only-one");
        becomes("kelpie wait only-one on", "kelpie wait only-one only-one");
        becomes("kelpie wait --until lim", "kelpie wait --until limited");
    }

    @Test
    void fish_completes_verbs_options_values_and_names() throws Exception {
        shell("fish");
        built.done("spawn", "only-one", "--no-worktree", "--command", "cat");

        assertThat(fish("kelpie reset-t")).contains("reset-terminal");
        assertThat(fish("kelpie spawn --no-wo")).contains("--no-worktree");
        assertThat(fish("kelpie spawn --permissions by")).contains("bypass");
        assertThat(fish("kelpie spawn --runtime gem")).contains("gemini");
        assertThat(fish("kelpie spawn --runtime my-o")).isEqualTo("my-own\n");
        assertThat(fish("kelpie kill on")).contains("only-one");
    }

    private String fish(String line) throws IOException, InterruptedException {
        String script = "kelpie completion fish | source; complete -C '" + line + "'";
        return built.run(built.folder, List.of("fish", "--no-config", "-c", script)).out();
    }

    /// A `kelpie` that answers with what must never reach a shell as code.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bash | bash --norc --noprofile -i
                    zsh  | zsh -i
                    """)
    void what_is_not_a_name_is_left_out_and_never_evaluated(String shell, String command)
            throws Exception {
        shell(shell);
        Path script = built.folder.resolve("completion");
        Files.writeString(script, built.done("completion", shell).out());
        Path folder = Files.createDirectory(built.folder.resolve("evil"));
        Path evil = folder.resolve("kelpie");
        Files.writeString(
                evil,
                """
                #!/bin/sh
                echo '$(touch owned)'
                echo '`touch owned`'
                echo 'x;touch owned'
                echo fine-one
                """);
        assertThat(evil.toFile().setExecutable(true)).isTrue();
        onPath(folder);
        start(shell, command, "source " + script);

        becomes("kelpie kill ", "kelpie kill fine-one");

        assertThat(built.folder.resolve("owned")).doesNotExist();
    }

    /// A JVM with these options does not start, as the second verb shows.
    @Test
    void names_come_without_a_jvm_while_an_engine_runs() throws Exception {
        built.done("spawn", "only-one", "--no-worktree", "--command", "cat");
        built.environment.put("KELPIE_JAVA_OPTS", "-XX:NoSuchOption");

        assertThat(built.done("ls", "--names").out()).isEqualTo("only-one\n");
        assertThat(built.kelpie("completion", "bash").code()).isNotZero();

        built.environment.remove("KELPIE_JAVA_OPTS");
    }
}
