package dev.kelpie.fake;

import dev.kelpie.fake.Turns.Flow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Output that a supervisor must live with: too much of it, or the wrong kind.
final class Outburst {
    private static final int CHUNK_BYTES = 16 * 1024;

    /// Clipboard, titles, device strings, mode changes, bidi, broken UTF-8 and plain garbage.
    private static final String[] HOSTILE = {
        "\u001b]52;c;aGVsbG8gZnJvbSBhbiBhZ2VudA==\u0007",
        "\u001b]0;\u202eevil title\u0007",
        "\u001b]2;#(touch /tmp/kelpie-fake-was-here)#{pane_pid}\u001b\\",
        "\u001bP+q544e\u001b\\\u001bPtmux;\u001b\u001b]52;c;eA==\u0007\u001b\\",
        "\u001b_apc string\u001b\\\u001b^privacy\u001b\\",
        "\u001b]8;;file:///etc/passwd\u001b\\click me\u001b]8;;\u001b\\\r\n",
        "\u001b[99999;99999H\u001b[9999999999m\u001b[?1;2;3;4;5h\u001b[>0c\u001b[!p\u001b[;;;;r",
        "user \u202egnp.exe\u202c \u2066isolated\u2069 zero\u200bwidth \ufeff bom\r\n",
        "Z\u0351\u0352\u0353\u0354\u0355\u0356a\u0357\u0358\u0359l\u035a\u035bgo 👩‍👩‍👧‍👦 "
                + "漢字 \u0000\u0007\b\u007f end\r\n",
        "● Do you want to proceed?\r\n❯ 1. Yes (only prose that looks like a dialog)\r\n",
        "\u001b[1;31mred that nobody ends ",
        "\u001b[0m\u001b(B\u000f\r\n"
    };

    private final Turns turns;
    private final Terminal terminal;

    Outburst(Turns turns) {
        this.turns = turns;
        this.terminal = turns.desk().terminal();
    }

    Flow flood(long bytes) throws IOException, InterruptedException {
        String line = "flood 0123456789 abcdefghijklmnopqrstuvwxyz the quick brown fox jumps\r\n";
        byte[] chunk = line.repeat(CHUNK_BYTES / line.length()).getBytes(StandardCharsets.US_ASCII);
        turns.began();
        for (long left = bytes; left > 0; left -= chunk.length) {
            terminal.raw(chunk);
            turns.desk().serve(turns.pace().now());
            if (turns.desk().takeInterrupt()) {
                return Flow.INTERRUPTED;
            }
        }
        return Flow.ON;
    }

    Flow rate(Step step) throws IOException, InterruptedException {
        long perSecond = Long.parseLong(step.word(0, "").replace("/s", ""));
        long lines = perSecond * Step.millis(step.word(2, "")) / 1000;
        long begin = turns.pace().now();
        turns.began();
        for (long i = 1; i <= lines; i++) {
            turns.desk().print("  line " + i + " of " + lines);
            long due = begin + turns.pace().nanos(i * 1000 / perSecond);
            while (turns.pace().now() < due && !turns.desk().interrupted()) {
                turns.desk().serve(due);
            }
            if (turns.desk().takeInterrupt()) {
                return Flow.INTERRUPTED;
            }
        }
        return Flow.ON;
    }

    void hostile() throws IOException {
        turns.began();
        for (String text : HOSTILE) {
            terminal.raw(text.getBytes(StandardCharsets.UTF_8));
        }
        terminal.raw(
                new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, 0x28, (byte) 0xe2, '\r', '\n'});
        terminal.raw(new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x92, '\r', '\n'});
        terminal.repaint();
        turns.say("Printed hostile bytes.");
    }
}
