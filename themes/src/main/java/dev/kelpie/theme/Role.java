package dev.kelpie.theme;

import static dev.kelpie.theme.Role.Plain.BOLD;
import static dev.kelpie.theme.Role.Plain.BOLD_REVERSE;
import static dev.kelpie.theme.Role.Plain.FAINT;
import static dev.kelpie.theme.Role.Plain.NORMAL;
import static dev.kelpie.theme.Role.Plain.REVERSE;
import static dev.kelpie.theme.Role.Plain.UNDERLINE;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a cell means; a theme says how each meaning looks.
public enum Role implements Paint {
    TEXT('.', NORMAL),
    DIM('-', FAINT),
    STRONG('+', BOLD),
    TITLE('T', BOLD),
    TITLE_FOCUSED('F', BOLD_REVERSE),
    BORDER('b', NORMAL),
    BORDER_FOCUSED('B', BOLD),
    SELECTED('>', REVERSE),
    MARKED('*', BOLD),
    KEY('k', BOLD),
    KEY_LABEL('l', NORMAL),
    KEY_OFF('o', FAINT),
    HEADER('H', NORMAL),
    TAB('t', NORMAL),
    TAB_CURRENT('U', UNDERLINE),
    INPUT('i', UNDERLINE),
    INPUT_CURSOR('I', REVERSE),
    BANNER('#', BOLD_REVERSE),
    STATE_WORKING('w', NORMAL),
    STATE_WAITING('W', BOLD_REVERSE),
    STATE_SETUP('S', BOLD_REVERSE),
    STATE_LIMITED('L', BOLD),
    STATE_ERROR('E', BOLD_REVERSE),
    STATE_STALLED('s', BOLD),
    STATE_INTERRUPTED('n', BOLD),
    STATE_BOOTING('0', FAINT),
    STATE_CLEANING('c', FAINT),
    STATE_ENDED('e', FAINT),
    DANGER('!', BOLD_REVERSE),
    WARNING('?', BOLD),
    GOOD('g', NORMAL),
    BAND_LOW('1', NORMAL),
    BAND_MID('2', NORMAL),
    BAND_HIGH('3', BOLD),
    BAND_FULL('4', BOLD_REVERSE),
    DIFF_ADD('A', BOLD),
    DIFF_DEL('D', FAINT),
    DIFF_HUNK('h', UNDERLINE),
    TOAST_INFO('5', REVERSE),
    TOAST_GOOD('6', REVERSE),
    TOAST_WARNING('7', BOLD_REVERSE),
    TOAST_ERROR('8', BOLD_REVERSE),
    DIALOG('d', NORMAL),
    DIALOG_BORDER('r', BOLD),
    BUTTON('u', NORMAL),
    BUTTON_CURRENT('C', REVERSE),
    MATCH('m', UNDERLINE);

    /// Lines, hints and what is over: seen rather than read.
    private static final Set<Role> QUIET =
            Set.of(BORDER, BORDER_FOCUSED, DIALOG_BORDER, KEY_OFF, DIM, STATE_ENDED);

    private final char letter;
    private final Plain plain;

    Role(char letter, Plain plain) {
        this.letter = letter;
        this.plain = plain;
    }

    /// The letter that stands for this role in a golden picture.
    public char letter() {
        return letter;
    }

    /// The name that theme files use: lower case, with dashes.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How this role looks where there are no colours; meaning must survive without them.
    public Look plain() {
        return switch (plain) {
            case NORMAL -> Look.PLAIN;
            case FAINT -> Look.PLAIN.faint();
            case BOLD -> Look.PLAIN.strong();
            case UNDERLINE -> Look.PLAIN.underlined();
            case REVERSE -> Look.PLAIN.reversed();
            case BOLD_REVERSE -> Look.PLAIN.strong().reversed();
        };
    }

    /// Whether a person must read words in this role, which asks for more contrast than a line or a
    /// hint.
    public boolean isText() {
        return !QUIET.contains(this);
    }

    /// The role that a theme file calls by this key.
    public static Optional<Role> of(String key) {
        for (var role : values()) {
            if (role.key().equals(key)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    enum Plain {
        NORMAL,
        FAINT,
        BOLD,
        UNDERLINE,
        REVERSE,
        BOLD_REVERSE
    }
}
