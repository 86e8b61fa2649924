package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.hands.spool.Spool;
import dev.kelpie.model.Activity;
import dev.kelpie.model.Activity.Why;
import dev.kelpie.model.Finding.Source;
import dev.kelpie.model.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An eye on a session whose files are those that the real program wrote.
class SessionEyeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PID = ProcessHandle.current().pid();

    @TempDir Path tmp;
    private Path home = Path.of("/");
    private Path session = Path.of("/");
    private Spool spool = new Spool(Path.of("/"));
    private int events;

    @BeforeEach
    void a_session() throws Exception {
        home = Files.createDirectories(tmp.resolve("claude"));
        session = Files.createDirectories(tmp.resolve("session"));
        spool = new Spool(session.resolve("spool")).make();
    }

    @Test
    void a_program_that_has_left_nothing_yet_is_booting() {
        assertThat(look(eye(), 1).finding().activity()).isEqualTo(new Activity.Booting());
    }

    @Test
    void the_register_counts_only_for_the_process_that_wrote_it() throws Exception {
        register("busy.json", 10, "1");

        assertThat(look(eye(), 11).finding().source()).isNotEqualTo(Source.REGISTRY);

        register("busy.json", 10, start());

        assertThat(look(eye(), 11).finding())
                .satisfies(f -> assertThat(f.source()).isEqualTo(Source.REGISTRY))
                .satisfies(f -> assertThat(f.activity()).isInstanceOf(Activity.Working.class));
    }

    @Test
    void whoever_took_a_text_works_until_its_screen_had_time_to_say_otherwise() throws Exception {
        String ready = resource("screens-of/gemini-0.61.0/answered.txt");
        String busy = resource("screens-of/gemini-0.61.0/busy.txt");
        SessionEye eye = gemini();
        assertThat(eye.look(pane("node"), Optional.of(ready), at(10)).finding().activity())
                .isEqualTo(Case.done());

        eye.handed(at(20));

        assertThat(eye.wantsScreen(at(21), false)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(eye.look(pane("node"), Optional.of(ready), at(21)).finding().activity())
                    .isInstanceOf(Activity.Working.class);
        }
        assertThat(eye.look(pane("node"), Optional.of(busy), at(22)).finding().activity())
                .isInstanceOf(Activity.Working.class);
        eye.look(pane("node"), Optional.of(ready), at(26));
        assertThat(eye.look(pane("node"), Optional.of(ready), at(27)).finding().activity())
                .isEqualTo(Case.done());
    }

    @Test
    void a_shell_in_front_of_an_agent_that_was_never_seen_is_its_wrapper() throws Exception {
        SessionEye eye = gemini();
        eye.look(pane("sh"), Optional.empty(), at(1));
        assertThat(eye.look(pane("sh"), Optional.empty(), at(2)).finding().activity())
                .isEqualTo(new Activity.Booting());

        eye.look(pane("node"), Optional.empty(), at(3));
        assertThat(eye.look(pane("sh"), Optional.empty(), at(4)).finding().activity())
                .isInstanceOf(Activity.Zombie.class);
    }

    @Test
    void a_question_comes_with_its_options_once_the_screen_was_seen() throws Exception {
        register("waiting-input.json", 20, start());
        hook("PermissionRequest", "PermissionRequest-question.json", 20);
        SessionEye eye = eye();

        Look blind = look(eye, 21);
        boolean wants = eye.wantsScreen(at(22), false);
        Look seen =
                eye.look(
                        pane(),
                        Optional.of(resource("screens-of/claude-2.1.329/question.txt")),
                        at(22));

        assertThat(blind.finding().activity())
                .isInstanceOfSatisfying(
                        Activity.Waiting.class, w -> assertThat(w.why()).isEqualTo(Why.QUESTION));
        assertThat(wants).isTrue();
        assertThat(seen.finding().activity())
                .isEqualTo(
                        new Activity.Waiting(
                                Why.QUESTION,
                                "Colour · Which colour?",
                                List.of("Red", "Blue", "Type something.", "Chat about this")));
        assertThat(eye.wantsScreen(at(23), false)).isFalse();
    }

    @Test
    void a_plan_is_no_mere_permission() throws Exception {
        register("waiting-plan.json", 20, start());
        hook("PermissionRequest", "PermissionRequest-plan.json", 20);

        assertThat(look(eye(), 21).finding().activity())
                .isEqualTo(new Activity.Waiting(Why.PLAN, "ExitPlanMode: # Plan", List.of()));
    }

    @Test
    void a_spent_quota_is_limited_until_the_time_that_the_program_names() throws Exception {
        register("idle-limit.json", 20, start());
        hook("UserPromptSubmit", "UserPromptSubmit.json", 15);
        hook("StopFailure", "StopFailure-limit.json", 20);
        status("statusline-limit.json");

        assertThat(look(eye(), 30).finding().activity())
                .isInstanceOfSatisfying(
                        Activity.Limited.class,
                        l -> {
                            assertThat(l.until()).isPresent();
                            assertThat(l.text()).startsWith("You've hit your 5-hour limit");
                        });
    }

    @Test
    void figures_are_the_programs_own() throws Exception {
        register("idle.json", 20, start());
        status("statusline.json");

        var usage = look(eye(), 30).usage();

        assertThat(usage.contextPercent()).contains(3);
        assertThat(usage.estimate()).isFalse();
        assertThat(usage.contextTokens()).contains(28_000L);
        assertThat(usage.contextWindow()).contains(1_000_000L);
        assertThat(usage.costDollars()).contains(0.113);
        assertThat(usage.model()).contains("Opus 5.5");
        assertThat(usage.tools()).as("no transcript: not told, not zero").isEmpty();
    }

    @Test
    void tools_and_todos_are_counted_from_the_transcript() throws Exception {
        transcript("tool.jsonl");
        SessionEye eye = eye();

        Look look = look(eye, 30);

        assertThat(look.usage().tools()).contains(1);
        assertThat(look.usage().contextTokens()).contains(1200L);
        assertThat(look.usage().contextPercent()).isEmpty();
        assertThat(eye.transcript(3))
                .containsExactly("< I shall touch it", "* Bash touch made-it", "< all done");
    }

    @Test
    void a_turn_is_proved_by_its_hook() throws Exception {
        SessionEye eye = eye();

        assertThat(eye.turnStartedSince(at(10))).isEmpty();
        hook("UserPromptSubmit", "UserPromptSubmit.json", 12);

        assertThat(eye.turnStartedSince(at(10))).contains(at(12));
        assertThat(eye.turnStartedSince(at(13))).isEmpty();
    }

    @Test
    void a_new_engine_knows_what_the_old_one_had_read() throws Exception {
        hook("UserPromptSubmit", "UserPromptSubmit.json", 12);
        look(eye(), 13);

        assertThat(eye().turnStartedSince(at(10))).contains(at(12));
    }

    @Test
    void compaction_is_told_once_for_the_timeline() throws Exception {
        hook("PreCompact", "PreCompact.json", 12);
        hook("PostCompact", "PostCompact.json", 14);
        SessionEye eye = eye();

        assertThat(look(eye, 15).notes()).contains("context compacted");
        assertThat(look(eye, 16).notes()).isEmpty();
    }

    @Test
    void the_conversation_follows_the_program() throws Exception {
        hook("SessionStart", "SessionStart.json", 12);

        assertThat(look(eye(), 13).conversation()).contains("ff68c493-694b-4ab1-9147-4c6dc4cc9076");
    }

    @Test
    void an_explanation_names_the_evidence_and_the_rule() throws Exception {
        register("busy.json", 10, start());
        hook("UserPromptSubmit", "UserPromptSubmit.json", 9);

        Explanation explanation = look(eye(), 11).explanation();

        assertThat(explanation.facts())
                .extracting(Explanation.Fact::source)
                .containsExactly("pane", "register", "hook");
        assertThat(explanation.tried().getLast()).isEqualTo("register-busy (REGISTRY)");
    }

    @Test
    void what_is_watched_is_where_things_arrive() {
        assertThat(eye().watched())
                .containsExactlyInAnyOrder(spool.arrivals(), session, home.resolve("sessions"));
    }

    @Test
    void a_verdict_that_is_held_back_wants_a_second_look_though_nothing_moves() throws Exception {
        SessionEye eye = eye();
        String ready = resource("screens-of/claude-2.1.329/ready.txt");
        eye.look(pane(), Optional.of(ready), at(1));

        Look held = look(eye, 4);
        assertThat(held.finding().activity()).isEqualTo(new Activity.Booting());
        assertThat(eye.wantsScreen(at(5), false)).isTrue();
        eye.look(pane(), Optional.of(ready), at(5));
        Look settled = eye.look(pane(), Optional.of(ready), at(6));

        assertThat(settled.finding().activity())
                .isEqualTo(new Activity.Waiting(Why.TURN_DONE, "", List.of()));
        assertThat(eye.wantsScreen(at(7), false)).isFalse();
    }

    private SessionEye gemini() {
        return eye("gemini");
    }

    private SessionEye eye() {
        return eye("claude");
    }

    private SessionEye eye(String runtime) {
        var runtimes =
                new Runtimes(
                        tmp.resolve("none"),
                        tmp,
                        Map.of("PATH", "/nowhere", "CLAUDE_CONFIG_DIR", home.toString()),
                        Map.of());
        return runtimes.named(runtime)
                .orElseThrow()
                .eye(
                        new EyeRequest(
                                new SessionId("abcdefgh"),
                                session,
                                tmp.resolve("work"),
                                Optional.of("c0ffee"),
                                Map.of(),
                                at(0),
                                false));
    }

    private static Look look(SessionEye eye, long second) {
        return eye.look(pane(), Optional.empty(), at(second));
    }

    private static PaneFacts pane() {
        return pane("claude");
    }

    private static PaneFacts pane(String command) {
        return new PaneFacts(false, PID, command, at(0), 0, 0);
    }

    private static Instant at(long second) {
        return Case.at(second);
    }

    private void register(String fixture, long second, String start) throws Exception {
        var node = (ObjectNode) JSON.readTree(resource("sessions/claude-2.1.329/" + fixture));
        node.put("pid", PID);
        node.put("procStart", start);
        node.put("statusUpdatedAt", at(second).toEpochMilli());
        Path folder = Files.createDirectories(home.resolve("sessions"));
        Files.writeString(folder.resolve(PID + ".json"), node.toString());
    }

    private void hook(String event, String fixture, long second) throws Exception {
        Path file = spool.arrivals().resolve(events++ + "." + event);
        Files.writeString(file, resource("hooks/claude-2.1.329/" + fixture));
        Files.setLastModifiedTime(file, FileTime.from(at(second)));
    }

    private void status(String fixture) throws Exception {
        Files.writeString(
                session.resolve("statusline.json"), resource("hooks/claude-2.1.329/" + fixture));
    }

    private void transcript(String fixture) throws Exception {
        String folder = tmp.resolve("work").toString().replaceAll("[^A-Za-z0-9]", "-");
        Path project = Files.createDirectories(home.resolve("projects").resolve(folder));
        Files.writeString(
                project.resolve("c0ffee.jsonl"), resource("transcripts/claude-2.1.329/" + fixture));
    }

    private static String start() throws Exception {
        Path stat = Path.of("/proc/" + PID + "/stat");
        if (!Files.exists(stat)) {
            return "";
        }
        String text = Files.readString(stat);
        return text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[19];
    }

    private static String resource(String name) throws Exception {
        return Files.readString(
                Path.of(
                        Objects.requireNonNull(SessionEyeTest.class.getResource("/" + name))
                                .toURI()));
    }
}
