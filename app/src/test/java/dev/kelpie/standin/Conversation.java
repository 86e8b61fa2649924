package dev.kelpie.standin;

import java.util.List;
import java.util.regex.Pattern;

/// Where a conversation stands: the last thing the user asked, and how often the model has answered
/// since (each answer but the last was a tool call).
record Conversation(String prompt, int answered) {
    private static final Pattern REMINDER =
            Pattern.compile("<system-reminder>.*?</system-reminder>", Pattern.DOTALL);

    /// How Codex begins its wish for a title.
    static final String TITLE = "Generate a concise, single-line task title";

    /// Codex tells the model of its surroundings in messages that are one element from end to end.
    private static final Pattern ELEMENT = Pattern.compile("<([a-z_]+)>.*</\\1>", Pattern.DOTALL);

    /// What agents write into the user's turn of their own accord is no prompt.
    static String asked(String text) {
        String plain = REMINDER.matcher(text).replaceAll("").strip();
        boolean agents =
                plain.startsWith("[Request interrupted by user")
                        || plain.startsWith("# AGENTS.md instructions")
                        || ELEMENT.matcher(plain).matches();
        return agents ? "" : plain;
    }

    Turn next() {
        if (prompt.startsWith(TITLE)) {
            String title = Json.of("title", "Stand-in work").toString();
            return Turn.saying(title, Turn.Usage.SMALL);
        }
        if (Script.isIn(prompt)) {
            return Script.parse(prompt).turn(answered);
        }
        if (prompt.contains("create a detailed summary")) {
            return Turn.saying("<summary>Stand-in summary.</summary>", Turn.Usage.SMALL);
        }
        String first = prompt.lines().findFirst().orElse("");
        return Turn.saying(
                "You said: " + first.substring(0, Math.min(200, first.length())), Turn.Usage.SMALL);
    }

    /// Gathers the parts of a conversation in their order.
    static final class Reader {
        private String prompt = "";
        private int answered;

        /// The parts of one message of the user; queued prompts go out together.
        void user(List<String> parts) {
            var prompts =
                    parts.stream()
                            .map(Conversation::asked)
                            .filter(part -> !part.isEmpty())
                            .toList();
            int first = 0;
            for (int i = 0; i + 1 < prompts.size(); i++) {
                // Claude Code puts a prompt that failed and the next one into one message.
                first = Script.failsForEver(prompts.get(i)) ? i + 1 : first;
            }
            String asked = String.join("\n", prompts.subList(first, prompts.size()));
            if (!asked.isEmpty()) {
                prompt = asked;
                answered = 0;
            }
        }

        void model() {
            answered++;
        }

        /// For those whose conversation has no messages of the model to count.
        void answered(int turns) {
            answered = Math.max(answered, turns);
        }

        Conversation read() {
            return new Conversation(prompt, answered);
        }
    }
}
