package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A table of a runtime's file, read strictly: a wrong type is refused at once, a key that nobody
/// asked for by [#done()]. Errors name the file that the value came from, the later file first.
final class Fields {
    private final List<Source> sources;
    private final String path;
    private final ObjectNode node;
    private final Set<String> known = new HashSet<>();

    Fields(List<Source> sources, String path, ObjectNode node) {
        this.sources = List.copyOf(sources);
        this.path = path;
        this.node = node;
    }

    String text(String key) {
        return maybeText(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    Optional<String> maybeText(String key) {
        return value(key)
                .map(v -> {
                    if (!v.isTextual()) {
                        throw wrong(key, "must be a text");
                    }
                    return v.textValue();
                });
    }

    int integer(String key, int otherwise) {
        Optional<JsonNode> value = value(key);
        if (value.isPresent() && !value.get().isInt()) {
            throw wrong(key, "must be a whole number");
        }
        return value.map(JsonNode::intValue).orElse(otherwise);
    }

    double number(String key) {
        JsonNode value = value(key).orElseThrow(() -> wrong(key, "is missing"));
        if (!value.isNumber()) {
            throw wrong(key, "must be a number");
        }
        return value.doubleValue();
    }

    /// A list of texts; empty when it is not there.
    List<String> texts(String key) {
        return value(key).map(v -> texts(key, v)).orElse(List.of());
    }

    /// Whether the key is there at all, with a list.
    Optional<List<String>> maybeTexts(String key) {
        return value(key).map(v -> texts(key, v));
    }

    /// A list of commands, each one text or a list of texts.
    List<List<String>> commands(String key) {
        JsonNode value = value(key).orElseThrow(() -> wrong(key, "is missing"));
        if (!value.isArray()) {
            throw wrong(key, "must be a list");
        }
        var commands = new ArrayList<List<String>>();
        for (JsonNode each : value) {
            List<String> words = each.isTextual() ? List.of(each.textValue()) : texts(key, each);
            if (words.isEmpty()) {
                throw wrong(key, "has a command without a word");
            }
            commands.add(words);
        }
        if (commands.isEmpty()) {
            throw wrong(key, "names no command");
        }
        return List.copyOf(commands);
    }

    Pattern pattern(String key) {
        return maybePattern(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    Optional<Pattern> maybePattern(String key) {
        return maybeText(key).map(regex -> compiled(key, regex));
    }

    List<Pattern> patterns(String key) {
        return texts(key).stream().map(regex -> compiled(key, regex)).toList();
    }

    <E extends Enum<E>> E word(String key, Class<E> type, Optional<E> otherwise) {
        Optional<String> word = maybeText(key);
        if (word.isEmpty()) {
            return otherwise.orElseThrow(() -> wrong(key, "is missing"));
        }
        for (E each : type.getEnumConstants()) {
            if (word(each).equals(word.get())) {
                return each;
            }
        }
        var words = new ArrayList<String>();
        for (E each : type.getEnumConstants()) {
            words.add(word(each));
        }
        throw wrong(key, "must be one of " + String.join(", ", words));
    }

    /// The table of that name; an empty one when it is not there.
    Fields table(String key) {
        JsonNode value = value(key).orElseGet(() -> JsonNodeFactory.instance.objectNode());
        if (value instanceof ObjectNode object) {
            return new Fields(sources, sub(key), object);
        }
        throw wrong(key, "must be a table");
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    boolean isText(String key) {
        return value(key).map(JsonNode::isTextual).orElse(false);
    }

    /// The tables `[[key]]`, each made into a value and checked for unknown keys.
    <T> List<T> tables(String key, Function<Fields, T> make) {
        Optional<JsonNode> value = value(key);
        var made = new ArrayList<T>();
        if (value.isEmpty()) {
            return made;
        }
        if (!value.get().isArray()) {
            throw wrong(key, "must be tables, each under [[" + sub(key) + "]]");
        }
        int index = 0;
        for (JsonNode each : value.get()) {
            String at = key + "[" + index++ + "]";
            if (!(each instanceof ObjectNode object)) {
                throw wrong(at, "must be a table");
            }
            var fields = new Fields(sources, sub(at), object);
            made.add(make.apply(fields));
            fields.done();
        }
        return List.copyOf(made);
    }

    /// All keys of this table with what `make` makes of each.
    <T> Map<String, T> all(Function<String, T> make) {
        var map = new LinkedHashMap<String, T>();
        node.fieldNames().forEachRemaining(key -> map.put(key, make.apply(key)));
        return map;
    }

    /// Refuses keys that nobody asked for.
    void done() {
        node.fieldNames()
                .forEachRemaining(key -> {
                    if (!known.contains(key)) {
                        throw wrong(key, "is not a key that a runtime has here");
                    }
                });
    }

    DescriptorException wrong(String key, String what) {
        String at = sub(key);
        for (int i = sources.size() - 1; i >= 0; i--) {
            if (sources.get(i).has(at) || i == 0) {
                return new DescriptorException(
                        sources.get(i).file(), sources.get(i).line(at), at, what);
            }
        }
        throw new AssertionError("a table without a source");
    }

    /// How an enum's constant is written in the files.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key));
    }

    private List<String> texts(String key, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(key, "must be a list of texts");
        }
        var texts = new ArrayList<String>();
        for (JsonNode each : value) {
            if (!each.isTextual()) {
                throw wrong(key, "must be a list of texts");
            }
            texts.add(each.textValue());
        }
        return List.copyOf(texts);
    }

    private Pattern compiled(String key, String regex) {
        try {
            return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
        } catch (PatternSyntaxException e) {
            throw wrong(key, "is not a regular expression: " + e.getDescription());
        }
    }

    private String sub(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
