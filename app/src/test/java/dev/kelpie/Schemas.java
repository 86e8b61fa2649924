package dev.kelpie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The published schemas of what `--json` answers.
final class Schemas {
    static final Path FOLDER = Path.of("..", "docs", "schema").toAbsolutePath().normalize();

    /// What several verbs answer.
    static final List<String> PARTS = List.of("agent", "waiting", "alert", "error");

    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private Schemas() {}

    static JsonNode of(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readString(FOLDER.resolve(name + ".json")));
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    /// What is wrong with an answer of the verb, in words; nothing when it is as published.
    static List<String> faults(String verb, JsonNode answer) {
        var schema = FACTORY.getSchema(FOLDER.resolve(verb + ".json").toUri());
        return schema.validate(answer).stream().map(ValidationMessage::toString).toList();
    }
}
