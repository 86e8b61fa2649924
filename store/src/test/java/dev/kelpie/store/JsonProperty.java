package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.Condition;

class JsonProperty {
    private static final ObjectMapper MAPPER = Json.mapper();
    private static final Condition<String> ASCII =
            new Condition<>(text -> text.chars().allMatch(c -> c >= ' ' && c < 128), "ASCII");

    @Property(tries = 50)
    void every_event_reads_back_as_it_was_written(@ForAll long seed) {
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            var event = (Event) new AnyValue(seed).of(kind);

            String json = EventJson.write(event);

            assertThat(EventJson.read(json)).isEqualTo(event);
            assertThat(json).startsWith("{\"kind\":\"" + EventJson.kind(event) + "\"");
            assertThat(json).doesNotContain("\n").is(ASCII);
        }
    }

    @Property(tries = 50)
    void everything_that_is_kept_or_sent_reads_back_as_it_was_written(@ForAll long seed)
            throws JsonProcessingException {
        var any = new AnyValue(seed);
        for (Class<?> type :
                List.of(Agent.class, Message.class, Outcome.class, Stamped.class, World.class)) {
            Object value = any.of(type);

            String json = MAPPER.writeValueAsString(value);

            assertThat((Object) MAPPER.readValue(json, type)).isEqualTo(value);
        }
    }
}
