package dev.kelpie.tmux;

/// A colour as the program in the pane chose it, so that an indexed one can follow the theme of who
/// draws it.
public sealed interface Colour {
    /// The terminal's own.
    record Default() implements Colour {}

    /// Of the 256: 0 to 15 are the terminal's palette.
    record Indexed(int index) implements Colour {
        public Indexed {
            if (index < 0 || index > 255) {
                throw new IllegalArgumentException("not a colour's index: " + index);
            }
        }
    }

    record Rgb(int red, int green, int blue) implements Colour {
        public Rgb {
            if (((red | green | blue) & ~0xff) != 0) {
                throw new IllegalArgumentException(
                        "not a colour: " + red + " " + green + " " + blue);
            }
        }
    }
}
