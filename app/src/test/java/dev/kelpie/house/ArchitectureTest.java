package dev.kelpie.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kelpie.model.Command;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may know whom. A broken rule names both classes and the line.
class ArchitectureTest {
    private static final String BASE = "dev.kelpie.";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .importPackages("dev.kelpie");

    /// Which of our packages each of our packages may use, besides itself and what lies in it.
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("theme", Set.of()),
                    Map.entry("tmux", Set.of()),
                    Map.entry("model", Set.of()),
                    Map.entry("store", Set.of("model")),
                    Map.entry("verb", Set.of("model")),
                    Map.entry("home", Set.of("model")),
                    Map.entry("engine", Set.of("model", "store")),
                    Map.entry("hands", Set.of("model", "store", "tmux", "verb", "engine", "home")),
                    Map.entry("door", Set.of("model", "verb", "engine", "home", "store")),
                    Map.entry("tui", Set.of("model", "verb", "engine", "theme")),
                    Map.entry("bench", Set.of("model", "store", "verb", "engine", "door")),
                    Map.entry("fake", Set.of()));

    /// It looks at all the others from outside, and has bare yardsticks beside them.
    private static final String MEASURING = "dev.kelpie.bench..";

    private static final Set<String> STORE_WORDS =
            Set.of("StoreException", "EventJson", "Json", "Kinds");

    /// Each clock and each pause has one home; these are the others, each with its reason.
    private static final Set<String> OWN_CLOCK =
            Set.of(
                    "dev.kelpie.Main", // where the clock is made that all others are given
                    "dev.kelpie.fake.Pace"); // the fake agent is a program of its own

    @Test
    void each_package_uses_only_what_lies_below_it() {
        var wrong = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            String own = area(from);
            if (own.isEmpty()) {
                continue;
            }
            assertThat(MAY_USE).as("a new package needs its place in the table").containsKey(own);
            from.getDirectDependenciesFromSelf().stream()
                    .filter(d -> d.getTargetClass().getPackageName().startsWith("dev.kelpie"))
                    .filter(d -> !area(d.getTargetClass()).equals(own))
                    .filter(d ->
                            !MAY_USE.getOrDefault(own, Set.of()).contains(area(d.getTargetClass())))
                    .forEach(d -> wrong.add(d.getDescription()));
        }
        assertThat(wrong).isEmpty();
    }

    /// The form of an event in JSON is one, in the database and at a door.
    @Test
    void of_the_store_others_know_only_its_json_and_how_it_fails() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.kelpie.door..", "dev.kelpie.hands..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.kelpie.store..")
                                .and(
                                        describe(
                                                "keep the database",
                                                c -> !STORE_WORDS.contains(c.getSimpleName()))))
                .check(CLASSES);
    }

    @Test
    void of_the_engine_hands_know_its_interfaces_only() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.kelpie.engine..", "dev.kelpie")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.kelpie.engine.Engine")
                .check(CLASSES);
    }

    @Test
    void the_model_is_made_of_values_only() {
        classes()
                .that()
                .resideInAPackage("dev.kelpie.model..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "dev.kelpie.model..",
                                "java.lang",
                                "java.lang.annotation",
                                "java.lang.invoke",
                                "java.lang.runtime",
                                "java.util",
                                "java.util.function",
                                "java.util.regex",
                                "java.util.stream",
                                "java.time..",
                                "org.jspecify.."))
                .check(CLASSES);
    }

    @Test
    void each_library_is_the_guest_of_one_package() {
        guest("com.googlecode.lanterna..", "dev.kelpie.tui.term..");
        guest("org.eclipse.jgit..", "dev.kelpie.hands.git..");
        guest("picocli..", "dev.kelpie.door.cli..");
        guest("java.sql..", "dev.kelpie.store..", MEASURING);
        guest("org.sqlite..", "dev.kelpie.store..");
        guest("com.pty4j..", "dev.kelpie.tmux..", MEASURING);
        guest("org.jline..", "dev.kelpie.tmux..", MEASURING);
        guest("com.sun.net.httpserver..", "dev.kelpie.door..");
    }

    private static void guest(String library, String... hosts) {
        noClasses()
                .that()
                .resideOutsideOfPackages(hosts)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("dev.kelpie.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void time_is_passed_in_and_nobody_sleeps() {
        noClasses()
                .that(describe("have no clock of their own", c -> !OWN_CLOCK.contains(outer(c))))
                .should()
                .accessTargetWhere(ownClock())
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> ownClock() {
        return describe(
                "it reads the machine's clock or sleeps",
                access -> {
                    String owner = access.getTarget().getOwner().getName();
                    String name = access.getName();
                    boolean clockless =
                            !(access.getTarget()
                                            instanceof
                                            com.tngtech.archunit.core.domain.AccessTarget
                                                            .CodeUnitCallTarget
                                                    target)
                                    || target.getRawParameterTypes().stream()
                                            .noneMatch(p -> p.isEquivalentTo(Clock.class));
                    return switch (name) {
                        case "now" -> owner.startsWith("java.time.") && clockless;
                        case "currentTimeMillis" -> owner.equals("java.lang.System");
                        case "sleep" ->
                                owner.equals("java.lang.Thread")
                                        || owner.equals("java.util.concurrent.TimeUnit");
                        case "systemUTC", "systemDefaultZone", "system" ->
                                owner.equals("java.time.Clock");
                        default -> false;
                    };
                });
    }

    @Test
    void only_a_main_class_ends_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kelpie.fake..") // it plays how programs end
                .and(
                        describe(
                                "are no main class",
                                c ->
                                        c.getMethods().stream()
                                                .map(JavaCodeUnit::getName)
                                                .noneMatch("main"::equals)))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void each_command_is_a_record() {
        classes()
                .that()
                .implement(Command.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .check(CLASSES);
    }

    @Test
    void all_four_modules_are_under_these_rules() {
        for (String area : List.of("theme", "tmux", "model", "store", "engine", "hands", "tui")) {
            assertThat(Stream.of(area).anyMatch(a -> CLASSES.stream().anyMatch(in(a))))
                    .as(area)
                    .isTrue();
        }
    }

    private static java.util.function.Predicate<JavaClass> in(String area) {
        return c -> area(c).equals(area);
    }

    /// The part of Kelpie to which a class belongs; empty for the root, which may know all.
    private static String area(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE) ? name.substring(BASE.length()).split("\\.", 2)[0] : "";
    }

    private static String outer(JavaClass type) {
        return type.getName().split("\\$", 2)[0];
    }
}
