package dev.kelpie.tui;

import dev.kelpie.model.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Kelpie advises to type at a shell, as the key that does it here. Where there is no such key
/// the command stays.
final class InKeys {
    private static final Pattern COMMAND =
            Pattern.compile("`kelpie ([a-z]+)(?: --[a-z-]+)*(?: ([^` ]+))?`");

    /// An argument that stands for whatever one likes.
    private static final Pattern ANY = Pattern.compile("[A-Z]+");

    private static final Map<String, Action> KEYS =
            Map.of(
                    "spawn", Action.SPAWN,
                    "send", Action.MESSAGE,
                    "answer", Action.APPROVE,
                    "attach", Action.ATTACH,
                    "stop", Action.STOP,
                    "kill", Action.KILL,
                    "resume", Action.RESUME,
                    "diff", Action.TAB,
                    "transcript", Action.TAB);

    private InKeys() {}

    /// What came from outside, in the words of the screen.
    static Msg said(Msg msg, Keymap keymap) {
        return switch (msg) {
            case Msg.Answered(var command, var about, Outcome.Refused(var reason, var detail)) ->
                    new Msg.Answered(
                            command, about, new Outcome.Refused(reason, said(detail, keymap)));
            case Msg.Spawned(var agent, var problems) ->
                    new Msg.Spawned(
                            agent, problems.stream().map(text -> said(text, keymap)).toList());
            case Msg.Failed(var text) -> new Msg.Failed(said(text, keymap));
            default -> msg;
        };
    }

    static String said(String text, Keymap keymap) {
        return COMMAND.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(key(found, keymap)));
    }

    private static String key(MatchResult found, Keymap keymap) {
        var action = Optional.ofNullable(KEYS.get(found.group(1)));
        var on =
                Optional.ofNullable(found.group(2))
                        .filter(agent -> !ANY.matcher(agent).matches())
                        .map(agent -> " on " + agent)
                        .orElse("");
        return action.map(a -> Binding.of(a, keymap, Optional.empty()).key() + on)
                .orElse(found.group());
    }
}
