package dev.kelpie.tmux;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The one batched question of a tick, and the reading of its answer. Every part of the answer is
/// framed by a nonce that no pane can know, so that no screen, title or path can forge a frame.
record SnapshotParser(String nonce) {
    private static final List<String> FIELDS =
            List.of(
                    "pane_id",
                    "session_name",
                    "@kelpie",
                    "pane_dead",
                    "pane_dead_status",
                    "pane_dead_signal",
                    "pane_pid",
                    "pane_current_command",
                    "pane_current_path",
                    "pane_title",
                    "window_activity",
                    "alternate_on",
                    "pane_in_mode",
                    "cursor_x",
                    "cursor_y",
                    "pane_width",
                    "pane_height",
                    "history_size");

    SnapshotParser {
        if (!nonce.matches("[0-9a-f]{16,}")) {
            throw new IllegalArgumentException("not a nonce: " + nonce);
        }
    }

    /// What to ask. A pane that is gone by then leaves its frame empty and stops nothing.
    String script(List<PaneId> capture) {
        TmuxScript script = new TmuxScript();
        script.line("display-message -p '" + frame("server") + "#{pid}'");
        script.line(
                "list-clients -F '"
                        + frame("client")
                        + "#{client_session}"
                        + separator()
                        + "#{client_readonly}'");
        script.line("list-panes -a -F '" + frame("pane") + fields() + "'");
        for (PaneId pane : capture) {
            script.line("display-message -p '" + frame("screen") + pane.value().substring(1) + "'");
            script.line("capture-pane -p -t " + pane);
        }
        script.line("display-message -p '" + frame("end") + "'");
        return script.toString();
    }

    private String frame(String kind) {
        return mark() + kind + " ";
    }

    private String mark() {
        return "@" + nonce + " ";
    }

    private String separator() {
        return "@" + nonce + ",";
    }

    private String fields() {
        List<String> formats = FIELDS.stream().map(field -> "#{" + field + "}").toList();
        return String.join(separator(), formats);
    }

    /// @throws TmuxException when the answer is not one
    Snapshot parse(String answer) {
        long server = 0;
        boolean ended = false;
        List<PaneInfo> panes = new ArrayList<>();
        Map<String, Integer> clients = new HashMap<>();
        Map<PaneId, String> screens = new HashMap<>();
        for (String part : answer.split(mark(), -1)) {
            int space = part.indexOf(' ');
            String kind = space < 0 ? "" : part.substring(0, space);
            String body = part.substring(space + 1);
            switch (kind) {
                case "server" -> server = number(body.strip(), "server pid");
                case "client" -> client(body, clients);
                case "pane" -> panes.add(pane(body, clients));
                case "screen" -> screen(body, screens);
                case "end" -> ended = true;
                case "" -> refuseText(part);
                default -> throw unreadable("a frame of kind " + kind);
            }
        }
        if (server <= 0 || !ended) {
            throw unreadable("an answer without its end");
        }
        screens.keySet().retainAll(panes.stream().map(PaneInfo::id).toList());
        return new Snapshot(server, panes, screens);
    }

    private static void refuseText(String part) {
        if (!part.isEmpty()) {
            throw unreadable("text outside of a frame");
        }
    }

    private static void screen(String body, Map<PaneId, String> screens) {
        int line = body.indexOf('\n');
        if (line < 0) {
            throw unreadable("a screen without its frame");
        }
        String text = body.substring(line + 1);
        String rows = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        screens.put(new PaneId("%" + body.substring(0, line)), CleanText.screen(rows));
    }

    private void client(String body, Map<String, Integer> clients) {
        String[] field = body.strip().split(separator(), -1);
        if (field.length != 2) {
            throw unreadable("a client with " + field.length + " fields");
        }
        if (!field[1].equals("1")) {
            clients.merge(field[0], 1, Integer::sum);
        }
    }

    private PaneInfo pane(String body, Map<String, Integer> clients) {
        String[] field = body.split(separator(), -1);
        if (field.length != FIELDS.size()) {
            throw unreadable("a pane with " + field.length + " fields");
        }
        boolean dead = field[3].equals("1");
        OptionalInt signal = dead ? optional(field[5]) : OptionalInt.empty();
        OptionalInt exit = dead && signal.isEmpty() ? optional(field[4]) : OptionalInt.empty();
        return new PaneInfo(
                new PaneId(field[0]),
                session(field[1]),
                PaneSpec.NAME.matcher(field[2]).matches() ? field[2] : "",
                dead,
                exit,
                signal,
                dead && field[6].isEmpty() ? 0 : number(field[6], "pane pid"),
                CleanText.line(field[7]),
                CleanText.line(field[8]),
                CleanText.line(field[9]),
                Instant.ofEpochSecond(number(field[10], "activity")),
                field[11].equals("1"),
                !field[12].isEmpty() && !field[12].equals("0"),
                (int) number(field[13], "cursor"),
                (int) number(field[14], "cursor"),
                (int) number(field[15], "width"),
                (int) number(field[16], "height"),
                (int) number(field[17].strip(), "history"),
                clients.getOrDefault(field[1], 0));
    }

    /// An agent can rename its session. A name that cleaning would make equal to another's must not
    /// become that other's.
    private static String session(String name) {
        return PaneSpec.NAME.matcher(name).matches() ? name : "?" + CleanText.line(name);
    }

    private static OptionalInt optional(String field) {
        return field.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) number(field, "exit status"));
    }

    private static long number(String field, String what) {
        try {
            return Long.parseLong(field);
        } catch (NumberFormatException e) {
            throw unreadable("a " + what + " that is no number: " + CleanText.line(field));
        }
    }

    private static TmuxException unreadable(String what) {
        return new TmuxException(
                "tmux answered " + what + "; is another program answering on this socket?");
    }
}
