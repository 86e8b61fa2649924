package dev.kelpie.hands.runtime;

/// A runtime's file is not as it should be. The message names file, line and key.
public final class DescriptorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DescriptorException(String file, int line, String key, String what) {
        super(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + what);
    }

    DescriptorException(String file, String what, Throwable cause) {
        super(file + ": " + what, cause);
    }
}
