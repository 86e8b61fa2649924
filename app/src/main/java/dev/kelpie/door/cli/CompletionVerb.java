package dev.kelpie.door.cli;

import dev.kelpie.model.Permissions;
import dev.kelpie.model.StateName;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Prints a script by which a shell completes verbs, options, their values and agents' names. The
/// names come from `kelpie ls --names`, which a running engine answers without a JVM; what is not a
/// name is left out, and no shell ever evaluates one.
public final class CompletionVerb implements CliVerb {
    private final Supplier<CliVerbs> verbs;
    private final List<String> runtimes;

    public CompletionVerb(Supplier<CliVerbs> verbs, List<String> runtimes) {
        this.verbs = verbs;
        this.runtimes = List.copyOf(runtimes);
    }

    /// What can stand in a place of the command line.
    private sealed interface Values {
        /// One of these words.
        record Words(List<String> words) implements Values {}

        /// The name of an agent on the list.
        record Agents() implements Values {}

        /// Those that come with Kelpie, and the person's own files as they are by then.
        record Runtimes() implements Values {}

        /// A file or a directory.
        record Files() implements Values {}

        /// Anything, of which nothing is known.
        record Free() implements Values {}
    }

    @Override
    public Verb verb() {
        return new Verb(
                "completion",
                "print a completion script for bash, zsh or fish",
                List.of(
                        "bash: source <(kelpie completion bash), in ~/.bashrc",
                        "zsh: source <(kelpie completion zsh), in ~/.zshrc",
                        "fish: kelpie completion fish | source, in config.fish"),
                "kelpie completion bash",
                List.of(Param.positional("SHELL", "bash, zsh or fish")),
                Verb.Need.NOTHING,
                true);
    }

    @Override
    public ExitCode run(Call call) {
        String shell = call.value("SHELL").orElse("");
        String script =
                switch (shell) {
                    case "bash" -> bash();
                    case "zsh" -> zsh();
                    case "fish" -> fish();
                    default ->
                            throw new UsageException(
                                    "there is a script for bash, zsh and fish, not for '"
                                            + Text.clean(shell)
                                            + "'");
                };
        return call.answer(Shape.object().put("shell", shell).put("script", script), script);
    }

    private List<Verb> all() {
        return verbs.get().all().stream().map(CliVerb::verb).toList();
    }

    private static List<Param> options(Verb verb) {
        return verb.params().stream().filter(p -> p.name().startsWith("--")).toList();
    }

    private static List<Param> withValue(Verb verb) {
        return options(verb).stream().filter(p -> p.kind() != Param.Kind.FLAG).toList();
    }

    private static List<String> words(Verb verb) {
        return Stream.concat(Stream.of("--json", "--help"), options(verb).stream().map(Param::name))
                .toList();
    }

    /// By what the help calls it.
    private Values values(Param param) {
        return switch (param.label()) {
            case "DIR", "FILE", "F" -> new Values.Files();
            case "P" ->
                    new Values.Words(
                            Stream.of(Permissions.values())
                                    .filter(p -> p != Permissions.DEFAULT)
                                    .map(Permissions::word)
                                    .toList());
            case "R" -> new Values.Runtimes();
            case "S" ->
                    new Values.Words(Stream.of(StateName.values()).map(StateName::word).toList());
            case "ACTION" -> new Values.Words(List.of("list", "remove", "repair"));
            case "SHELL" -> new Values.Words(List.of("bash", "zsh", "fish"));
            case "NAME" -> new Values.Agents();
            default -> new Values.Free();
        };
    }

    /// What a verb takes besides options. A name that is to be new, or is no longer listed, can't
    /// be completed.
    private Values positional(Verb verb) {
        boolean listed = !verb.name().equals("spawn") && !verb.name().equals("restore");
        return verb.params().stream()
                .filter(p -> !p.name().startsWith("-"))
                .findFirst()
                .map(this::values)
                .filter(v -> listed || !(v instanceof Values.Agents))
                .orElse(new Values.Free());
    }

    /// The branches of a `case` over `VERB:OPTION` for the values of options.
    private String cases(Function<Values, String> shell) {
        return all().stream()
                .flatMap(verb ->
                        withValue(verb).stream()
                                .map(p ->
                                        "    "
                                                + verb.name()
                                                + ":"
                                                + p.name()
                                                + ") "
                                                + shell.apply(values(p))
                                                + "; return;;\n"))
                .collect(Collectors.joining());
    }

    /// The branches over `VERB:WORD` for options, offered by the shell's command, and for the rest.
    private String branches(String offer, Function<Values, String> shell) {
        return all().stream()
                .map(verb ->
                        "    %1$s:-*) %2$s%3$s;;\n    %1$s:*) %4$s;;\n"
                                .formatted(
                                        verb.name(),
                                        offer,
                                        String.join(" ", words(verb)),
                                        shell.apply(positional(verb))))
                .collect(Collectors.joining());
    }

    private String bash() {
        return """
        # Completion of kelpie for bash: source <(kelpie completion bash)
        # Words are compared, never evaluated: compgen -W would expand what stands in them.
        _kelpie_words() {
          local word
          for word; do case $word in "$cur"*) COMPREPLY+=("$word");; esac; done
        }
        _kelpie_names() {
          local name
          while IFS= read -r name; do
            case $name in ''|*[!a-z0-9-]*) ;; "$cur"*) COMPREPLY+=("$name");; esac
          done < <(command kelpie ls --names 2>/dev/null </dev/null)
        }
        _kelpie_runtimes() {
          local file
          _kelpie_words %s
          for file in "${XDG_CONFIG_HOME:-$HOME/.config}"/kelpie/runtimes/*.toml; do
            file=${file##*/}
            file=${file%%.toml}
            case $file in ''|*[!a-z0-9-]*) ;; *) _kelpie_words "$file";; esac
          done
        }
        _kelpie_files() {
          local file
          compopt -o filenames 2>/dev/null
          while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
        }
        _kelpie() {
          local cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]}
          COMPREPLY=()
          if [ "$COMP_CWORD" -eq 1 ]; then
            _kelpie_words %s
            return
          fi
          case $verb:${COMP_WORDS[COMP_CWORD-1]} in
        %s  esac
          case $verb:$cur in
        %s  esac
        }
        complete -F _kelpie kelpie
        """
                .formatted(
                        String.join(" ", runtimes),
                        all().stream().map(Verb::name).collect(Collectors.joining(" ")),
                        cases(CompletionVerb::bash),
                        branches("_kelpie_words ", CompletionVerb::bash));
    }

    private static String bash(Values values) {
        return switch (values) {
            case Values.Words(var words) -> "_kelpie_words " + String.join(" ", words);
            case Values.Agents _ -> "_kelpie_names";
            case Values.Runtimes _ -> "_kelpie_runtimes";
            case Values.Files _ -> "_kelpie_files";
            case Values.Free _ -> ":";
        };
    }

    private String zsh() {
        return """
        #compdef kelpie
        # Completion of kelpie for zsh: source <(kelpie completion zsh)
        _kelpie_names() {
          local -a names
          names=(${(f)"$(command kelpie ls --names 2>/dev/null </dev/null)"})
          names=(${names:#*[^a-z0-9-]*})
          compadd -a names
        }
        _kelpie_runtimes() {
          local -a names
          names=(%s ${XDG_CONFIG_HOME:-$HOME/.config}/kelpie/runtimes/*.toml(N:t:r))
          names=(${(u)names:#*[^a-z0-9-]*})
          compadd -a names
        }
        _kelpie() {
          local verb=$words[2]
          local -a verbs
          if (( CURRENT == 2 )); then
            verbs=(
        %s    )
            _describe -t verbs verb verbs
            return
          fi
          case $verb:$words[CURRENT-1] in
        %s  esac
          case $verb:$PREFIX in
        %s  esac
        }
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
        compdef _kelpie kelpie
        """
                .formatted(
                        String.join(" ", runtimes),
                        all().stream()
                                .map(v ->
                                        "      '"
                                                + v.name()
                                                + ":"
                                                + v.summary().replace("'", "'\\''")
                                                + "'\n")
                                .collect(Collectors.joining()),
                        cases(CompletionVerb::zsh),
                        branches("compadd -- ", CompletionVerb::zsh));
    }

    private static String zsh(Values values) {
        return switch (values) {
            case Values.Words(var words) -> "compadd -- " + String.join(" ", words);
            case Values.Agents _ -> "_kelpie_names";
            case Values.Runtimes _ -> "_kelpie_runtimes";
            case Values.Files _ -> "_files";
            case Values.Free _ -> ":";
        };
    }

    private String fish() {
        var script = new StringBuilder();
        script.append("# Completion of kelpie for fish: kelpie completion fish | source\n");
        script.append("complete -c kelpie -f\n").append(fishRuntimes());
        for (Verb verb : all()) {
            String seen =
                    "complete -c kelpie -n '__fish_seen_subcommand_from " + verb.name() + "' ";
            script.append("complete -c kelpie -n __fish_use_subcommand -a ")
                    .append(verb.name())
                    .append(" -d '")
                    .append(verb.summary().replace("'", "\\'"))
                    .append("'\n");
            script.append(seen).append("-l json\n").append(seen).append("-l help\n");
            for (Param option : options(verb)) {
                boolean value = option.kind() != Param.Kind.FLAG;
                script.append(seen)
                        .append("-l ")
                        .append(option.name().substring(2))
                        .append(value ? " -r" + fish(values(option)) : "")
                        .append('\n');
            }
            if (!(positional(verb) instanceof Values.Free)) {
                script.append(seen.strip()).append(fish(positional(verb))).append('\n');
            }
        }
        return script.toString();
    }

    private String fishRuntimes() {
        return """
        function __kelpie_runtimes
          string split ' ' '%s'
          set -l config $HOME/.config
          test -n "$XDG_CONFIG_HOME"; and set config $XDG_CONFIG_HOME
          for file in $config/kelpie/runtimes/*.toml
            string replace -r '^.*/' '' -- $file | string match -r '^[a-z0-9-]+(?=\\.toml$)'
          end
        end
        """
                .formatted(String.join(" ", runtimes));
    }

    private static String fish(Values values) {
        return switch (values) {
            case Values.Words(var words) -> " -f -a '" + String.join(" ", words) + "'";
            case Values.Agents _ ->
                    " -f -a '(command kelpie ls --names 2>/dev/null </dev/null | string match -r"
                            + " \"^[a-z0-9-]+\\$\")'";
            case Values.Runtimes _ -> " -f -a '(__kelpie_runtimes)'";
            case Values.Files _ -> " -F";
            case Values.Free _ -> " -f";
        };
    }
}
