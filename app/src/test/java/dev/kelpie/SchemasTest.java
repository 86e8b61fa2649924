package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.kelpie.model.Event;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every verb has a schema of its answers, and each is strict. `JsonIT` holds real answers against
/// them.
class SchemasTest {
    static Stream<String> verbs() {
        return Said.verbs().all().stream().map(v -> v.verb()).map(Verb::name);
    }

    @Test
    void every_verb_has_a_schema_and_no_schema_is_left_over() throws IOException {
        var expected = new ArrayList<>(verbs().map(v -> v + ".json").toList());
        Schemas.PARTS.forEach(p -> expected.add("parts/" + p + ".json"));
        try (Stream<Path> files = Files.walk(Schemas.FOLDER)) {
            assertThat(files.filter(Files::isRegularFile))
                    .extracting(f -> Schemas.FOLDER.relativize(f).toString())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void a_schema_is_one_and_lets_in_no_field_that_it_does_not_name(String verb)
            throws IOException {
        JsonNode schema = Schemas.of(verb);
        var meta =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(meta.validate(schema)).isEmpty();
        assertThat(Schemas.text(schema, "description")).isNotBlank();
        assertThat(schema.path("oneOf").path(1).path("$ref").asText())
                .isEqualTo("parts/error.json");
        assertThat(loose(schema.path("oneOf").path(0))).isEmpty();
    }

    /// Objects that name their fields and let in others, or that require none.
    private static List<String> loose(JsonNode node) {
        var loose = new ArrayList<String>();
        if (node.has("properties")
                && (node.path("additionalProperties").asBoolean(true) || !node.has("required"))) {
            loose.add(node.toString());
        }
        node.forEach(child -> loose.addAll(loose(child)));
        return loose;
    }

    static Stream<Class<?>> kinds() {
        return Stream.of(Event.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_kind_of_event_has_its_fields_in_the_schema(Class<?> kind) throws IOException {
        String name =
                kind.getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT);
        JsonNode part = Schemas.of("events").path("$defs").path(name);
        var fields = new ArrayList<>(List.of("kind"));
        Stream.of(kind.getRecordComponents()).map(RecordComponent::getName).forEach(fields::add);

        assertThat(part.path("properties").path("kind").path("const").asText()).isEqualTo(name);
        assertThat(part.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(fields);
        assertThat(part.path("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void a_renamed_or_missing_field_is_a_fault() throws IOException {
        ObjectNode answer =
                (ObjectNode)
                        new ObjectMapper()
                                .readTree(
                                        "{\"schema_version\":1,\"verb\":\"version\","
                                                + "\"data\":{\"version\":\"1\"}}");
        assertThat(Schemas.faults("version", answer)).isEmpty();
        answer.putObject("data").put("release", "1");
        assertThat(Schemas.faults("version", answer)).isNotEmpty();
        answer.putObject("data").put("version", "1");
        answer.remove("schema_version");
        assertThat(Schemas.faults("version", answer)).isNotEmpty();
    }
}
