package dev.kelpie.fake;

/// One thing that a terminal sent; `bytes` holds raw bytes as Latin-1, so that none is lost.
record Key(Kind kind, String bytes) {
    /// Which key, as far as this agent knows keys.
    enum Kind {
        TEXT,
        PASTE,
        ENTER,
        ESCAPE,
        UP,
        DOWN,
        BACKSPACE,
        TAB,
        BACK_TAB,
        NEWLINE,
        CTRL_C,
        CTRL_D,
        CTRL_U,
        CTRL_W,
        OTHER
    }
}
