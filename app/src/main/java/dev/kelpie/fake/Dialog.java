package dev.kelpie.fake;

import java.util.ArrayList;
import java.util.List;

/// A question on the screen: while it is there, keys answer it and nothing else.
record Dialog(
        Kind kind,
        List<String> head,
        List<String> choices,
        int marked,
        boolean numbered,
        String foot) {
    /// What it is about, and how the registry says so.
    enum Kind {
        PERMISSION("permission prompt"),
        PLAN("permission prompt"),
        QUESTION("input needed"),
        STARTUP("");

        private final String waitingFor;

        Kind(String waitingFor) {
            this.waitingFor = waitingFor;
        }

        String waitingFor() {
            return waitingFor;
        }
    }

    /// The answer of Escape.
    static final int ESCAPED = -1;

    /// No answer yet.
    static final int OPEN = -2;

    Dialog {
        head = List.copyOf(head);
        choices = List.copyOf(choices);
    }

    Dialog mark(int choice) {
        int in = Math.floorMod(choice, choices.size());
        return new Dialog(kind, head, choices, in, numbered, foot);
    }

    /// Which choice these typed bytes take; any letter between them is lost, as in the real one.
    int typed(String bytes, Style style) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            int choice = c - '1';
            if (numbered && choice >= 0 && choice < choices.size()) {
                return choice;
            }
            if (style == Style.CODEX && kind == Kind.PERMISSION && (c == 'y' || c == 'p')) {
                return c == 'y' ? 0 : 1;
            }
        }
        return OPEN;
    }

    List<String> lines(Style style) {
        List<String> lines = new ArrayList<>(head);
        for (int i = 0; i < choices.size(); i++) {
            String number = numbered ? (i + 1) + ". " : "";
            lines.add(" " + (i == marked ? style.mark() : " ") + " " + number + choices.get(i));
        }
        lines.add("");
        if (!foot.isEmpty()) {
            lines.add(" " + foot);
        }
        return lines;
    }

    static Dialog permission(Style style, String tool, String subject, String cwd) {
        if (style == Style.CODEX) {
            return new Dialog(
                    Kind.PERMISSION,
                    List.of(
                            "  Would you like to run the following command?",
                            "",
                            "  $ " + subject,
                            ""),
                    List.of(
                            "Yes, proceed (y)",
                            "Yes, and don't ask again for this command (p)",
                            "No, and tell Codex what to do differently (esc)"),
                    0,
                    true,
                    "Press enter to confirm or esc to cancel");
        }
        boolean file = tool.equals("Write") || tool.equals("Edit");
        String verb = tool.equals("Write") ? "create " : "make this edit to ";
        return new Dialog(
                Kind.PERMISSION,
                List.of(
                        " " + (tool.equals("Bash") ? "Bash command" : tool),
                        "",
                        "   " + subject,
                        "",
                        " Do you want to " + (file ? verb + subject + "?" : "proceed?")),
                List.of(
                        "Yes",
                        "Yes, and don't ask again for " + subject + " in " + cwd,
                        "No, and tell Claude what to do differently (esc)"),
                0,
                true,
                "Esc to cancel · Tab to amend");
    }

    static Dialog question(String text, List<String> options) {
        List<String> choices = new ArrayList<>(options);
        choices.add("Type something.");
        return new Dialog(
                Kind.QUESTION,
                List.of(" ☐ " + text, ""),
                choices,
                0,
                true,
                "Enter to select · ↑/↓ to navigate · Esc to cancel");
    }

    static Dialog plan(String plan) {
        return new Dialog(
                Kind.PLAN,
                List.of(
                        " Ready to code?",
                        "",
                        " Here is Claude's plan:",
                        "   " + plan,
                        "",
                        " Would you like to proceed?"),
                List.of(
                        "Yes, and auto-accept edits",
                        "Yes, and manually approve edits",
                        "No, keep planning"),
                0,
                true,
                "");
    }

    static Dialog trust(String cwd) {
        return new Dialog(
                Kind.STARTUP,
                List.of(
                        " Accessing workspace:",
                        "",
                        " " + cwd,
                        "",
                        " Quick safety check: Is this a project you created or one you trust?",
                        ""),
                List.of("No, exit", "Yes, I trust this folder"),
                0,
                false,
                "Enter to confirm · Esc to cancel");
    }

    static Dialog settingsWarning(String event) {
        return new Dialog(
                Kind.STARTUP,
                List.of(
                        " Settings Warning",
                        "",
                        " Unknown hook event \"" + event + "\" was ignored",
                        ""),
                List.of("Continue", "Exit and fix manually"),
                0,
                true,
                "Enter to confirm · Esc to cancel");
    }

    static Dialog login() {
        return new Dialog(
                Kind.STARTUP,
                List.of(" Welcome to Claude Code", "", " Select login method:", ""),
                List.of("Claude account with subscription", "Anthropic Console account"),
                0,
                true,
                "");
    }
}
