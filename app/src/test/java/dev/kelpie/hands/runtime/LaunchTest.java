package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    @TempDir Path tmp;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void a_claude_on_the_path() throws Exception {
        Path bin = Files.createDirectories(tmp.resolve("bin"));
        Path claude = bin.resolve("claude");
        Files.writeString(claude, "#!/bin/sh\necho '2.1.329 (Claude Code)'\n");
        Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.putAll(
                Map.of(
                        "PATH", bin + ":/usr/bin:/bin",
                        "HOME", tmp.resolve("home").toString(),
                        "TMUX", "/tmp/x,1,0",
                        "CLAUDECODE", "1",
                        "NODE_OPTIONS", "--inspect",
                        "ANTHROPIC_API_KEY", "k",
                        "SOMEBODYS_SECRET", "s"));
    }

    @Test
    void claude_gets_its_settings_session_id_permissions_and_prompt() {
        Launch launch =
                runtimes().named("claude").orElseThrow().launch(request("claude", "-- do it"));

        assertThat(launch.argv())
                .containsExactly(
                        tmp.resolve("bin/claude").toString(),
                        "--settings",
                        tmp.resolve("s/settings.json").toString(),
                        "--permission-mode",
                        "acceptEdits",
                        "--session-id",
                        launch.conversation().orElseThrow(),
                        "--",
                        "-- do it");
        assertThat(launch.paste()).isEmpty();
        assertThat(launch.environment())
                .containsEntry("KELPIE_AGENT", "rex")
                .containsEntry("ANTHROPIC_API_KEY", "k")
                .doesNotContainKeys("TMUX", "CLAUDECODE", "NODE_OPTIONS", "SOMEBODYS_SECRET");
    }

    @Test
    void only_one_whose_command_holds_a_prompt_begins_by_itself() {
        AgentRuntime claude = runtimes().named("claude").orElseThrow();
        AgentRuntime shell = runtimes().named("shell").orElseThrow();

        assertThat(claude.beginsByItself(request("claude", "go").spec(), false)).isTrue();
        assertThat(claude.beginsByItself(request("claude", "go").spec(), true))
                .as("resumed")
                .isFalse();
        assertThat(claude.beginsByItself(request("claude", "").spec(), false)).isFalse();
        assertThat(claude.beginsByItself(request("claude", "x".repeat(200_000)).spec(), false))
                .as("pasted")
                .isFalse();
        assertThat(shell.beginsByItself(request("shell", "go").spec(), false)).isFalse();
    }

    @Test
    void a_conversation_is_gone_on_with_or_begun_if_the_last_session_had_no_turn()
            throws Exception {
        AgentRuntime claude = runtimes().named("claude").orElseThrow();

        assertThat(claude.launch(request("claude", "x", Optional.of("an-id"))).argv())
                .endsWith("--session-id", "an-id");

        Path folder = Files.createDirectories(tmp.resolve("home/.claude/projects/elsewhere"));
        Path file = folder.resolve("an-id.jsonl");
        Files.writeString(file, "{\"type\":\"mode\",\"mode\":\"normal\"}\n");
        Launch begun = claude.launch(request("claude", "x", Optional.of("an-id")));
        assertThat(begun.argv())
                .as("not a word in it, and its id taken")
                .endsWith("--session-id", begun.conversation().orElseThrow())
                .doesNotContain("an-id");
        assertThat(begun.notice().orElseThrow()).contains("its first prompt was not given again");

        Files.writeString(file, "{\"parentUuid\":null,\"type\":\"user\"}\n");
        Launch goneOn = claude.launch(request("claude", "x", Optional.of("an-id")));
        assertThat(goneOn.notice()).isEmpty();
        assertThat(goneOn.argv()).endsWith("--resume", "an-id");
        assertThat(goneOn.conversation()).contains("an-id");
    }

    @Test
    void a_missing_program_is_refused_with_the_way_to_install_it() {
        environment.put("PATH", "/nowhere");

        assertThatThrownBy(() ->
                        runtimes().named("claude").orElseThrow().launch(request("claude", "x")))
                .isInstanceOf(RuntimeMissing.class)
                .hasMessageContaining("npm install -g @anthropic-ai/claude-code");
    }

    private Runtimes runtimes() {
        return new Runtimes(tmp.resolve("runtimes"), tmp.resolve("k"), environment, Map.of());
    }

    private LaunchRequest request(String runtime, String prompt) {
        return request(runtime, prompt, Optional.empty());
    }

    private LaunchRequest request(String runtime, String prompt, Optional<String> resume) {
        return new LaunchRequest(
                new AgentId("rex"),
                new SessionId("abcdefgh"),
                tmp.resolve("s"),
                tmp,
                new AgentSpec(
                        runtime,
                        new Workplace.Directory(tmp.toString()),
                        Optional.empty(),
                        Permissions.ACCEPT_EDITS,
                        Optional.empty(),
                        Optional.of(prompt),
                        Map.of()),
                resume,
                "token",
                tmp.resolve("door"));
    }
}
