package dev.kelpie.home;

import java.util.HashMap;
import java.util.Map;

/// The person's own locale. Where that is not UTF-8, the launcher starts Java under one that is, or
/// Java could not read what it is given; every other program is to have the person's own.
public final class PersonsLocale {
    private static final String KEPT = "KELPIE_LC_ALL";

    private PersonsLocale() {}

    /// The environment as the person has it.
    public static Map<String, String> in(Map<String, String> environment) {
        var own = new HashMap<>(environment);
        giveBack(own);
        return Map.copyOf(own);
    }

    /// Puts the person's own into the environment of a program that is about to start.
    public static void giveBack(Map<String, String> environment) {
        String own = environment.remove(KEPT);
        if (own == null) {
            return;
        }
        if (own.isEmpty()) {
            environment.remove("LC_ALL");
        } else {
            environment.put("LC_ALL", own);
        }
    }
}
