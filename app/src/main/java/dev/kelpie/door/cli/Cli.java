package dev.kelpie.door.cli;

import dev.kelpie.home.HomeException;
import dev.kelpie.store.StoreException;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/// The command line, built from the table of verbs. The same code answers in the engine's process
/// and in one of its own.
public final class Cli {
    private final CliVerbs verbs;
    private final Supplier<String> version;

    public Cli(CliVerbs verbs, Supplier<String> version) {
        this.verbs = verbs;
        this.version = version;
    }

    /// Runs one command line to its end.
    public ExitCode run(List<String> argv, Call.Context context) throws InterruptedException {
        if (argv.isEmpty() || argv.getFirst().equals("--help") || argv.getFirst().equals("-h")) {
            context.io().out(help());
            return ExitCode.DONE;
        }
        String name =
                switch (argv.getFirst()) {
                    case "--version", "-V" -> "version";
                    default -> argv.getFirst();
                };
        if (name.equals("help")) {
            return run(
                    argv.size() > 1 ? List.of(argv.get(1), "--help") : List.of("--help"), context);
        }
        Optional<CliVerb> verb = verbs.named(name);
        if (verb.isEmpty()) {
            return call(name, argv, context)
                    .fail(
                            ExitCode.USAGE,
                            "unknown_verb",
                            "there is no verb '"
                                    + Text.clean(name)
                                    + "'"
                                    + verbs.nearest(name)
                                            .map(n -> "; did you mean '" + n + "'?")
                                            .orElse("")
                                    + " `kelpie --help` lists them");
        }
        return run(verb.get(), argv.subList(1, argv.size()), context);
    }

    /// The same for an agent: only the verbs that are open to agents.
    public ExitCode forAgents(List<String> argv, Call.Context context) throws InterruptedException {
        Optional<CliVerb> verb = argv.stream().findFirst().flatMap(verbs::named);
        if (verb.isPresent() && !verb.get().verb().agentsMay()) {
            String name = verb.get().verb().name();
            if (argv.contains("--help") || argv.contains("-h")) {
                return run(List.of(name, "--help"), context);
            }
            return call(name, argv, context)
                    .fail(
                            ExitCode.REFUSED,
                            "not_for_agents",
                            "'"
                                    + name
                                    + "' is not for agents, and KELPIE_TOKEN is one's; a person"
                                    + " runs it in a terminal of their own");
        }
        return run(argv, context);
    }

    private ExitCode run(CliVerb verb, List<String> args, Call.Context context)
            throws InterruptedException {
        CommandLine line = commandLine(verb.verb());
        Call call = call(verb.verb().name(), args, context);
        try {
            ParseResult parsed = line.parseArgs(args.toArray(String[]::new));
            if (parsed.hasMatchedOption("--help")) {
                context.io().out(line.getUsageMessage(CommandLine.Help.Ansi.OFF));
                return ExitCode.DONE;
            }
            return verb.run(new Call(verb.verb().name(), values(verb.verb(), parsed), context));
        } catch (CommandLine.ParameterException e) {
            return usage(
                    call,
                    Text.clean(String.valueOf(e.getMessage()))
                            + "; see `kelpie "
                            + verb.verb().name()
                            + " --help`");
        } catch (UsageException e) {
            return usage(call, String.valueOf(e.getMessage()));
        } catch (StoreException | HomeException | OutsideException e) {
            return call.fail(ExitCode.ENVIRONMENT, "environment", String.valueOf(e.getMessage()));
        }
    }

    /// Before the words are understood, when only whether JSON is wanted can be known.
    private static Call call(String verb, List<String> words, Call.Context context) {
        boolean json = Call.wantsJson(words);
        return new Call(verb, json ? Map.of("--json", List.of("")) : Map.of(), context);
    }

    private static ExitCode usage(Call call, String message) {
        return call.fail(ExitCode.USAGE, "usage", message);
    }

    private static CommandLine commandLine(Verb verb) {
        CommandSpec spec = CommandSpec.create().name("kelpie " + verb.name());
        var usage = new UsageMessageSpec().description(lines(verb)).width(80).autoWidth(false);
        usage.footer("", "Example:", "  " + verb.example().replace("%", "%%"));
        spec.usageMessage(usage);
        int index = 0;
        for (Param param : verb.params()) {
            switch (param.kind()) {
                case POSITIONAL -> spec.addPositional(positional(param, index++, "1"));
                case POSITIONAL_MAYBE -> spec.addPositional(positional(param, index++, "0..1"));
                case POSITIONALS -> spec.addPositional(rest(param, index, "1..*"));
                case POSITIONALS_MAYBE -> spec.addPositional(rest(param, index, "0..*"));
                case OPTION -> spec.addOption(option(param, "1", String.class));
                case OPTIONS -> spec.addOption(option(param, "1", String[].class));
                case FLAG -> spec.addOption(option(param, "0", boolean.class));
            }
        }
        spec.addOption(
                OptionSpec.builder("--json")
                        .arity("0")
                        .type(boolean.class)
                        .description("answer as JSON")
                        .build());
        spec.addOption(
                OptionSpec.builder("--help", "-h")
                        .usageHelp(true)
                        .arity("0")
                        .type(boolean.class)
                        .description("this text")
                        .build());
        return new CommandLine(spec);
    }

    private static String[] lines(Verb verb) {
        var lines = new java.util.ArrayList<String>();
        lines.add(sentence(verb.summary()));
        lines.addAll(verb.detail());
        // picocli reads '%' as a format.
        return lines.stream().map(l -> l.replace("%", "%%")).toArray(String[]::new);
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static PositionalParamSpec positional(Param param, int index, String arity) {
        return PositionalParamSpec.builder()
                .index(String.valueOf(index))
                .arity(arity)
                .type(String.class)
                .paramLabel(param.label())
                .description(param.help().replace("%", "%%"))
                .build();
    }

    private static PositionalParamSpec rest(Param param, int index, String arity) {
        return PositionalParamSpec.builder()
                .index(index + "..*")
                .arity(arity)
                .type(String[].class)
                .paramLabel(param.label())
                .description(param.help().replace("%", "%%"))
                .build();
    }

    private static OptionSpec option(Param param, String arity, Class<?> type) {
        return OptionSpec.builder(param.names().toArray(String[]::new))
                .arity(arity)
                .type(type)
                .paramLabel(param.label())
                .description(param.help().replace("%", "%%"))
                .build();
    }

    private static Map<String, List<String>> values(Verb verb, ParseResult parsed) {
        var values = new HashMap<String, List<String>>();
        if (parsed.hasMatchedOption("--json")) {
            values.put("--json", List.of(""));
        }
        int index = 0;
        for (Param param : verb.params()) {
            switch (param.kind()) {
                case POSITIONAL, POSITIONAL_MAYBE -> {
                    if (parsed.hasMatchedPositional(index)) {
                        values.put(
                                param.name(),
                                List.copyOf(
                                        parsed.matchedPositional(index).originalStringValues()));
                    }
                    index++;
                }
                case POSITIONALS, POSITIONALS_MAYBE -> {
                    if (param.kind() == Param.Kind.POSITIONALS
                            && !parsed.hasMatchedPositional(index)) {
                        throw new UsageException(param.name() + " is missing");
                    }
                    if (parsed.hasMatchedPositional(index)) {
                        values.put(
                                param.name(),
                                List.copyOf(
                                        parsed.matchedPositional(index).originalStringValues()));
                    }
                }
                case OPTION, OPTIONS, FLAG -> {
                    if (parsed.hasMatchedOption(param.name())) {
                        values.put(
                                param.name(),
                                List.copyOf(
                                        parsed.matchedOption(param.name()).originalStringValues()));
                    }
                }
            }
        }
        return values;
    }

    /// The list of verbs.
    public String help() {
        var text = new StringBuilder();
        text.append("kelpie ")
                .append(version.get())
                .append(": a herd of coding agents in tmux\n\n");
        text.append("  kelpie                the screen\n");
        text.append("  kelpie VERB …         one of these; `kelpie VERB --help` says more\n\n");
        for (CliVerb verb : verbs.all()) {
            text.append("  ")
                    .append(Text.pad(verb.verb().name(), 16))
                    .append(verb.verb().summary())
                    .append('\n');
        }
        text.append("\nExit codes:\n");
        for (ExitCode code : ExitCode.values()) {
            text.append("  ")
                    .append(Text.pad(String.valueOf(code.code()), 5))
                    .append(code.meaning())
                    .append('\n');
        }
        return text.toString();
    }
}
