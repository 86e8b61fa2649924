package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the built program really prints with `--json`, held against the published schemas.
class JsonIT {
    /// Attached, the terminal is the agent's: there is no answer but a refusal.
    private static final Set<String> NO_ANSWER = Set.of("attach");

    @TempDir Path folder;
    private Built built;
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();

    @BeforeEach
    void home() throws Exception {
        built = new Built(folder);
        Outside.repository(built.folder.resolve("repo"), Map.of("PATH", System.getenv("PATH")));
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    /// A line such as `0 ls --state waiting`: the exit code, then the words.
    private JsonNode says(String line) throws Exception {
        List<String> words = Arrays.asList(line.split(" ", -1));
        var argv = new ArrayList<>(words.subList(1, words.size()));
        argv.add("--json");
        Built.Answer answer = built.kelpie(argv.toArray(String[]::new));

        assertThat(answer.code()).as(line + answer).isEqualTo(Integer.parseInt(words.getFirst()));
        assertThat(answer.out().lines()).as(line + answer).isNotEmpty();
        if (!words.get(1).equals("demo")) {
            assertThat(answer.out().lines()).as("one object: " + line + answer).hasSize(1);
        }
        return published(words.get(1), last(answer.out()), line);
    }

    private JsonNode published(String verb, String text, String line) throws IOException {
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(Schemas.faults(verb, json)).as(line + ": " + text).isEmpty();
        (json.has("error") ? refused : answered).add(verb);
        return json;
    }

    private static String last(String text) {
        return text.lines().reduce((_, line) -> line).orElse("");
    }

    @Test
    void every_answer_and_every_refusal_is_as_published() throws Exception {
        needing_no_engine();
        spawning();
        talking();
        looking();
        ending();
        strangers();
        says("0 down");

        assertThat(answered).doesNotContainAnyElementsOf(NO_ANSWER);
        assertThat(verbs()).allSatisfy(v -> assertThat(refused).contains(v));
        assertThat(verbs())
                .filteredOn(v -> !NO_ANSWER.contains(v))
                .allSatisfy(v -> assertThat(answered).contains(v));
    }

    private static List<String> verbs() {
        return Said.verbs().all().stream().map(v -> v.verb()).map(Verb::name).toList();
    }

    private void needing_no_engine() throws Exception {
        for (String verb : verbs()) {
            says("2 " + verb + " --no-such-option");
        }
        says("0 ls");
        says("0 status");
        says("0 config");
        says("0 version");
        says("0 completion zsh");
        says("0 reset-terminal");
        says("3 attach nobody");
        says("0 demo --headless --for 2s");
        says("0 daemon");
        JsonNode unknown = new ObjectMapper().readTree(built.kelpie("spwan", "--json").out());
        assertThat(Schemas.faults("parts/error", unknown)).isEmpty();
    }

    private void spawning() throws Exception {
        Files.createDirectories(built.folder.resolve("a"));
        Files.createDirectories(built.folder.resolve("b"));
        String asks = "--runtime fake --no-worktree --env KELPIE_FAKE_SCRIPT=demo_permission";
        says("0 spawn asker --prompt go " + asks);
        says("1 spawn asker --prompt go " + asks);
        says("0 spawn worker --runtime fake --repo repo --prompt hello");
        says("0 spawn --dir a --dir b --command cat");
        says("1 spawn nowhere --runtime fake --repo a");
    }

    private void talking() throws Exception {
        says("0 wait asker --until waiting --timeout 60s");
        says("4 wait asker --until limited --timeout 1ms");
        says("0 status asker");
        says("0 answer asker");
        says("0 answer asker 1");
        says("1 answer a");
        says("0 wait worker --timeout 60s");
        says("0 send worker again --wait");
        says("1 send nobody again");
    }

    private void looking() throws Exception {
        says("0 worktree list");
        says("1 worktree remove worker");
        says("0 worktree repair");
        says("0 ls");
        says("0 status");
        says("1 status nobody");
        for (String verb : List.of("capture", "diff", "transcript", "explain")) {
            says("0 " + verb + " worker");
            says("1 " + verb + " nobody");
        }
        says("0 log");
        says("0 doctor");
    }

    private void ending() throws Exception {
        JsonNode some = says("1 stop a nobody b no-one");
        assertThat(some.at("/error/reason").asText()).isEqualTo("unknown_agent");
        assertThat(some.path("results").findValuesAsText("result"))
                .containsExactly("done", "done", "refused", "refused");
        assertThat(some.path("results").findValuesAsText("agent"))
                .containsExactly("a", "b", "nobody", "no-one");
        assertThat(says("1 resume a b worker").path("results").findValuesAsText("reason"))
                .containsExactly("still_running", "not_resumable", "not_resumable");
        says("0 stop worker");
        says("1 stop a");
        says("1 resume a");
        says("0 resume worker");
        says("0 stop worker");
        says("0 worktree remove worker");
        says("0 kill a b asker worker --remove");
        says("1 kill a");
        says("0 restore a");
        says("1 restore nobody");
        says("0 ls");
        for (String line : built.done("events", "--json").out().lines().toList()) {
            published("events", line, "events");
        }
        Built.Answer followed =
                built.run(
                        built.folder,
                        List.of("timeout", "2", Built.LAUNCHER.toString(), "events", "--follow"));
        assertThat(followed.out().lines().toList()).hasSizeGreaterThan(20);
        for (String line : followed.out().lines().toList()) {
            published("events", line, "events --follow");
        }
    }

    private void strangers() throws Exception {
        says("0 adopt");
        Path claude = Files.createDirectory(built.folder.resolve("bin")).resolve("claude");
        Files.copy(Path.of("/bin/sleep").toRealPath(), claude);
        List<String> tmux = List.of("tmux", "-f", "/dev/null", "new-session", "-d", claude + " 60");
        assertThat(built.run(built.folder, tmux).code()).isZero();
        Built.until("the agent is seen", () -> !built.done("adopt").out().startsWith("no "));
        String target = says("0 adopt").path("data").path(0).path("target").asText();
        says("0 adopt " + target + " --name found");
        says("1 adopt " + target);
        says("0 ls");
        says("0 status found");
        says("1 send found hello");
        says("1 stop found");
        says("1 kill found");
        says("1 adopt --kill " + target);
        says("0 adopt --release found");
        says("1 adopt --release found");
        for (String line : built.done("events", "--json").out().lines().toList()) {
            published("events", line, "events");
        }
        says("1 adopt --kill " + target);
        says("0 adopt --yes --kill " + target);
    }
}
