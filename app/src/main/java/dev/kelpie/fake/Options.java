package dev.kelpie.fake;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line and the environment, checked.
record Options(
        Style style,
        Mode mode,
        String model,
        String name,
        Optional<String> settings,
        Optional<String> sessionId,
        Optional<String> resume,
        Optional<String> script,
        Optional<String> prompt,
        Optional<Path> record,
        Path home,
        Path cwd,
        long seed,
        double speed,
        boolean version) {
    private static final List<String> WITH_VALUE =
            List.of(
                    "--settings",
                    "--session-id",
                    "--resume",
                    "--permission-mode",
                    "--model",
                    "--name",
                    "--script",
                    "--style",
                    "--seed",
                    "--append-system-prompt",
                    "--mcp-config");

    /// Reads `claude`-like arguments; anything unknown is refused in words.
    static Options parse(List<String> arguments, Map<String, String> env, Path cwd) {
        Map<String, String> given = new HashMap<>();
        Optional<String> prompt = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--")) {
                prompt = Optional.of(String.join(" ", arguments.subList(i + 1, arguments.size())));
                break;
            }
            if (WITH_VALUE.contains(word)) {
                if (i + 1 == arguments.size()) {
                    throw new IllegalArgumentException(
                            "error: option '" + word + "' argument missing");
                }
                given.put(word, arguments.get(++i));
            } else if (word.equals("--version") || word.equals("--dangerously-skip-permissions")) {
                given.put(word, "");
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("error: unknown option '" + word + "'");
            } else {
                prompt = Optional.of(word);
            }
        }
        return of(given, prompt, env, cwd);
    }

    private static Options of(
            Map<String, String> given, Optional<String> prompt, Map<String, String> env, Path cwd) {
        String home = or(env, "KELPIE_FAKE_HOME", or(env, "HOME", ".") + "/.kelpie-fake");
        String mode =
                given.containsKey("--dangerously-skip-permissions")
                        ? "bypassPermissions"
                        : "manual";
        String style = or(given, "--style", or(env, "KELPIE_FAKE_STYLE", "claude"));
        Optional<String> script = value(given, "--script");
        Optional<String> session = value(given, "--session-id");
        Optional<String> resume = value(given, "--resume");
        for (Optional<String> id : List.of(session, resume)) {
            if (id.isPresent() && !id.get().matches("[0-9a-fA-F-]{36}")) {
                throw new IllegalArgumentException(
                        "Error: Invalid session ID. Must be a valid UUID.");
            }
        }
        return new Options(
                style(style),
                Mode.named(or(given, "--permission-mode", mode)),
                or(given, "--model", "claude-opus-5-5"),
                or(given, "--name", ""),
                value(given, "--settings"),
                session,
                resume,
                script.isPresent() ? script : value(env, "KELPIE_FAKE_SCRIPT"),
                prompt,
                value(env, "KELPIE_FAKE_RECORD").map(Path::of),
                Path.of(home),
                cwd,
                Long.parseLong(or(given, "--seed", or(env, "KELPIE_FAKE_SEED", "1"))),
                Double.parseDouble(or(env, "KELPIE_FAKE_SPEED", "1")),
                given.containsKey("--version"));
    }

    private static Style style(String word) {
        return switch (word) {
            case "claude" -> Style.CLAUDE;
            case "codex" -> Style.CODEX;
            default -> throw new IllegalArgumentException("error: unknown style '" + word + "'");
        };
    }

    private static Optional<String> value(Map<String, String> from, String key) {
        return Optional.ofNullable(from.get(key)).filter(text -> !text.isEmpty());
    }

    private static String or(Map<String, String> from, String key, String otherwise) {
        return value(from, key).orElse(otherwise);
    }
}
