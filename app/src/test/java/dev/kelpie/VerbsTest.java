package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.door.cli.CliVerbs;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table of verbs keeps its promises: a new verb comes with help, an example, and completion.
class VerbsTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    static Stream<Verb> verbs() {
        return Said.verbs().all().stream().map(CliVerb::verb);
    }

    @Test
    void names_are_unique_and_can_be_typed() {
        assertThat(verbs().map(Verb::name))
                .doesNotHaveDuplicates()
                .allMatch(n -> n.matches("[a-z][a-z-]*"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void parameters_are_named_once_and_explained(Verb verb) {
        assertThat(verb.params().stream().flatMap(p -> p.names().stream())).doesNotHaveDuplicates();
        assertThat(verb.params()).allSatisfy(p -> assertThat(p.help()).isNotBlank());
        assertThat(verb.params().stream().filter(p -> p.name().startsWith("-")).map(Param::name))
                .allMatch(n -> n.matches("--[a-z][a-z-]*"));
    }

    @Test
    void the_launcher_knows_which_verbs_only_read() throws IOException {
        String list =
                Files.readAllLines(Path.of("src/main/dist/bin/kelpie")).stream()
                        .map(String::strip)
                        .filter(l -> l.startsWith("ls | ") && l.endsWith(")"))
                        .findFirst()
                        .orElseThrow();
        assertThat(list.substring(0, list.length() - 1).split(" \\| "))
                .containsExactlyInAnyOrderElementsOf(
                        verbs().map(Verb::name).filter(CliVerbs::onlyReads).toList());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void help_names_everything(Verb verb) throws InterruptedException {
        Said help = Said.alone(verb.name(), "--help");

        assertThat(help.code()).isEqualTo(ExitCode.DONE);
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("kelpie " + verb.name()).contains(verb.example());
        assertThat(verb.params()).allSatisfy(p -> assertThat(help.out()).contains(p.name()));
        assertThat(help.out().lines()).allMatch(l -> l.length() <= 80 || l.contains("kelpie "));
    }

    /// `--help` at the end: the words before it have to be understood, and nothing is done.
    @ParameterizedTest
    @MethodSource("verbs")
    void the_example_parses(Verb verb) throws InterruptedException {
        List<String> words = words(verb.example());
        assertThat(words.subList(0, 2)).containsExactly("kelpie", verb.name());
        var argv = new ArrayList<>(words.subList(1, words.size()));
        argv.add("--help");

        assertThat(Said.alone(argv.toArray(String[]::new)).code()).isEqualTo(ExitCode.DONE);
        for (String word : argv) {
            assertThat(word.startsWith("--") ? known(verb) : List.of(word)).contains(word);
        }
    }

    private static List<String> known(Verb verb) {
        var known = new ArrayList<>(List.of("--json", "--help"));
        verb.params().forEach(p -> known.addAll(p.names()));
        return known;
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void an_unknown_option_is_a_wrong_command_line(Verb verb) throws InterruptedException {
        Said said = Said.alone(verb.name(), "--no-such-option");

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).startsWith("kelpie " + verb.name() + ": ");
    }

    @Test
    void the_list_names_every_verb_and_exit_code() throws InterruptedException {
        String help = Said.alone("--help").out();

        assertThat(verbs()).allSatisfy(v -> assertThat(help).contains("  " + v.name() + " "));
        assertThat(ExitCode.values()).allSatisfy(c -> assertThat(help).contains(c.meaning()));
    }

    @Test
    void a_near_miss_is_guessed() throws InterruptedException {
        Said said = Said.alone("spwan", "x");

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("did you mean 'spawn'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completion_knows_every_verb_and_option(String shell) throws InterruptedException {
        Said said = Said.alone("completion", shell);

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(verbs())
                .allSatisfy(verb -> {
                    assertThat(said.out()).contains(verb.name());
                    assertThat(verb.params().stream().map(Param::name))
                            .filteredOn(n -> n.startsWith("--"))
                            .allMatch(n ->
                                    said.out().contains(n)
                                            || said.out().contains("-l " + n.substring(2)));
                });
    }

    @Test
    void completion_for_bash_is_bash() throws Exception {
        assertThat(checked(Said.alone("completion", "bash").out())).isEmpty();
    }

    private static String checked(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.outputWriter()) {
            in.write(script);
        }
        String said =
                new String(
                        bash.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return bash.exitValue() == 0 ? said : "exit " + bash.exitValue() + " " + said;
    }
}
