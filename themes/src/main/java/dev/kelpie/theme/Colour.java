package dev.kelpie.theme;

import java.util.Optional;

/// A colour as a theme or a foreign program names it.
public sealed interface Colour {
    Colour DEFAULT = new Default();

    /// Whatever the surroundings use.
    record Default() implements Colour {}

    /// An entry of the terminal's own palette, 0 to 255.
    record Indexed(int index) implements Colour {
        public Indexed {
            if (index < 0 || index > 255) {
                throw new IllegalArgumentException("palette index " + index + " is not 0..255");
            }
        }
    }

    /// A true colour.
    record Rgb(int red, int green, int blue) implements Colour {
        public Rgb {
            if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
                throw new IllegalArgumentException(
                        "colour " + red + "," + green + "," + blue + " is not 0..255");
            }
        }

        /// Relative luminance as WCAG 2 defines it, 0 to 1.
        public double luminance() {
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        }

        /// WCAG 2 contrast ratio, 1 to 21.
        public double contrast(Rgb other) {
            double mine = luminance();
            double theirs = other.luminance();
            return (Math.max(mine, theirs) + 0.05) / (Math.min(mine, theirs) + 0.05);
        }

        /// Squared distance weighted the way eyes weigh it ("redmean").
        double distance(Rgb other) {
            double mean = (red + other.red) / 2.0;
            double r = red - other.red;
            double g = green - other.green;
            double b = blue - other.blue;
            return (2 + mean / 256) * r * r + 4 * g * g + (2 + (255 - mean) / 256) * b * b;
        }

        private static double linear(int channel) {
            double c = channel / 255.0;
            return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
    }

    /// A colour written as `#rrggbb`.
    static Optional<Rgb> parse(String text) {
        if (!text.matches("#[0-9a-fA-F]{6}")) {
            return Optional.empty();
        }
        int value = Integer.parseInt(text.substring(1), 16);
        return Optional.of(new Rgb(value >> 16, value >> 8 & 0xff, value & 0xff));
    }
}
