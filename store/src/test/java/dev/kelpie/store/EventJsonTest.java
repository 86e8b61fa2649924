package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Event;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Message;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Usage;
import dev.kelpie.model.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"events-v1.jsonl", "events-v2.jsonl"})
    void the_lines_of_every_version_are_read_for_ever(String file) throws IOException {
        assertThat(golden(file).stream().map(EventJson::read).toList()).isEqualTo(Samples.events());
    }

    @Test
    void the_form_is_stable() throws IOException {
        assertThat(Samples.events().stream().map(EventJson::write).toList())
                .isEqualTo(golden("events-v2.jsonl"));
    }

    @Test
    void what_came_with_adopted_agents_is_read_and_written_for_ever() throws IOException {
        assertThat(Samples.adopted().stream().map(EventJson::write).toList())
                .isEqualTo(golden("events-v3.jsonl"));
        assertThat(golden("events-v3.jsonl").stream().map(EventJson::read).toList())
                .isEqualTo(Samples.adopted());
    }

    @Test
    void every_kind_has_a_line() {
        assertThat(Samples.events().stream().map(EventJson::kind).collect(Collectors.toSet()))
                .isEqualTo(EventJson.EVENTS.types().keySet());
    }

    @Test
    void every_kind_is_read_as_what_it_is_called() {
        EventJson.EVENTS
                .types()
                .forEach((name, type) -> {
                    Event event = (Event) new AnyValue(1).of((Class<?>) type);
                    assertThat(EventJson.kind(event)).isEqualTo(name);
                });
    }

    @Test
    void the_words_of_constants_stay() throws IOException {
        var words =
                Json.mapper()
                        .writeValueAsString(
                                List.of(
                                        Activity.Why.values(),
                                        Finding.Source.values(),
                                        Message.Phase.values(),
                                        Message.Fate.values(),
                                        Permissions.values(),
                                        Reason.values()));

        assertThat(words.replace("],[", "],\n["))
                .isEqualTo(
                        """
                        [["turn-done","question","permission","plan"],
                        ["tmux","registry","hook","transcript","screen","none"],
                        ["queued","delivering","finishing"],
                        ["delivered","held","unconfirmed","undeliverable","unsure"],
                        ["default","ask","accept-edits","auto","bypass"],
                        REASONS]\
                        """
                                .replace("REASONS", reasons()));
    }

    /// Reasons are added often, and only ever read by people.
    private static String reasons() {
        return Stream.of(Reason.values())
                .map(reason -> reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    @Test
    void what_is_missing_is_empty_and_what_is_unknown_is_passed_over() {
        assertThat(
                        EventJson.read(
                                """
                                {"kind":"session-requested","agent":"a","session":"session1",
                                 "colour":"red","spec":{"runtime":"claude","permissions":"ask",
                                 "workplace":{"kind":"directory","path":"/w","depth":3}}}\
                                """))
                .isEqualTo(
                        new Event.SessionRequested(
                                new AgentId("a"),
                                new SessionId("session1"),
                                new AgentSpec(
                                        "claude",
                                        new Workplace.Directory("/w"),
                                        Optional.empty(),
                                        Permissions.ASK,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of()),
                                false));
        assertThat(
                        EventJson.read(
                                "{\"agent\":\"a\",\"session\":\"session1\",\"usage\":{},"
                                        + "\"kind\":\"usage-seen\"}"))
                .isEqualTo(
                        new Event.UsageSeen(
                                new AgentId("a"), new SessionId("session1"), Usage.NONE));
    }

    @Test
    void what_cannot_be_understood_is_refused() {
        for (String line :
                List.of(
                        "",
                        "{",
                        "null",
                        "[]",
                        "{\"agent\":\"a\"}",
                        "{\"kind\":\"dreamt\",\"agent\":\"a\"}",
                        "{\"kind\":\"agent-removed\"}",
                        "{\"kind\":\"agent-removed\",\"agent\":\"Not A Name\"}",
                        "{\"kind\":\"agent-removed\",\"agent\":{}}",
                        "{\"kind\":\"noted\",\"agent\":\"a\"}",
                        "{\"kind\":\"agent-removed\",\"agent\":\"a\"} {}",
                        "{\"kind\":\"stop-requested\",\"agent\":\"a\",\"session\":\"session1\","
                                + "\"deadline\":\"soon\"}")) {
            assertThatThrownBy(() -> EventJson.read(line))
                    .as(line)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Event");
        }
    }

    private static List<String> golden(String file) throws IOException {
        try (InputStream in = EventJsonTest.class.getResourceAsStream("/" + file)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
