package dev.kelpie.model;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a person asked for when they spawned an agent. `command` is there only for the runtime
/// `shell`. `environment` adds to what the runtime gets anyway. `confined` asks that its writing
/// tools are kept to its own directory.
public record AgentSpec(
        String runtime,
        Workplace workplace,
        Optional<String> model,
        Permissions permissions,
        Optional<String> command,
        Optional<String> prompt,
        Map<String, String> environment,
        boolean confined) {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// The runtime that is any command: it has no turns that we could know of.
    public static final String SHELL = "shell";

    /// Not confined, as most are.
    public AgentSpec(
            String runtime,
            Workplace workplace,
            Optional<String> model,
            Permissions permissions,
            Optional<String> command,
            Optional<String> prompt,
            Map<String, String> environment) {
        this(runtime, workplace, model, permissions, command, prompt, environment, false);
    }

    public AgentSpec {
        environment = Map.copyOf(environment);
        for (String name : environment.keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "the name of an environment variable is of A-Z, a-z, 0-9 and '_', and does"
                                + " not begin with a digit");
            }
        }
    }
}
