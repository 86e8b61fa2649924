package dev.kelpie.model;

import java.util.regex.Pattern;

/// The caller's own id of a command. The same id again is the same request: it is answered with the
/// first answer and does nothing, so a request whose fate is unknown may always be repeated.
public record RequestId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{8,64}");

    public RequestId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a request id is 8 to 64 of A-Z, a-z, 0-9 and '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
