package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One TOML file: its tree, and where in it a key stands (the parser does not keep lines).
record Source(String file, String text, ObjectNode tree) {
    private static final TomlMapper TOML = new TomlMapper();
    private static final Pattern TABLE =
            Pattern.compile("\\s*(\\[\\[?)\\s*([^\\]]+?)\\s*\\]\\]?\\s*(#.*)?");
    private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_.\\-\"']+)\\s*=.*");

    static Source parse(String file, String text) {
        try {
            if (TOML.readTree(text) instanceof ObjectNode tree) {
                return new Source(file, text, tree);
            }
            return new Source(file, text, TOML.createObjectNode());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new DescriptorException(file, line, "", "not TOML: " + e.getOriginalMessage());
        }
    }

    /// Whether this file says something at `path`, such as `rule[2].line`.
    boolean has(String path) {
        return !tree.at(pointer(path)).isMissingNode();
    }

    /// The line on which `path` stands, or the nearest enclosing one; 1 when there is none.
    int line(String path) {
        String wanted = path;
        while (true) {
            int line = exact(wanted);
            if (line > 0) {
                return line;
            }
            int cut = Math.max(wanted.lastIndexOf('.'), wanted.lastIndexOf('['));
            if (cut <= 0) {
                return 1;
            }
            wanted = wanted.substring(0, cut);
        }
    }

    private int exact(String wanted) {
        String table = "";
        var counts = new java.util.HashMap<String, Integer>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher header = TABLE.matcher(line);
            if (header.matches()) {
                table = header.group(2).replace("\"", "");
                if (header.group(1).length() == 2) {
                    table += "[" + (counts.merge(table, 1, Integer::sum) - 1) + "]";
                }
                if (table.equals(wanted)) {
                    return number;
                }
                continue;
            }
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                String name = key.group(1).replace("\"", "").replace("'", "");
                if ((table.isEmpty() ? name : table + "." + name).equals(wanted)) {
                    return number;
                }
            }
        }
        return 0;
    }

    private static String pointer(String path) {
        return "/" + path.replace("[", "/").replace("]", "").replace(".", "/");
    }
}
