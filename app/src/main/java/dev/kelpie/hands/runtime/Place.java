package dev.kelpie.hands.runtime;

import dev.kelpie.hands.runtime.Descriptor.Composer;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the composer is on a screen: lines `first` to `last` hold what was typed; the region above
/// ends before `top`, the footer begins after `bottom`.
record Place(int top, int first, int last, int bottom) {
    static Optional<Place> find(Composer composer, Screen screen) {
        if (composer.foot().isPresent()) {
            return footed(composer, composer.foot().get(), screen);
        }
        return composer.fence().isPresent()
                ? fenced(composer, composer.fence().get(), screen)
                : open(composer, screen);
    }

    private static Optional<Place> footed(Composer composer, Pattern foot, Screen screen) {
        for (int i = screen.size() - 1; i > 0; i--) {
            if (foot.matcher(screen.text(i)).find()) {
                int first = i;
                while (first > 0 && composer.prompt().matcher(screen.text(first - 1)).find()) {
                    first--;
                }
                return first == i
                        ? Optional.empty()
                        : Optional.of(new Place(first, first, i - 1, i));
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> fenced(Composer composer, Pattern fence, Screen screen) {
        int bottom = -1;
        for (int i = screen.size() - 1; i >= 0; i--) {
            if (!fence.matcher(screen.text(i)).find()) {
                continue;
            }
            if (bottom >= 0
                    && i + 1 < bottom
                    && composer.prompt().matcher(screen.text(i + 1)).find()) {
                return Optional.of(new Place(i, i + 1, bottom - 1, bottom));
            }
            bottom = i;
        }
        return Optional.empty();
    }

    private static Optional<Place> open(Composer composer, Screen screen) {
        for (int i = screen.size() - 1; i >= 0; i--) {
            if (composer.prompt().matcher(screen.text(i)).find()) {
                int last = i;
                while (last + 1 < screen.size() && goesOn(composer, screen.text(last + 1))) {
                    last++;
                }
                return Optional.of(new Place(i, i, last, last));
            }
        }
        return Optional.empty();
    }

    private static boolean goesOn(Composer composer, String line) {
        return !line.isBlank() && composer.end().map(end -> !end.matcher(line).find()).orElse(true);
    }
}
