package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A person at a terminal: an interactive bash in a pane of a tmux of their own, so that what is
/// shown and which modes are on can be looked at from outside. They find `kelpie` on their path.
final class Person {
    /// What a screen turns on and must turn off again.
    private static final String MODES = "#{alternate_on} #{mouse_any_flag} #{cursor_flag}";

    private static final String OURS = "0 0 1";
    private static final String TAKEN = "1 1 0";

    /// The number of the command line, and what the one before it ended with; nobody left anything
    /// behind it.
    private static final Pattern PROMPT = Pattern.compile("<(\\d+) (\\d+)>\\s*$");

    private static final long PATIENCE_SECONDS = 30;

    private final Built built;
    private final String socket;
    private int line;
    private String before = "";

    private Person(Built built, String socket) {
        this.built = built;
        this.socket = socket;
    }

    /// Somebody at a plain terminal, with more in their environment than others have.
    static Person sitsDown(Built built, Map<String, String> more) throws Exception {
        Person person = inTmux(built, more);
        assertThat(person.run("unset TMUX TMUX_PANE")).isZero();
        return person;
    }

    /// Somebody who works in tmux, and whose programs know that.
    static Person inTmux(Built built, Map<String, String> more) throws Exception {
        Path place = Files.createTempDirectory(built.folder, "person");
        // bash itself would turn the paste mode on whenever it waits.
        Path rc = place.resolve("rc");
        Files.writeString(
                rc,
                """
                bind 'set enable-bracketed-paste off'
                PATH='%s':$PATH
                PS1='<\\# $?> '
                """
                        .formatted(Built.LAUNCHER.getParent()));
        var person = new Person(built, place.getFileName().toString());
        var words = new ArrayList<>(List.of("-f", "/dev/null", "start-server", ";"));
        words.addAll(List.of("set", "-g", "default-terminal", "tmux-256color", ";"));
        words.addAll(List.of("set", "-g", "status", "off", ";"));
        words.addAll(List.of("new-session", "-d", "-x", "100", "-y", "30"));
        more.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        words.addAll(List.of("-c", built.folder.toString(), "bash --rcfile " + rc + " -i"));
        person.tmux(words.toArray(String[]::new));
        person.awaitPrompt(1);
        return person;
    }

    String tmux(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(List.of(words));
        Built.Answer answer = built.run(built.folder, command);
        assertThat(answer.code()).as("%s: %s", command, answer).isZero();
        return answer.out();
    }

    void type(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", "--", text);
    }

    /// Keys by the names that tmux has for them.
    void press(String... keys) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new));
    }

    String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    /// What is shown but for the ages in it, which each screen tells in its own time.
    String ageless() throws IOException, InterruptedException {
        return screen().replaceAll(" *\\b\\d+[smh]\\b *", " age ");
    }

    void sees(String regex) throws IOException, InterruptedException {
        var pattern = Pattern.compile(regex);
        waits("sees " + regex, () -> pattern.matcher(screen()).find());
    }

    void seesNoMore(String text) throws IOException, InterruptedException {
        waits("sees no more " + text, () -> !screen().contains(text));
    }

    /// Types a command line and waits for its end; the answer is what it ended with.
    int run(String command) throws IOException, InterruptedException {
        start(command);
        return awaitPrompt(line + 1);
    }

    void start(String command) throws IOException, InterruptedException {
        type(command);
        press("Enter");
    }

    /// Opens the screen, having looked at how the terminal is.
    void opens(String command) throws IOException, InterruptedException {
        before = stty();
        start(command);
        seesTheHerd();
    }

    void seesTheHerd() throws IOException, InterruptedException {
        sees("1 Agents");
        waits("the terminal is taken", () -> modes().equals(TAKEN));
    }

    /// Goes to an agent by its name.
    void chooses(String agent) throws IOException, InterruptedException {
        type(":");
        sees("Commands");
        type("go to " + agent);
        press("Enter");
        sees("2 " + agent);
    }

    /// Asks for the help and puts it away: the screen takes keys.
    void looksAtTheHelp() throws IOException, InterruptedException {
        type("?");
        sees("Everywhere");
        press("Escape");
        seesNoMore("Everywhere");
    }

    /// The screen is there again after a visit.
    void isBackFrom(String agent) throws IOException, InterruptedException {
        sees("back from " + agent);
        seesTheHerd();
    }

    /// Leaves the screen by its key, and finds the terminal as it was.
    void leaves() throws IOException, InterruptedException {
        type("q");
        assertThat(isBackAsBefore()).isZero();
    }

    /// Waits until bash has the terminal again and looks whether all is as it was before the screen
    /// was opened; the answer is what the screen ended with.
    int isBackAsBefore() throws IOException, InterruptedException {
        int code = awaitPrompt(line + 1);
        assertThat(modes()).as("alternate screen, mouse, cursor").isEqualTo(OURS);
        assertThat(stty()).isEqualTo(before);
        assertThat(pasted()).as("a paste, without marks around it").isEqualTo("a paste\n");
        return code;
    }

    private String modes() throws IOException, InterruptedException {
        return tmux("display-message", "-p", MODES).strip();
    }

    private String stty() throws IOException, InterruptedException {
        Path file = Files.createTempFile(built.folder, "stty", "");
        assertThat(run("stty -a >" + file)).isZero();
        return Files.readString(file);
    }

    private String pasted() throws IOException, InterruptedException {
        Path file = Files.createTempFile(built.folder, "pasted", "");
        start("cat >" + file);
        waits(
                "cat runs",
                () -> tmux("display-message", "-p", "#{pane_current_command}").startsWith("cat"));
        tmux("set-buffer", "a paste\n");
        tmux("paste-buffer", "-p", "-d");
        press("C-d");
        awaitPrompt(line + 1);
        return Files.readString(file);
    }

    private int awaitPrompt(int number) throws IOException, InterruptedException {
        waits("prompt " + number, () -> prompt(1).equals(String.valueOf(number)));
        line = number;
        return Integer.parseInt(prompt(2));
    }

    /// A part of the prompt in the last line, or nothing if none is there.
    private String prompt(int part) throws IOException, InterruptedException {
        var matcher = PROMPT.matcher(screen());
        return matcher.find() ? matcher.group(part) : "";
    }

    void waits(String what, Built.Condition condition) throws IOException, InterruptedException {
        try {
            Built.until(what, PATIENCE_SECONDS, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; there is\n" + screen(), e);
        }
    }

    /// What bash runs in front.
    ProcessHandle launcher() throws IOException, InterruptedException {
        long bash = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        return ProcessHandle.of(bash).flatMap(b -> b.children().findFirst()).orElseThrow();
    }

    /// The screen itself, below its launcher.
    ProcessHandle jvm() throws IOException, InterruptedException {
        return launcher()
                .descendants()
                .filter(p -> p.info().command().filter(c -> c.endsWith("/java")).isPresent())
                .findFirst()
                .orElseThrow();
    }
}
