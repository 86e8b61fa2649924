package dev.kelpie.door.cli;

import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;
import java.util.function.Supplier;

/// Prints a script by which a shell completes verbs, options and agents' names.
public final class CompletionVerb implements CliVerb {
    private final Supplier<CliVerbs> verbs;

    public CompletionVerb(Supplier<CliVerbs> verbs) {
        this.verbs = verbs;
    }

    @Override
    public Verb verb() {
        return new Verb(
                "completion",
                "print a completion script for bash, zsh or fish",
                List.of("bash: source <(kelpie completion bash)"),
                "kelpie completion bash",
                List.of(Param.positional("SHELL", "bash, zsh or fish")),
                Verb.Need.NOTHING,
                false);
    }

    @Override
    public ExitCode run(Call call) {
        String shell = call.value("SHELL").orElse("");
        String script =
                switch (shell) {
                    case "bash" -> bash();
                    case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n" + bash();
                    case "fish" -> fish();
                    default ->
                            throw new UsageException(
                                    "there is a script for bash, zsh and fish, not for '"
                                            + Text.clean(shell)
                                            + "'");
                };
        return call.answer(Shape.object().put("shell", shell).put("script", script), script);
    }

    private static List<String> options(Verb verb) {
        return verb.params().stream().map(Param::name).filter(n -> n.startsWith("--")).toList();
    }

    private static boolean takesAgents(Verb verb) {
        return verb.params().stream().anyMatch(p -> p.name().equals("NAME"))
                && !verb.name().equals("spawn");
    }

    private String bash() {
        var script = new StringBuilder();
        script.append("_kelpie() {\n")
                .append("  local cur=${COMP_WORDS[COMP_CWORD]} words=\n")
                .append("  if [ \"$COMP_CWORD\" -eq 1 ]; then words='");
        verbs.get().all().forEach(v -> script.append(v.verb().name()).append(' '));
        script.append("'\n  else case ${COMP_WORDS[1]} in\n");
        for (CliVerb verb : verbs.get().all()) {
            script.append("    ").append(verb.verb().name()).append(") words='--json --help ");
            script.append(String.join(" ", options(verb.verb()))).append("'");
            if (takesAgents(verb.verb())) {
                script.append(
                        "; words=\"$words $(kelpie ls 2>/dev/null | cut -c3- | cut -d' ' -f1)\"");
            }
            script.append(";;\n");
        }
        script.append("  esac; fi\n")
                .append("  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n")
                .append("complete -o default -F _kelpie kelpie\n");
        return script.toString();
    }

    private String fish() {
        var script = new StringBuilder();
        for (CliVerb verb : verbs.get().all()) {
            script.append("complete -c kelpie -n __fish_use_subcommand -f -a ")
                    .append(verb.verb().name())
                    .append(" -d '")
                    .append(verb.verb().summary().replace("'", "\\'"))
                    .append("'\n");
            for (String option : options(verb.verb())) {
                script.append("complete -c kelpie -n '__fish_seen_subcommand_from ")
                        .append(verb.verb().name())
                        .append("' -l ")
                        .append(option.substring(2))
                        .append('\n');
            }
            if (takesAgents(verb.verb())) {
                script.append("complete -c kelpie -n '__fish_seen_subcommand_from ")
                        .append(verb.verb().name())
                        .append(
                                "' -f -a '(kelpie ls 2>/dev/null | string sub -s 3 | string"
                                        + " split -f1 \" \")'\n");
            }
        }
        return script.toString();
    }
}
