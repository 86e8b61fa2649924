package dev.kelpie.tui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// When the next picture may come. What a person did is shown at once, but one picture for a burst
/// of keys. What moves by itself follows within two blinks of a quiet screen, and a flood of it is
/// ten pictures a second, which is all that an eye makes of it.
final class Pace {
    private static final Duration KEY_GAP = Duration.ofMillis(15);
    private static final Duration OWN_GAP = Duration.ofMillis(33);

    /// So many pictures of what moves by itself in so much time, and no more.
    static final int BURST = 5;

    static final Duration SPAN = Duration.ofMillis(500);

    private final Deque<Instant> own = new ArrayDeque<>();
    private Instant last = Instant.MIN;

    /// From when on a picture may be drawn.
    ///
    /// @param byPerson whether somebody did something since the last one
    Instant due(boolean byPerson) {
        var due = after(last, KEY_GAP);
        if (byPerson || own.isEmpty()) {
            return due;
        }
        due = later(due, after(own.getLast(), OWN_GAP));
        return own.size() < BURST ? due : later(due, after(own.getFirst(), SPAN));
    }

    /// One was drawn.
    void drew(Instant now, boolean byPerson) {
        last = now;
        if (byPerson) {
            return; // what comes back of a key, as in live mode, shall not wait for it
        }
        own.add(now);
        if (own.size() > BURST) {
            own.removeFirst();
        }
    }

    private static Instant after(Instant then, Duration gap) {
        return then.equals(Instant.MIN) ? then : then.plus(gap);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
