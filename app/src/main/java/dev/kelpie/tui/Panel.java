package dev.kelpie.tui;

/// A part of the home view: a record of its own small state, never the world's. `P` is its own
/// type.
interface Panel<P extends Panel<P>> {
    /// Its name and a count, for the frame.
    String title(Scene scene);

    /// Takes a message; no side effects. `size` is what it will be drawn on; clicks and the wheel
    /// come in its own columns and rows, keys under the names of arrows and pages.
    Step<P> update(Msg msg, Scene scene, Size size);

    void render(Canvas canvas, Scene scene, boolean focused);
}
