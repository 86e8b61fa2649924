package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.SessionId;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent is given by `--env` is its own: nobody is told it, and a resume still has it.
class SecretsIT {
    private static final String SECRET = "ghp_0123456789abcdef";

    @TempDir Path folder;
    private TestHerd herd;

    @BeforeEach
    void herd() throws Exception {
        herd = TestHerd.started(folder);
    }

    @AfterEach
    void end() throws Exception {
        herd.close();
    }

    @Test
    void what_an_agent_got_by_env_is_told_to_nobody() throws Exception {
        herd.spawn("one", "", "TOK", SECRET);
        herd.spawn("two", "");
        herd.awaits("one", "waiting");
        herd.awaits("two", "waiting");
        Path token = herd.home.session(herd.agent("two").session()).resolve("token");

        for (List<String> words :
                List.of(
                        List.of("events"),
                        List.of("events", "--json"),
                        List.of("log"),
                        List.of("log", "one", "--json"),
                        List.of("status", "one", "--json"),
                        List.of("ls", "--json"),
                        List.of("explain", "one"))) {
            String[] argv = words.toArray(String[]::new);
            for (Outside.Ran ran :
                    List.of(herd.cliAs(Files.readString(token).strip(), argv), herd.cli(argv))) {
                assertThat(ran.code()).as(words + ran.err()).isZero();
                assertThat(ran.out() + ran.err()).as(words.toString()).doesNotContain(SECRET);
            }
        }
        assertThat(herd.cli("events").out()).contains("\"TOK\":\"***\"");
    }

    @Test
    void a_resume_still_has_it() throws Exception {
        herd.spawn("one", "", "TOK", SECRET);
        herd.awaits("one", "waiting");
        herd.send("one", "hello");
        herd.until("it heard", _ -> herd.heard("one").contains("hello"));
        herd.awaits("one", "waiting");
        herd.done(new Stop(new AgentId("one")));
        herd.awaits("one", "ended");

        herd.done(new Resume(new AgentId("one"), new SessionId(Secret.id())));
        herd.awaits("one", "waiting");

        Path process = Path.of("/proc", "" + herd.agent("one").pane().orElseThrow().pid());
        assertThat(Files.readString(process.resolve("environ")).split("\0"))
                .contains("TOK=" + SECRET);
    }
}
