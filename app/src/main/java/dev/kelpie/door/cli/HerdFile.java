package dev.kelpie.door.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Workplace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A whole herd in one YAML file: a list `agents`, each with a name and a directory of its own.
/// What the file does not know is refused with its line.
final class HerdFile {
    private HerdFile() {}

    /// The file.
    private record Herd(@Nullable List<@Nullable Entry> agents) {}

    /// One agent in it. Relative directories are beside the file.
    private record Entry(
            @Nullable String name,
            @Nullable String dir,
            @Nullable String runtime,
            @Nullable String command,
            @Nullable String prompt,
            @Nullable String model,
            @Nullable String permissions,
            @Nullable Map<String, String> env,
            boolean confine) {}

    static SequencedMap<AgentId, AgentSpec> read(Path file) {
        List<@Nullable Entry> entries = Optional.ofNullable(parse(file).agents()).orElse(List.of());
        if (entries.isEmpty()) {
            throw new UsageException(Text.clean(file.toString()) + ": there are no agents in it");
        }
        Path beside = Optional.ofNullable(file.getParent()).orElse(Path.of("/"));
        var herd = new LinkedHashMap<AgentId, AgentSpec>();
        for (@Nullable Entry entry : entries) {
            if (entry == null) {
                throw new UsageException(Text.clean(file.toString()) + ": an agent is empty");
            }
            AgentId id = Call.agent(given(file, "name", entry.name()));
            if (herd.put(id, spec(file, beside, entry)) != null) {
                throw new UsageException(Text.clean(file.toString()) + ": two agents are " + id);
            }
        }
        return herd;
    }

    private static AgentSpec spec(Path file, Path beside, Entry entry) {
        String dir = given(file, "dir", entry.dir());
        Map<String, String> env = Optional.ofNullable(entry.env()).orElse(Map.of());
        env.forEach((name, value) -> given(file, "value for " + name, value));
        Optional<String> command = Optional.ofNullable(entry.command());
        String otherwise = command.isPresent() ? AgentSpec.SHELL : "claude";
        try {
            return new AgentSpec(
                    Optional.ofNullable(entry.runtime()).orElse(otherwise),
                    new Workplace.Directory(beside.resolve(dir).normalize().toString()),
                    Optional.ofNullable(entry.model()),
                    permissions(file, entry.permissions()),
                    command,
                    Optional.ofNullable(entry.prompt()),
                    env,
                    entry.confine());
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    Text.clean(file + ": " + entry.name() + ": " + e.getMessage()));
        }
    }

    private static Permissions permissions(Path file, @Nullable String word) {
        if (word == null) {
            return Permissions.DEFAULT;
        }
        return Stream.of(Permissions.values())
                .filter(p -> p.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                Text.clean(file.toString())
                                        + ": permissions is ask, accept-edits, auto or bypass, not '"
                                        + Text.clean(word)
                                        + "'"));
    }

    private static String given(Path file, String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new UsageException(Text.clean(file.toString()) + ": an agent has no " + key);
        }
        return value;
    }

    private static Herd parse(Path file) {
        var yaml =
                YAMLMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
        String text = FileText.read(file, file.toString());
        if (text.isBlank()) {
            return new Herd(null);
        }
        try {
            return yaml.readValue(text, Herd.class);
        } catch (UnrecognizedPropertyException e) {
            throw wrong(
                    file,
                    e,
                    "there is no key '"
                            + e.getPropertyName()
                            + "' here; there are "
                            + String.join(
                                    ", ",
                                    e.getKnownPropertyIds().stream()
                                            .map(String::valueOf)
                                            .toList()));
        } catch (JacksonException e) {
            throw wrong(file, e, Misfit.words(e));
        }
    }

    private static UsageException wrong(Path file, JacksonException e, String what) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return new UsageException(
                Text.clean(file + (line > 0 ? ", line " + line : "") + ": " + what));
    }
}
