package dev.kelpie.theme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Reads one theme file and refuses whatever it does not know, by file and key.
final class ThemeFile {
    private static final Set<String> TOP = Set.of("kind", "palette", "roles");
    private static final Set<String> LOOK =
            Set.of("fg", "bg", "bold", "dim", "italic", "underline", "reverse");

    private final String file;
    private final Map<String, Colour> palette = new HashMap<>();

    private ThemeFile(String file) {
        this.file = file;
    }

    static Theme parse(String name, String file, String text) {
        try {
            return new ThemeFile(file).theme(name, new TomlMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new ThemeException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private Theme theme(String name, JsonNode root) {
        refuseUnknown("", root, TOP);
        var kind = root.path("kind").asText("");
        if (!kind.equals("dark") && !kind.equals("light")) {
            throw wrong("kind", "must be \"dark\" or \"light\"");
        }
        for (var entry : root.path("palette").properties()) {
            var key = "palette." + entry.getKey();
            palette.put(
                    entry.getKey(),
                    Colour.parse(entry.getValue().asText(""))
                            .orElseThrow(() -> wrong(key, "must be a colour like \"#1a2b3c\"")));
        }
        return new Theme(name, kind.equals("light"), looks(root.path("roles")));
    }

    private Map<Role, Look> looks(JsonNode roles) {
        for (var entry : roles.properties()) {
            if (Role.of(entry.getKey()).isEmpty()) {
                throw wrong("roles." + entry.getKey(), "is not a role that Kelpie knows");
            }
        }
        var looks = new EnumMap<Role, Look>(Role.class);
        for (var role : Role.values()) {
            var node = roles.path(role.key());
            if (node.isMissingNode()) {
                throw wrong("roles." + role.key(), "is missing; a theme must be complete");
            }
            looks.put(role, look("roles." + role.key(), node));
        }
        return looks;
    }

    private Look look(String key, JsonNode node) {
        if (!node.isObject()) {
            throw wrong(key, "must be a table like { fg = \"text\" }");
        }
        refuseUnknown(key + ".", node, LOOK);
        return new Look(
                colour(key + ".fg", node.path("fg"), "fg"),
                colour(key + ".bg", node.path("bg"), "bg"),
                flag(key, node, "bold"),
                flag(key, node, "dim"),
                flag(key, node, "italic"),
                flag(key, node, "underline"),
                flag(key, node, "reverse"));
    }

    /// A look that names no colour has the palette's `fg` or `bg`, so that contrast can be known.
    private Colour colour(String key, JsonNode node, String fallback) {
        var name = node.isMissingNode() ? fallback : node.asText("");
        var named = palette.get(name);
        if (named != null) {
            return named;
        }
        return Colour.parse(name)
                .orElseThrow(
                        () -> wrong(key, "\"" + name + "\" is neither in the palette nor #rrggbb"));
    }

    private boolean flag(String key, JsonNode node, String name) {
        var flag = node.path(name);
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw wrong(key + "." + name, "must be true or false");
        }
        return flag.asBoolean(false);
    }

    private void refuseUnknown(String prefix, JsonNode node, Set<String> known) {
        for (var entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                throw wrong(prefix + entry.getKey(), "is not a key that Kelpie knows");
            }
        }
    }

    private ThemeException wrong(String key, String why) {
        return new ThemeException(file + ": " + key + " " + why);
    }
}
