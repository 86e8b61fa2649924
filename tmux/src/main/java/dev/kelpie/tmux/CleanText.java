package dev.kelpie.tmux;

import java.util.regex.Pattern;

/// Takes out of foreign text what could act on a terminal or lie to its reader.
final class CleanText {
    /// CSI … m: the only escape sequence that may stay in a coloured screen.
    private static final Pattern SGR = Pattern.compile("\u001b\\[[0-9;:]{0,64}m");

    private static final Pattern OSC_AND_KIN =
            Pattern.compile("\u001b[\\]PX^_].*?(?:\u0007|\u001b\\\\|$)", Pattern.DOTALL);

    private CleanText() {}

    /// A screen as text: lines only, no control characters, no bidi overrides, nothing without
    /// width that could hide a word from one reader and show it to another.
    static String screen(String captured) {
        StringBuilder clean = new StringBuilder(captured.length());
        captured.codePoints().filter(CleanText::visible).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// The same, with colours kept.
    static String colouredScreen(String captured) {
        String text = OSC_AND_KIN.matcher(captured).replaceAll("");
        StringBuilder clean = new StringBuilder(text.length());
        var sgr = SGR.matcher(text);
        int at = 0;
        while (sgr.find(at)) {
            clean.append(screen(text.substring(at, sgr.start()))).append(sgr.group());
            at = sgr.end();
        }
        return clean.append(screen(text.substring(at))).toString();
    }

    /// A text that may be pasted: without ESC a body cannot end its own bracket (`ESC[201~`) and go
    /// on as keys. Carriage returns are Enter keys, so they become line feeds.
    static String paste(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(point -> point == '\n' || point == '\t' || !control(point))
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// One line of foreign text, for a title or a path in a list.
    static String line(String text) {
        return screen(text.replace('\n', ' ').replace('\t', ' '));
    }

    /// What may be drawn: itself, or a mark on the letter before it.
    static boolean visible(int point) {
        return point == '\n' || !(control(point) || bidi(point) || zeroWidth(point));
    }

    private static boolean control(int point) {
        return point < 0x20 || (point >= 0x7f && point <= 0x9f);
    }

    private static boolean bidi(int point) {
        return (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200e
                || point == 0x200f
                || point == 0x061c;
    }

    private static boolean zeroWidth(int point) {
        return (point >= 0x200b && point <= 0x200d)
                || (point >= 0x2060 && point <= 0x2064)
                || point == 0xfeff
                || point == 0x2028
                || point == 0x2029
                || (point >= 0xe0000 && point <= 0xe007f);
    }
}
