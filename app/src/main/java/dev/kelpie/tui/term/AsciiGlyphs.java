package dev.kelpie.tui.term;

import java.util.HashMap;
import java.util.Map;

/// What stands for a glyph on a terminal that has only ASCII; as wide as the original.
final class AsciiGlyphs {
    private static final Map<Integer, String> GLYPHS = new HashMap<>();

    static {
        all("─━┄┅┈┉╌╍═", "-");
        all("│┃┆┇┊┋╎╏║", "|");
        all("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋", "+");
        all("█▓▉▊▋", "#");
        all("▒▌▄▀▐■", "=");
        all("░▍▎▏▁▂▃", "-");
        all("●◉⏺", "*");
        all("○◌◯", "o");
        all("◐◑◒◓", "@");
        all("✓✔", "v");
        all("✗✘✖×", "x");
        all("▲↑", "^");
        all("▼↓", "v");
        all("►▶▸→❯›", ">");
        all("◄◀◂←❮‹", "<");
        all("…", "~");
        all("·•∙", ".");
        all("–—", "-");
        all("‘’", "'");
        all("“”„", "\"");
        all("⚠", "!");
        all("◆◇✳✶✻✽", "*");
        all("⏸‖", "=");
        all("\u00a0", " ");
        for (int dot = 0x2801; dot <= 0x28ff; dot++) {
            GLYPHS.put(dot, "*");
        }
    }

    private AsciiGlyphs() {}

    static String of(String glyph, int width) {
        int cp = glyph.codePointAt(0);
        if (cp < 0x7f) {
            return glyph.substring(0, 1);
        }
        return GLYPHS.getOrDefault(cp, "?").repeat(width);
    }

    private static void all(String glyphs, String ascii) {
        glyphs.codePoints().forEach(cp -> GLYPHS.put(cp, ascii));
    }
}
