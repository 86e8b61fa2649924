package dev.kelpie.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a reader should never have to see.
class TidyTest {
    private static final int LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 50;

    /// Files that were longer when the rule came: they may shrink, never grow.
    private static final Map<String, Integer> LONG_FILES =
            Map.of("app/src/test/java/dev/kelpie/fake/FakeAgentIT.java", 455);

    /// Methods that were longer when the rule came: they may shrink, never grow.
    private static final Map<String, Integer> LONG_METHODS =
            Map.of(
                    "app/src/main/java/dev/kelpie/tui/AgentActions.java off", 75,
                    "app/src/main/java/dev/kelpie/tui/AgentActions.java run", 65,
                    "app/src/main/java/dev/kelpie/tui/HomeActions.java run", 55);

    /// Spelt in two halves, so that this file may keep its own rule.
    private static final Pattern UNFINISHED =
            Pattern.compile("(//|\\*).*\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern PRINTING = Pattern.compile("System\\.(out|err)\\b");

    private static final Pattern MAY_PRINT =
            Pattern.compile("app/src/main/java/dev/kelpie/([A-Z]\\w*|(door|fake|bench)/.*)\\.java");

    @Test
    void nothing_is_left_for_later_and_nothing_is_indented_by_tabs() throws IOException {
        var wrong = new TreeSet<String>();
        for (Path file : Sources.all()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains("\t") || UNFINISHED.matcher(lines.get(i)).find()) {
                    wrong.add(Sources.name(file) + ":" + (i + 1) + " " + lines.get(i).strip());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_file_fits_in_a_head() throws IOException {
        var wrong = new TreeMap<String, Integer>();
        for (Path file : Sources.all()) {
            int lines = Files.readAllLines(file).size();
            String name = Sources.name(file);
            if (lines > LONG_FILES.getOrDefault(name, LINES_MAX)) {
                wrong.put(name, lines);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void only_doors_and_programs_print() throws IOException {
        var wrong = new TreeSet<String>();
        for (Path file : Sources.main()) {
            if (!MAY_PRINT.matcher(Sources.name(file)).matches()
                    && PRINTING.matcher(Files.readString(file)).find()) {
                wrong.add(Sources.name(file));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_package_says_what_lives_in_it_and_knows_no_null() throws IOException {
        var wrong = new TreeSet<String>();
        for (Path file : Sources.main()) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info)) {
                wrong.add(Sources.name(info) + " is missing");
            } else if (!Files.readString(info).matches("(?s)///.*@NullMarked.*")) {
                wrong.add(Sources.name(info) + " says nothing, or allows null");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_method_fits_on_a_screen() throws IOException {
        var wrong = new TreeMap<String, Integer>();
        methodLines(Sources.main())
                .forEach((name, lines) -> {
                    if (lines > LONG_METHODS.getOrDefault(name, METHOD_LINES_MAX)) {
                        wrong.put(name, lines);
                    }
                });
        assertThat(wrong).isEmpty();
    }

    /// Lines of each method, by `file method`; of several of one name the longest.
    private static Map<String, Integer> methodLines(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new TreeMap<String, Integer>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("--release", "25", "-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                String file = Sources.name(Path.of(unit.getSourceFile().toUri()));
                new Lengths(unit, trees, file, found).scan(unit, null);
            }
        }
        assertThat(found).hasSizeGreaterThan(500);
        return found;
    }

    private static final class Lengths extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final String file;
        private final Map<String, Integer> found;

        Lengths(CompilationUnitTree unit, Trees trees, String file, Map<String, Integer> found) {
            this.unit = unit;
            this.trees = trees;
            this.file = file;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            var places = trees.getSourcePositions();
            var lines = unit.getLineMap();
            if (method.getBody() != null) {
                long first = lines.getLineNumber(places.getStartPosition(unit, method));
                long last = lines.getLineNumber(places.getEndPosition(unit, method));
                found.merge(file + " " + method.getName(), (int) (last - first + 1), Math::max);
            }
            return super.visitMethod(method, null);
        }
    }
}
