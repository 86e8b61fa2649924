package dev.kelpie.door.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.verb.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One call of a verb: its arguments, and everything that it may touch.
public final class Call {
    private final String verb;
    private final Map<String, List<String>> values;
    private final Context context;

    /// What surrounds a call. `kelpie` is made when it is first asked for.
    public record Context(
            Io io,
            Path cwd,
            Map<String, String> environment,
            Supplier<Kelpie> kelpie,
            Ids ids,
            Supplier<Instant> now) {}

    /// Fresh ids.
    public interface Ids {
        /// 16 of a-z and 0-9.
        String next();
    }

    Call(String verb, Map<String, List<String>> values, Context context) {
        this.verb = verb;
        this.values = Map.copyOf(values);
        this.context = context;
    }

    /// The same call, where the engine was reached only now.
    public Call with(Kelpie kelpie) {
        return new Call(
                verb,
                values,
                new Context(
                        context.io(),
                        context.cwd(),
                        context.environment(),
                        () -> kelpie,
                        context.ids(),
                        context.now()));
    }

    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    public List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean flag(String name) {
        return values.containsKey(name);
    }

    public boolean json() {
        return flag("--json");
    }

    public Kelpie kelpie() {
        return context.kelpie().get();
    }

    public Io io() {
        return context.io();
    }

    public Path cwd() {
        return context.cwd();
    }

    public Map<String, String> environment() {
        return context.environment();
    }

    public Instant now() {
        return context.now().get();
    }

    public String freshId() {
        return context.ids().next();
    }

    /// The agent that the positional NAME names.
    public AgentId agent() {
        return agent(value("NAME").orElseThrow(() -> new UsageException("NAME is missing")));
    }

    public static AgentId agent(String name) {
        try {
            return new AgentId(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + Text.clean(name) + "' is no name: " + e.getMessage());
        }
    }

    /// A time such as `500ms`, `20s`, `5m`, `2h`.
    public Duration duration(String name, Duration otherwise) {
        return value(name).map(text -> Text.duration(name, text)).orElse(otherwise);
    }

    public Outcome execute(Command command) throws InterruptedException {
        return kelpie().execute(new RequestId(freshId()), command);
    }

    /// Prints the data as the answer: as JSON, or else in words.
    public ExitCode answer(JsonNode data, String words) {
        return answer(data, words, Shape.array());
    }

    /// The same, with what became of each agent where some were passed over.
    ExitCode answer(JsonNode data, String words, ArrayNode results) {
        if (json()) {
            ObjectNode answer = Shape.envelope(verb, data);
            if (!results.isEmpty()) {
                answer.set("results", results);
            }
            io().out(Shape.line(answer) + "\n");
        } else if (!words.isEmpty()) {
            io().out(words.endsWith("\n") ? words : words + "\n");
        }
        return ExitCode.DONE;
    }

    /// Prints a "no" and ends with its code.
    public ExitCode refuse(Outcome.Refused refused) {
        return fail(ExitCode.REFUSED, refused.reason().name(), refused.detail());
    }

    /// The JSON of an answer that is a "no", a line.
    public static String failure(String verb, String reason, String detail) {
        return Shape.line(Shape.failure(verb, reason, detail)) + "\n";
    }

    /// Whether a command line asks for JSON, as far as that shows before it is understood.
    public static boolean wantsJson(List<String> words) {
        return words.stream()
                .takeWhile(w -> !w.equals("--"))
                .anyMatch(w -> w.equals("--json") || w.startsWith("--json="));
    }

    /// Prints why it went wrong and ends with the code.
    public ExitCode fail(ExitCode code, String reason, String detail) {
        return fail(code, reason, detail, Shape.array());
    }

    /// The same, with what became of each agent where several were asked for.
    ExitCode fail(ExitCode code, String reason, String detail, ArrayNode results) {
        if (json()) {
            ObjectNode failure = Shape.failure(verb, reason, detail);
            if (!results.isEmpty()) {
                failure.set("results", results);
            }
            io().out(Shape.line(failure) + "\n");
        }
        io().err("kelpie " + verb + ": " + detail + "\n");
        return code;
    }
}
