package dev.kelpie.tmux;

import java.util.ArrayList;
import java.util.List;

/// Reads the parameters of one `CSI … m` and says the same for the emulator: colours as keys,
/// strike-through as its "conceal" (which it keeps and strike-through it does not), curly
/// underlines plain.
record SgrReader(CellKeys keys) {
    /// @param parameters what stands between `CSI` and `m`
    String translate(String parameters) {
        List<String> said = new ArrayList<>();
        String[] words = parameters.split(";", -1);
        for (int at = 0; at < words.length; at++) {
            String word = words[at];
            int colon = word.indexOf(':');
            int code = number(colon < 0 ? word : word.substring(0, colon));
            if (code == 38 || code == 48 || code == 58) {
                List<Integer> colour =
                        colon < 0 ? semicolons(words, at) : colons(word.substring(colon + 1));
                at += colon < 0 ? colour.size() : 0;
                colour(code, colour, said);
            } else if (code == 4 && colon >= 0) {
                said.add(word.endsWith(":0") ? "24" : "4");
            } else {
                plain(code, said);
            }
        }
        return said.isEmpty() ? "" : "\u001b[" + String.join(";", said) + "m";
    }

    private void plain(int code, List<String> said) {
        if (code >= 30 && code <= 37) {
            say(38, new Colour.Indexed(code - 30), said);
        } else if (code >= 40 && code <= 47) {
            say(48, new Colour.Indexed(code - 40), said);
        } else if (code >= 90 && code <= 97) {
            say(38, new Colour.Indexed(code - 90 + 8), said);
        } else if (code >= 100 && code <= 107) {
            say(48, new Colour.Indexed(code - 100 + 8), said);
        } else if (code == 9) {
            said.add("8");
        } else if (code == 29) {
            said.add("28");
        } else if (code != 8 && code != 28) {
            said.add(Integer.toString(code));
        }
    }

    private void colour(int code, List<Integer> words, List<String> said) {
        if (code == 58 || words.size() < 2) {
            return;
        }
        if (words.getFirst() == 5) {
            say(code, new Colour.Indexed(words.get(1) & 0xff), said);
        } else if (words.getFirst() == 2 && words.size() >= 4) {
            int last = words.size();
            say(
                    code,
                    new Colour.Rgb(
                            words.get(last - 3) & 0xff,
                            words.get(last - 2) & 0xff,
                            words.get(last - 1) & 0xff),
                    said);
        }
    }

    private void say(int code, Colour colour, List<String> said) {
        int key = keys.key(colour);
        // The emulator keeps the upper four bits of each part.
        said.add(
                "%d;2;%d;%d;%d"
                        .formatted(code, (key >> 8) * 17, ((key >> 4) & 15) * 17, (key & 15) * 17));
    }

    /// `38;5;n` or `38;2;r;g;b`: what follows the 38.
    private static List<Integer> semicolons(String[] words, int at) {
        int kind = at + 1 < words.length ? number(words[at + 1]) : -1;
        int count = kind == 5 ? 2 : kind == 2 ? 4 : Math.min(1, words.length - at - 1);
        List<Integer> numbers = new ArrayList<>();
        for (int i = at + 1; i <= at + count && i < words.length; i++) {
            numbers.add(number(words[i]));
        }
        return numbers;
    }

    /// `38:5:n`, `38:2:r:g:b` or `38:2:space:r:g:b`.
    private static List<Integer> colons(String words) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : words.split(":", -1)) {
            numbers.add(number(word));
        }
        return numbers;
    }

    private static int number(String word) {
        if (word.length() > 6 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return word.isEmpty() ? 0 : Integer.parseInt(word);
    }
}
