package dev.kelpie.door.cli;

/// Whole numbers from the command line.
final class Numbers {
    private Numbers() {}

    static int positive(String name, String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new UsageException(
                    name
                            + " wants a whole number of at most 9 digits, not '"
                            + Text.clean(text)
                            + "'");
        }
        return Integer.parseInt(text);
    }

    static long sequence(String name, String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new UsageException(
                    name + " wants an event's number, not '" + Text.clean(text) + "'");
        }
        return Long.parseLong(text);
    }
}
