package dev.kelpie.hands.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All runtimes: those that come with Kelpie, and those of the person, whose file of the same name
/// lies over ours. A file that is not as it should be turns off its own runtime and no other. The
/// files are read again when they have changed.
public final class Runtimes {
    private static final String FOLDER = "/dev/kelpie/runtimes/";

    private final Path directory;
    private final Path home;
    private final Map<String, String> environment;
    private final Map<String, String> placeholders;
    private Known known;

    /// What one reading came to: each name has its runtime, or what is wrong with it.
    private record Known(
            Map<Path, Stamp> files,
            TreeMap<String, AgentRuntime> byName,
            TreeMap<String, String> faults) {}

    /// By which a file is known to be as it was when it was read, its mode too.
    private record Stamp(Object changed, long size) {
        static final Stamp NOWHERE = new Stamp("", 0);
    }

    /// @param directory the person's folder of runtimes; need not be there
    /// @param home Kelpie's home
    /// @param environment the engine's own environment: PATH and HOME are the person's
    /// @param placeholders values for `{prefix}`, `{java}`, `{classpath}` in commands
    public Runtimes(
            Path directory,
            Path home,
            Map<String, String> environment,
            Map<String, String> placeholders) {
        this.directory = directory;
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.placeholders = Map.copyOf(placeholders);
        this.known = read(stamps(own(directory)));
    }

    /// The names alone, in order; no file is read. What is in them is said by whoever reads them.
    public static List<String> names(Path directory) {
        var names = new TreeSet<>(builtIn());
        names.addAll(own(directory).keySet());
        return List.copyOf(names);
    }

    /// By name, in order.
    public List<AgentRuntime> all() {
        return List.copyOf(known().byName().values());
    }

    public Optional<AgentRuntime> named(String name) {
        return Optional.ofNullable(known().byName().get(name));
    }

    /// The names that are off because of a file, each with the file, the line, and what to do.
    public SortedMap<String, String> faults() {
        return Collections.unmodifiableSortedMap(known().faults());
    }

    /// Why there is no runtime of this name, and what to do.
    public String absence(String name) {
        Known now = known();
        String fault = now.faults().get(name);
        return fault == null
                ? "there is no runtime '"
                        + name
                        + "'; there are "
                        + String.join(", ", now.byName().keySet())
                        + "; a file "
                        + name
                        + ".toml in "
                        + directory
                        + " adds one"
                : "the runtime '" + name + "' is off: " + fault;
    }

    private synchronized Known known() {
        Map<Path, Stamp> files = stamps(own(directory));
        if (!files.equals(known.files())) {
            known = read(files);
        }
        return known;
    }

    private Known read(Map<Path, Stamp> files) {
        var ours = new TreeSet<>(builtIn());
        var theirs = own(directory);
        var names = new TreeSet<>(ours);
        names.addAll(theirs.keySet());
        var sources = new Sources(ours, theirs, new HashMap<>());
        var byName = new TreeMap<String, AgentRuntime>();
        var faults = new TreeMap<String, String>();
        for (String name : names) {
            try {
                Descriptor descriptor = DescriptorReader.read(name, sources.chain(name));
                byName.put(name, new AgentRuntime(descriptor, home, environment, placeholders));
            } catch (DescriptorException e) {
                faults.put(name, e.getMessage() + "; " + remedy(name, ours, theirs));
            }
        }
        return new Known(files, byName, faults);
    }

    /// Nobody's own file is passed over in silence: whoever laid it over ours wants what it says.
    private static String remedy(String name, Set<String> ours, Map<String, Path> theirs) {
        return !theirs.containsKey(name)
                ? "mend the file"
                : ours.contains(name)
                        ? "mend the file, or take it away to have the built-in " + name
                        : "mend the file, or take it away";
    }

    /// The files by name, each read when it is first needed.
    private record Sources(Set<String> ours, Map<String, Path> theirs, Map<String, Source> built) {
        /// The files of which a runtime is made, the lowest first: what it extends, ours, theirs.
        List<Source> chain(String name) {
            var chain = new ArrayList<Source>();
            climb(name, chain, new LinkedHashSet<>());
            return chain;
        }

        private void climb(String name, List<Source> chain, Set<String> seen) {
            List<Source> files = files(name);
            if (files.isEmpty() || !seen.add(name)) {
                return;
            }
            for (Source file : files) {
                String base = file.tree().path("extends").asText("");
                if (!base.isEmpty()) {
                    if ((!ours.contains(base) && !theirs.containsKey(base))
                            || seen.contains(base)) {
                        throw new DescriptorException(
                                file.file(),
                                file.line("extends"),
                                "extends",
                                "no such runtime to extend, or it extends this one: " + base);
                    }
                    climb(base, chain, seen);
                }
                chain.add(file);
            }
        }

        private List<Source> files(String name) {
            var files = new ArrayList<Source>();
            if (ours.contains(name)) {
                files.add(built.computeIfAbsent(name, Sources::built));
            }
            Path own = theirs.get(name);
            if (own != null) {
                files.add(own(own));
            }
            return files;
        }

        private static Source built(String name) {
            String file = name + ".toml";
            return Source.parse(file, resource(file));
        }

        private static Source own(Path file) {
            try {
                return Source.parse(file.toString(), Files.readString(file));
            } catch (CharacterCodingException e) {
                throw new DescriptorException(file.toString(), "is not text in UTF-8", e);
            } catch (IOException e) {
                throw new DescriptorException(file.toString(), "can't be read: " + e, e);
            }
        }
    }

    /// The names of those that come with Kelpie.
    public static List<String> builtIn() {
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

    /// A folder that can't be listed stands among the runtimes as one that can't be read.
    private static Map<String, Path> own(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Map.of();
        }
        var files = new TreeMap<String, Path>();
        try (Stream<Path> all = Files.list(directory)) {
            all.filter(f -> f.toString().endsWith(".toml"))
                    .forEach(f -> files.put(name(f.getFileName().toString()), f));
        } catch (IOException | UncheckedIOException e) {
            files.put(String.valueOf(directory.getFileName()), directory);
        }
        return files;
    }

    private static Map<Path, Stamp> stamps(Map<String, Path> files) {
        var stamps = new HashMap<Path, Stamp>();
        for (Path file : files.values()) {
            try {
                stamps.put(
                        file, new Stamp(Files.getAttribute(file, "unix:ctime"), Files.size(file)));
            } catch (IOException e) {
                // Gone since it was listed, or a link to nowhere: reading it says which.
                stamps.put(file, Stamp.NOWHERE);
            }
        }
        return stamps;
    }

    private static String name(String file) {
        return file.substring(0, file.length() - ".toml".length());
    }
}
