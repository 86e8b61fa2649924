package dev.kelpie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Function;

/// One line of `config.toml`, as `kelpie config` and the documentation show it.
record Setting(String name, String help, Function<Config, JsonNode> value) {
    /// A setting is a component of [Config] and a line here; a test holds the two together.
    static final List<Setting> ALL =
            List.of(
                    new Setting(
                            "theme",
                            "the colours: a built-in theme, or a file NAME.toml in themes/ beside"
                                    + " config.toml; what T chooses on the screen stays until this"
                                    + " is changed",
                            c -> TextNode.valueOf(c.theme())),
                    new Setting(
                            "ascii",
                            "draw the screen with ASCII characters only",
                            c -> BooleanNode.valueOf(c.ascii())),
                    new Setting(
                            "keys",
                            "how lists are moved in: \"vim\" (j, k and the arrows) or \"arrows\"",
                            c -> TextNode.valueOf(c.keys())),
                    new Setting(
                            "bell",
                            "ring when an agent that nobody looks at begins to need you",
                            c -> BooleanNode.valueOf(c.bell())),
                    new Setting(
                            "columns",
                            "the width of an agent's terminal, 40 to 500",
                            c -> IntNode.valueOf(c.columns())),
                    new Setting(
                            "rows",
                            "the height of an agent's terminal, 10 to 300",
                            c -> IntNode.valueOf(c.rows())));

    static List<String> names() {
        return ALL.stream().map(Setting::name).toList();
    }

    /// The setting as it would stand in the file: JSON's strings, numbers and truths are TOML's
    /// too.
    String line(Config config) {
        return name + " = " + value.apply(config);
    }
}
