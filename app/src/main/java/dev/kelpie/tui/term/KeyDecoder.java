package dev.kelpie.tui.term;

import dev.kelpie.tui.Msg;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Turns the bytes of a terminal into messages. What it does not know (answers to questions, focus
/// reports, keys of tomorrow) is swallowed whole: its tail must never become a shortcut.
final class KeyDecoder {
    private enum State {
        GROUND,
        ESCAPE,
        CSI,
        SS3,
        STRING,
        STRING_ESCAPE,
        UTF8,
        PASTE,
        OLD_MOUSE
    }

    /// A paste longer than this is cut: nobody reads a megabyte in a prompt.
    private static final int PASTE_BYTES_MAX = 1 << 20;

    /// No real sequence is longer.
    private static final int CSI_LENGTH_MAX = 256;

    /// Silent reads (each a tenth of a second) after which an unfinished sequence is given up.
    private static final int QUIET_MAX = 10;

    private static final byte[] PASTE_END = {0x1b, '[', '2', '0', '1', '~'};

    private final Consumer<Msg> sink;
    private State state = State.GROUND;
    private final StringBuilder csi = new StringBuilder();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int owed;
    private int matched;
    private boolean alt;
    private char stringOpener;
    private boolean stringBegun;
    private int quiet;

    KeyDecoder(Consumer<Msg> sink) {
        this.sink = sink;
    }

    void feed(byte[] bytes, int count) {
        quiet = 0;
        for (int i = 0; i < count; i++) {
            feed(bytes[i] & 0xff);
        }
    }

    /// Whether the next byte begins something new. If not, the end of a pause is news too.
    boolean resting() {
        return state == State.GROUND;
    }

    /// Nothing came for a while: what looked like the start of a sequence was a key after all.
    void idle() {
        quiet++;
        switch (state) {
            case GROUND -> {}
            case ESCAPE -> end(new Msg.Key("esc"));
            case CSI -> {
                if (csi.isEmpty()) {
                    end(new Msg.Key("alt-["));
                } else {
                    giveUp();
                }
            }
            case SS3 -> end(new Msg.Key("alt-O"));
            case STRING, STRING_ESCAPE -> {
                if (!stringBegun) {
                    end(new Msg.Key("alt-" + stringOpener));
                } else {
                    giveUp();
                }
            }
            case UTF8, OLD_MOUSE -> giveUp();
            case PASTE -> {
                if (quiet >= QUIET_MAX) {
                    endPaste();
                }
            }
        }
    }

    private void giveUp() {
        if (quiet >= QUIET_MAX) {
            state = State.GROUND;
        }
    }

    private void end(Msg msg) {
        state = State.GROUND;
        sink.accept(msg);
    }

    private void feed(int b) {
        switch (state) {
            case GROUND -> ground(b, false);
            case ESCAPE -> escape(b);
            case CSI -> csi(b);
            case SS3 -> ss3(b);
            case STRING -> string(b);
            case STRING_ESCAPE -> {
                // ESC \ ends the string; ESC and something else ends it too and starts anew.
                state = State.GROUND;
                if (b != '\\') {
                    escape(b);
                }
            }
            case UTF8 -> utf8(b);
            case PASTE -> paste(b);
            case OLD_MOUSE -> {
                if (--owed == 0) {
                    state = State.GROUND;
                }
            }
        }
    }

    private void ground(int b, boolean withAlt) {
        if (b == 0x1b) {
            state = State.ESCAPE;
        } else if (b < 0x80) {
            end(new Msg.Key((withAlt ? "alt-" : "") + KeyNames.ofByte(b)));
        } else if (b >= 0xc2 && b <= 0xf4) {
            state = State.UTF8;
            alt = withAlt;
            held.reset();
            held.write(b);
            owed = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : 1;
        } else {
            state = State.GROUND;
        }
    }

    private void escape(int b) {
        switch (b) {
            case '[' -> {
                csi.setLength(0);
                state = State.CSI;
            }
            case 'O' -> state = State.SS3;
            case ']', 'P', '_', '^', 'X' -> {
                stringOpener = (char) b;
                stringBegun = false;
                state = State.STRING;
            }
            case 0x1b -> {
                sink.accept(new Msg.Key("esc"));
                state = State.ESCAPE;
            }
            default -> ground(b, true);
        }
    }

    private void ss3(int b) {
        state = State.GROUND;
        if (b == 'M') {
            sink.accept(new Msg.Key("enter"));
        } else if (b == 0x1b) {
            state = State.ESCAPE;
        } else {
            KeyNames.letter((char) b).map(Msg.Key::new).ifPresent(sink);
        }
    }

    private void string(int b) {
        if (b == 0x07 || b == 0x18 || b == 0x1a) {
            state = State.GROUND;
        } else if (b == 0x1b) {
            state = State.STRING_ESCAPE;
        }
        stringBegun = true;
    }

    private void utf8(int b) {
        if ((b & 0xc0) != 0x80) {
            state = State.GROUND;
            ground(b, false);
            return;
        }
        held.write(b);
        if (--owed == 0) {
            var text = held.toString(StandardCharsets.UTF_8);
            boolean broken = text.indexOf('\ufffd') >= 0;
            state = State.GROUND;
            if (!broken) {
                sink.accept(new Msg.Key((alt ? "alt-" : "") + text));
            }
        }
    }

    private void csi(int b) {
        if (b == 0x1b) {
            state = State.ESCAPE;
        } else if (b == 0x18 || b == 0x1a || b >= 0x80) {
            state = State.GROUND;
        } else if (b >= 0x40 && b <= 0x7e) {
            state = State.GROUND;
            finishCsi((char) b);
        } else if (csi.length() < CSI_LENGTH_MAX) {
            csi.append((char) b);
        }
    }

    private void finishCsi(char last) {
        var body = csi.toString();
        if (body.equals("200") && last == '~') {
            held.reset();
            matched = 0;
            state = State.PASTE;
        } else if (body.isEmpty() && last == 'M') {
            owed = 3;
            state = State.OLD_MOUSE;
        } else if (body.isEmpty() && last == 'Z') {
            sink.accept(new Msg.Key("shift-tab"));
        } else {
            CsiKeys.read(body, last).ifPresent(sink);
        }
    }

    private void paste(int b) {
        if (b == PASTE_END[matched]) {
            matched++;
            if (matched == PASTE_END.length) {
                endPaste();
            }
            return;
        }
        for (int i = 0; i < matched; i++) {
            hold(PASTE_END[i]);
        }
        matched = b == PASTE_END[0] ? 1 : 0;
        if (matched == 0) {
            hold(b);
        }
    }

    private void hold(int b) {
        if (held.size() < PASTE_BYTES_MAX) {
            held.write(b);
        }
    }

    private void endPaste() {
        var text =
                held.toString(StandardCharsets.UTF_8)
                        .replace("\r\n", "\n")
                        .replace('\r', '\n')
                        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
        end(new Msg.Paste(text));
    }
}
