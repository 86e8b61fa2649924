package dev.kelpie.tui;

/// A place to paste from besides the terminal's own, such as the buffers of a tmux around us.
public interface Clipboard {
    void put(String text);
}
