package dev.kelpie.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A command line as the launcher posts it: NUL-terminated texts, first the working directory, then
/// `NAME=value` for the few environment variables that matter, an empty one, then the arguments.
public record CliRequest(String cwd, Map<String, String> environment, List<String> arguments) {
    public CliRequest {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    static CliRequest read(byte[] body) throws IOException {
        List<String> texts = texts(body);
        int end = texts.indexOf("");
        if (end < 1) {
            throw new IOException("not a command line");
        }
        var environment = new HashMap<String, String>();
        for (String pair : texts.subList(1, end)) {
            int eq = pair.indexOf('=');
            if (eq > 0) {
                environment.put(pair.substring(0, eq), pair.substring(eq + 1));
            }
        }
        return new CliRequest(texts.getFirst(), environment, texts.subList(end + 1, texts.size()));
    }

    /// The form that [#read] reads.
    byte[] bytes() {
        var texts = new ArrayList<String>();
        texts.add(cwd);
        environment.forEach((name, value) -> texts.add(name + "=" + value));
        texts.add("");
        texts.addAll(arguments);
        return (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(byte[] body) {
        var texts = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == 0) {
                texts.add(new String(body, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        return texts;
    }
}
