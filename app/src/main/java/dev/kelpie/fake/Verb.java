package dev.kelpie.fake;

import java.util.Optional;

/// Everything a script line can say; `docs/fake-agent.md` lists the same table.
enum Verb {
    SAY("say", 1, "say TEXT: an answer line"),
    THINK("think", 1, "think 3s: busy with a spinner"),
    LATENCY("latency", 1, "latency 2s: busy before the first token; Esc gives the prompt back"),
    TOOL("tool", 1, "tool NAME [JSON] [2s]: a tool call with its hooks"),
    EDIT("edit", 2, "edit FILE TEXT: appends a line to a real file"),
    WRITE("write", 2, "write FILE 10K: writes a real file of that size"),
    COMMIT("commit", 1, "commit MESSAGE: git add and commit in the working directory"),
    SH("sh", 1, "sh COMMAND: really runs it and shows its output"),
    ASK("ask", 2, "ask permission TOOL TEXT | ask question TEXT OPTION…"),
    PLAN("plan", 0, "plan [TEXT]: asks for approval of a plan"),
    TRUST("trust", 0, "trust: the question whether this folder is trusted"),
    LOGIN("login", 0, "login: the login screen"),
    LIMIT("limit", 1, "limit 5m: usage limit, goes on by itself afterwards"),
    ERROR("error", 1, "error 529: retries, then the API error; the turn ends"),
    TODO("todo", 1, "todo 2/5: shows a list of five, two done"),
    SUBAGENT("subagent", 0, "subagent [5s] | subagent background 20s"),
    USAGE("usage", 1, "usage +12000 | usage 76%: context tokens"),
    WINDOW("window", 1, "window 200000: size of the context window"),
    COMPACT("compact", 0, "compact: compaction with its hooks"),
    BELL("bell", 0, "bell: rings"),
    TITLE("title", 1, "title TEXT: sets the pane title"),
    ALT_SCREEN("alt-screen", 1, "alt-screen on|off"),
    FLOOD("flood", 1, "flood 10MB: prints that much as fast as it goes"),
    RATE("rate", 3, "rate 10/s for 60s: prints lines at that rate"),
    PRINT_HOSTILE(
            "print-hostile", 0, "print-hostile: OSC 52, titles, DCS, bad UTF-8, bidi, garbage"),
    SPAWN_CHILD(
            "spawn-child",
            1,
            "spawn-child setsid|nohup|plain [600s]: a child; a plain one ends with the terminal"),
    CRASH("crash", 0, "crash [3]: ends at once with that status, cleaning nothing up"),
    SIGNAL("signal", 1, "signal 9: kills itself with that signal"),
    HANG("hang", 0, "hang: busy for ever, deaf to keys"),
    FREEZE("freeze", 0, "freeze [10m]: deaf to keys and to every signal but SIGKILL"),
    EXIT("exit", 0, "exit [0]: leaves properly"),
    TURN("turn", 1, "turn TEXT: ends the turn and starts another, as if TEXT had been typed"),
    IDLE("idle", 1, "idle 20s: ends the turn and waits; prompts are played meanwhile"),
    WAIT_FOR_PROMPT(
            "wait-for-prompt", 0, "wait-for-prompt: ends the turn, goes on with the next prompt"),
    REPEAT("repeat", 0, "repeat [3]: back to the first line of this block, for ever or 3 times"),
    MAYBE("maybe", 2, "maybe 1/3: STEP: by the seed, one time in three");

    private final String word;
    private final int wordsMin;
    private final String usage;

    Verb(String word, int wordsMin, String usage) {
        this.word = word;
        this.wordsMin = wordsMin;
        this.usage = usage;
    }

    String word() {
        return word;
    }

    int wordsMin() {
        return wordsMin;
    }

    String usage() {
        return usage;
    }

    static Optional<Verb> named(String word) {
        for (Verb verb : values()) {
            if (verb.word.equals(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}
