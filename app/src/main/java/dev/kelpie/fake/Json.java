package dev.kelpie.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON in one small file, because a library would double the start time of every fake agent.
///
/// Values are maps, lists, strings, numbers, booleans and `NULL`.
final class Json {
    /// The JSON `null`, so that no Java null travels.
    enum Null {
        NULL
    }

    static final Null NULL = Null.NULL;
    private static final int DEPTH_MAX = 200;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /// An object from keys and values by turns.
    static Map<String, Object> object(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /// What stands under these keys, or `NULL`.
    static Object at(Object value, String... path) {
        Object here = value;
        for (String key : path) {
            if (!(here instanceof Map<?, ?> map)) {
                return NULL;
            }
            Object next = map.get(key);
            here = next == null ? NULL : next;
        }
        return here;
    }

    /// The string under these keys, or the empty one.
    static String text(Object value, String... path) {
        return at(value, path) instanceof String found ? found : "";
    }

    /// The list under these keys, or an empty one.
    static List<?> list(Object value, String... path) {
        return at(value, path) instanceof List<?> found ? found : List.of();
    }

    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.blank();
        if (json.at < text.length()) {
            throw json.wrong("nothing more");
        }
        return value;
    }

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            String comma = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(comma);
                quote(String.valueOf(entry.getKey()), out);
                out.append(':');
                write(entry.getValue(), out);
                comma = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> items) {
            out.append('[');
            String comma = "";
            for (Object item : items) {
                out.append(comma);
                write(item, out);
                comma = ",";
            }
            out.append(']');
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value == NULL) {
            out.append("null");
        } else {
            quote(value.toString(), out);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || c == 0x7f) {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16));
                out.append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private Object value() {
        blank();
        if (at >= text.length()) {
            throw wrong("a value");
        }
        char c = text.charAt(at);
        if (c == '{' || c == '[') {
            if (++depth > DEPTH_MAX) {
                throw wrong("less nesting");
            }
            Object found = c == '{' ? map() : items();
            depth--;
            return found;
        }
        return c == '"' ? string() : bare();
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        if (take('}')) {
            return map;
        }
        do {
            blank();
            String key = string();
            if (!take(':')) {
                throw wrong("':'");
            }
            map.put(key, value());
        } while (take(','));
        if (!take('}')) {
            throw wrong("'}'");
        }
        return map;
    }

    private List<Object> items() {
        List<Object> items = new ArrayList<>();
        at++;
        if (take(']')) {
            return items;
        }
        do {
            items.add(value());
        } while (take(','));
        if (!take(']')) {
            throw wrong("']'");
        }
        return items;
    }

    private String string() {
        if (at >= text.length() || text.charAt(at) != '"') {
            throw wrong("a string");
        }
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong("'\"'");
    }

    private char escaped() {
        if (++at >= text.length()) {
            throw wrong("an escape");
        }
        char c = text.charAt(at);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            case '"', '\\', '/' -> c;
            default -> throw wrong("an escape");
        };
    }

    private char unicode() {
        if (at + 4 >= text.length()) {
            throw wrong("four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }

    private Object bare() {
        int from = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> NULL;
            default -> number(word);
        };
    }

    private Object number(String word) {
        boolean whole = !word.isEmpty();
        for (int i = 0; i < word.length(); i++) {
            whole &= Character.isDigit(word.charAt(i)) || (i == 0 && word.charAt(i) == '-');
        }
        try {
            return whole ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not JSON: " + word, e);
        }
    }

    private boolean take(char c) {
        blank();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("not JSON: wanted " + wanted + " at " + at);
    }
}
