package dev.kelpie.hands.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All runtimes: those that come with Kelpie, and those of the person, whose file of the same name
/// lies over ours. Files are read once.
public final class Runtimes {
    private static final String FOLDER = "/dev/kelpie/runtimes/";

    private final TreeMap<String, AgentRuntime> byName = new TreeMap<>();

    /// @param directory the person's folder of runtimes; need not be there
    /// @param home Kelpie's home
    /// @param environment the engine's own environment: PATH and HOME are the person's
    /// @param placeholders values for `{prefix}`, `{java}`, `{classpath}` in commands
    /// @throws DescriptorException when a file is not as it should be
    public Runtimes(
            Path directory,
            Path home,
            Map<String, String> environment,
            Map<String, String> placeholders) {
        SequencedMap<String, Source> ours = builtIn();
        Map<String, Source> theirs = theirs(directory);
        var names = new LinkedHashSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        for (String name : names) {
            Descriptor descriptor = DescriptorReader.read(name, chain(name, ours, theirs));
            byName.put(name, new AgentRuntime(descriptor, home, environment, placeholders));
        }
    }

    /// The names alone, in order; no file is read. What is in them is said by whoever reads them.
    public static List<String> names(Path directory) {
        var names = new TreeSet<>(ours());
        names.addAll(own(directory).keySet());
        return List.copyOf(names);
    }

    /// By name, in order.
    public List<AgentRuntime> all() {
        return List.copyOf(byName.values());
    }

    public Optional<AgentRuntime> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The files of which a runtime is made, the lowest first: what it extends, ours, theirs.
    private static List<Source> chain(
            String name, Map<String, Source> ours, Map<String, Source> theirs) {
        var chain = new ArrayList<Source>();
        climb(name, ours, theirs, chain, new LinkedHashSet<>());
        return chain;
    }

    private static void climb(
            String name,
            Map<String, Source> ours,
            Map<String, Source> theirs,
            List<Source> chain,
            Set<String> seen) {
        List<Source> files =
                Stream.of(ours, theirs).flatMap(m -> Stream.ofNullable(m.get(name))).toList();
        if (files.isEmpty() || !seen.add(name)) {
            return;
        }
        for (Source file : files) {
            String base = file.tree().path("extends").asText("");
            if (!base.isEmpty()) {
                if ((!ours.containsKey(base) && !theirs.containsKey(base)) || seen.contains(base)) {
                    throw new DescriptorException(
                            file.file(),
                            file.line("extends"),
                            "extends",
                            "no such runtime to extend, or it extends this one: " + base);
                }
                climb(base, ours, theirs, chain, seen);
            }
            chain.add(file);
        }
    }

    private static SequencedMap<String, Source> builtIn() {
        var sources = new TreeMap<String, Source>();
        for (String name : ours()) {
            String file = name + ".toml";
            sources.put(name, Source.parse(file, resource(file)));
        }
        return sources;
    }

    private static List<String> ours() {
        return resource("index").lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    private static String resource(String file) {
        try (InputStream in = Runtimes.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the program: " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Source> theirs(Path directory) {
        var sources = new TreeMap<String, Source>();
        own(directory)
                .forEach((name, file) -> {
                    try {
                        sources.put(name, Source.parse(file.toString(), Files.readString(file)));
                    } catch (IOException e) {
                        throw unreadable(directory, e);
                    }
                });
        return sources;
    }

    private static Map<String, Path> own(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Map.of();
        }
        var files = new TreeMap<String, Path>();
        try (Stream<Path> all = Files.list(directory)) {
            all.filter(f -> f.toString().endsWith(".toml"))
                    .forEach(f -> files.put(name(f.getFileName().toString()), f));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        return files;
    }

    private static String name(String file) {
        return file.substring(0, file.length() - ".toml".length());
    }

    private static DescriptorException unreadable(Path directory, IOException why) {
        return new DescriptorException(directory.toString(), "cannot be read: " + why, why);
    }
}
