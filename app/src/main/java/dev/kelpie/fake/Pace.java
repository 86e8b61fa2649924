package dev.kelpie.fake;

/// The clock of one agent, and how fast a script's time runs against it.
record Pace(double speed) {
    Pace {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
    }

    long now() {
        return System.nanoTime();
    }

    long wallMillis() {
        return System.currentTimeMillis();
    }

    /// The moment at which so many of the script's milliseconds will have passed.
    long after(long scriptMillis) {
        return now() + nanos(scriptMillis);
    }

    long nanos(long scriptMillis) {
        return (long) (scriptMillis * 1_000_000.0 / speed);
    }
}
