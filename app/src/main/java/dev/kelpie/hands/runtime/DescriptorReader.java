package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.model.Permissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a descriptor out of files, the later over the earlier: tables are merged, everything else
/// is replaced.
final class DescriptorReader {
    /// How near to the composer a rule looks unless it says otherwise: a spinner stands within a
    /// dozen lines of it, prose that merely quotes one mostly does not.
    private static final int WITHIN = 12;

    private DescriptorReader() {}

    static Descriptor read(String name, List<Source> sources) {
        ObjectNode merged = sources.getFirst().tree().deepCopy();
        sources.stream().skip(1).forEach(source -> merge(merged, source.tree()));
        var fields = new Fields(sources, "", merged);
        fields.maybeText("extends");
        var descriptor =
                new Descriptor(
                        name,
                        fields.maybeText("title").orElse(name),
                        fields.word(
                                "fixture",
                                Descriptor.Fixture.class,
                                Optional.of(Descriptor.Fixture.DESCRIBED)),
                        command(fields.table("command")),
                        flags(fields.table("flags")),
                        permissions(fields.table("permissions")),
                        environment(fields.table("environment")),
                        delivery(fields.table("delivery")),
                        screen(fields),
                        hooks(fields.table("hooks")),
                        files(fields.table("files")),
                        windows(fields.table("windows")),
                        prices(fields.table("prices")),
                        fields.texts("supports"));
        fields.done();
        return descriptor;
    }

    private static void merge(ObjectNode under, ObjectNode over) {
        over.fieldNames()
                .forEachRemaining(key -> {
                    JsonNode value = over.get(key);
                    if (value instanceof ObjectNode table
                            && under.get(key) instanceof ObjectNode old) {
                        merge(old, table);
                    } else {
                        under.set(key, value.deepCopy());
                    }
                });
    }

    private static Descriptor.Command command(Fields f) {
        var command =
                new Descriptor.Command(
                        f.commands("candidates"),
                        f.text("install"),
                        f.texts("version"),
                        f.maybeText("assumed-version"),
                        f.maybeText("tested-min"),
                        f.maybeText("tested-max"),
                        f.texts("process-names"));
        f.done();
        return command;
    }

    private static Descriptor.Flags flags(Fields f) {
        var flags =
                new Descriptor.Flags(
                        f.texts("always"),
                        f.texts("model"),
                        f.texts("session-id"),
                        f.texts("resume"),
                        f.texts("prompt"));
        f.done();
        return flags;
    }

    private static Map<Permissions, Descriptor.Argv> permissions(Fields f) {
        var map = new EnumMap<Permissions, Descriptor.Argv>(Permissions.class);
        map.put(Permissions.DEFAULT, new Descriptor.Argv.Arguments(List.of()));
        for (Permissions each : Permissions.values()) {
            if (each != Permissions.DEFAULT) {
                map.put(each, permission(f, each.word()));
            }
        }
        f.done();
        return Map.copyOf(map);
    }

    private static Descriptor.Argv permission(Fields f, String word) {
        if (f.isText(word)) {
            if (!f.text(word).equals("unsupported")) {
                throw f.wrong(word, "must be a list of arguments or the text \"unsupported\"");
            }
            return new Descriptor.Argv.Unsupported();
        }
        return f.maybeTexts(word)
                .<Descriptor.Argv>map(Descriptor.Argv.Arguments::new)
                .orElseGet(Descriptor.Argv.Unsupported::new);
    }

    private static Descriptor.Surroundings environment(Fields f) {
        Fields set = f.table("set");
        var surroundings =
                new Descriptor.Surroundings(
                        f.texts("pass"), f.texts("drop"), Map.copyOf(set.all(set::text)));
        f.done();
        return surroundings;
    }

    private static Descriptor.Delivery delivery(Fields f) {
        var delivery =
                new Descriptor.Delivery(
                        f.integer("enter-delay-ms", 250),
                        f.integer("text-max-bytes", 100_000),
                        f.texts("command-prefixes"));
        f.done();
        return delivery;
    }

    private static Descriptor.ScreenRules screen(Fields f) {
        Optional<Descriptor.Composer> composer =
                f.has("composer") ? Optional.of(composer(f.table("composer"))) : Optional.empty();
        return new Descriptor.ScreenRules(
                composer,
                f.tables("dialog", DescriptorReader::dialog),
                f.tables("rule", DescriptorReader::rule),
                f.word(
                        "otherwise",
                        Descriptor.Otherwise.class,
                        Optional.of(Descriptor.Otherwise.UNCLEAR)));
    }

    private static Descriptor.Composer composer(Fields f) {
        var composer =
                new Descriptor.Composer(
                        f.maybePattern("fence"),
                        f.maybePattern("foot"),
                        f.pattern("prompt"),
                        f.maybePattern("tail"),
                        f.maybePattern("end"),
                        f.patterns("placeholders"));
        f.done();
        return composer;
    }

    private static Descriptor.Dialog dialog(Fields f) {
        return new Descriptor.Dialog(
                f.text("id"),
                f.word("kind", Reading.Kind.class, Optional.empty()),
                f.pattern("line"),
                f.maybePattern("edge"),
                f.maybePattern("skip"),
                f.patterns("with"),
                f.maybePattern("option"),
                f.maybeTexts("press"));
    }

    private static Descriptor.Rule rule(Fields f) {
        return new Descriptor.Rule(
                f.text("id"),
                f.word("says", Descriptor.Says.class, Optional.empty()),
                f.word("in", Descriptor.Region.class, Optional.empty()),
                f.integer("within", WITHIN),
                f.pattern("line"),
                f.patterns("not"),
                f.maybePattern("skip"));
    }

    private static Descriptor.Hooks hooks(Fields f) {
        Fields since = f.table("since");
        var hooks =
                new Descriptor.Hooks(
                        f.word(
                                "kind",
                                Descriptor.HookKind.class,
                                Optional.of(Descriptor.HookKind.NONE)),
                        f.texts("events"),
                        Map.copyOf(since.all(since::text)));
        f.done();
        return hooks;
    }

    private static Descriptor.Files files(Fields f) {
        var files =
                new Descriptor.Files(
                        f.texts("home"),
                        f.word(
                                "registry",
                                Descriptor.RegistryKind.class,
                                Optional.of(Descriptor.RegistryKind.NONE)),
                        f.word(
                                "transcript",
                                Descriptor.TranscriptKind.class,
                                Optional.of(Descriptor.TranscriptKind.NONE)));
        f.done();
        return files;
    }

    private static Map<String, Long> windows(Fields f) {
        return Map.copyOf(f.all(model -> (long) f.number(model)));
    }

    private static Map<String, Descriptor.Price> prices(Fields f) {
        return Map.copyOf(
                f.all(model -> {
                    Fields p = f.table(model);
                    var price =
                            new Descriptor.Price(
                                    p.number("input"),
                                    p.number("output"),
                                    p.number("cache-read"),
                                    p.number("cache-write"));
                    p.done();
                    return price;
                }));
    }
}
