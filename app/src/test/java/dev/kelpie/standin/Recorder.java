package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes what the real command lines showed and said into the test resources, when `-Drecord` is
/// given; else does nothing.
final class Recorder {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private static final int LONG = 400;
    private static final Set<String> VENDORS =
            Set.of("tools", "shape", "systemPrompt", "addedLines", "base_instructions", "rendered");

    private final String label;
    private final CliHome home;

    Recorder(RealCli cli, CliHome home) {
        this.label = cli.label();
        this.home = home;
    }

    private static boolean isOn() {
        return System.getProperty("record") != null;
    }

    /// The screen as it is now, plain and with colours.
    void screen(TestTmux.Pane pane, String state) {
        if (isOn()) {
            write("screens-of", state + ".txt", pane.screen() + "\n");
            write("screens-of", state + ".ansi.txt", pane.ansi() + "\n");
        }
    }

    /// The last payload of each of these hooks.
    void hooks(String suffix, String... events) {
        for (String event : events) {
            List<String> kept = home.kept(event);
            if (isOn() && !kept.isEmpty()) {
                json("hooks", event + suffix, kept.getLast());
            }
        }
    }

    void json(String kind, String name, String json) {
        if (isOn()) {
            write(kind, name + ".json", Json.parse(json).toPrettyString() + "\n");
        }
    }

    void lines(String kind, String name, String jsonLines) {
        if (isOn()) {
            String lines =
                    jsonLines
                            .lines()
                            .map(line -> shortened(Json.parse(line)).toString())
                            .collect(Collectors.joining("\n"));
            write(kind, name + ".jsonl", lines + "\n");
        }
    }

    /// Without the prompts and tool descriptions that the vendor sends along: large, and not ours.
    private static JsonNode shortened(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(field ->
                            field.setValue(
                                    VENDORS.contains(field.getKey())
                                            ? Json.array()
                                            : shortened(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, shortened(array.get(i)));
            }
        } else if (node.isTextual() && node.asText().length() > LONG) {
            return TextNode.valueOf(node.asText().substring(0, LONG) + "… (shortened)");
        }
        return node;
    }

    private void write(String kind, String name, String text) {
        Path file = RESOURCES.resolve(kind).resolve(label).resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, new Scrub(home).clean(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
