package dev.kelpie.home;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The person's own file mode mask. Kelpie itself runs with 077, so that nothing of its own is
/// readable by others; what agents and git write in the person's repositories is to be as the
/// person has it.
public final class Umask {
    private Umask() {}

    /// The command, begun with the person's mask by a shell that hands itself over; none of its
    /// words is parsed by the shell.
    public static List<String> wrap(List<String> command, Map<String, String> environment) {
        String mask = environment.getOrDefault("KELPIE_UMASK", "");
        if (!mask.matches("[0-7]{1,4}")) {
            return command;
        }
        var wrapped =
                new ArrayList<>(List.of("/bin/sh", "-c", "umask \"$0\" && exec \"$@\"", mask));
        wrapped.addAll(command);
        return wrapped;
    }
}
