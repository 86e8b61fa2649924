package dev.kelpie.fake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the agent does: a block at the start, and a block for each prompt in turn.
record Script(List<Step> start, List<List<Step>> prompts) {
    static final Script EMPTY = new Script(List.of(), List.of());

    Script {
        start = List.copyOf(start);
        prompts = List.copyOf(prompts);
    }

    /// Reads a script; what is wrong is said with its line number.
    static Script parse(String text) {
        List<Step> start = new ArrayList<>();
        List<List<Step>> prompts = new ArrayList<>();
        List<Step> block = start;
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.equals("on start:")) {
                block = start;
            } else if (line.equals("on prompt:")) {
                block = new ArrayList<>();
                prompts.add(block);
            } else {
                block.add(step(line, number));
            }
        }
        List<List<Step>> copies = new ArrayList<>();
        for (List<Step> steps : prompts) {
            copies.add(List.copyOf(steps));
        }
        return new Script(start, copies);
    }

    private static Step step(String line, int number) {
        try {
            return Step.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("script line " + number + ": " + e.getMessage(), e);
        }
    }

    /// A file, or by its bare name one of the scripts that come with the agent.
    static Script load(String name) throws IOException {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return parse(Files.readString(file));
        }
        try (InputStream in = Script.class.getResourceAsStream("scripts/" + name + ".script")) {
            if (in == null) {
                throw new IOException("no such script: " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /// The steps that a prompt carries in `[[…]]`, in their order.
    static List<Step> directives(String prompt) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while ((at = prompt.indexOf("[[", at)) >= 0) {
            int end = prompt.indexOf("]]", at);
            if (end < 0) {
                break;
            }
            steps.add(Step.parse(prompt.substring(at + 2, end)));
            at = end + 2;
        }
        return steps;
    }
}
