package dev.kelpie;

import java.security.SecureRandom;
import java.util.HexFormat;

/// What nobody can guess.
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private Secret() {}

    /// 256 bits in hexadecimal.
    static String next() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// An id of 16 letters and digits.
    static String id() {
        var id = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
