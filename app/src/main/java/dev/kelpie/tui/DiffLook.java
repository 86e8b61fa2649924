package dev.kelpie.tui;

import dev.kelpie.theme.Role;

/// How a line of a unified diff looks.
final class DiffLook {
    private DiffLook() {}

    static Role of(String line) {
        if (line.startsWith("@@")) {
            return Role.DIFF_HUNK;
        }
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")) {
            return Role.STRONG;
        }
        if (line.startsWith("+")) {
            return Role.DIFF_ADD;
        }
        return line.startsWith("-") ? Role.DIFF_DEL : Role.TEXT;
    }
}
