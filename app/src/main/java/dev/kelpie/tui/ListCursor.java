package dev.kelpie.tui;

import java.util.List;
import java.util.Optional;

/// Where somebody is in a list. It holds on to a row by its id, so rows that come and go above it
/// do not change what is chosen; it is the only implementation of moving in a list.
public record ListCursor(Optional<String> id, int index, int top) {
    public static final ListCursor START = new ListCursor(Optional.empty(), 0, 0);

    /// The cursor for the rows as they are now: on the same id, or where that row was.
    public ListCursor on(List<String> ids, int height) {
        if (ids.isEmpty()) {
            return START;
        }
        int found = id.map(ids::indexOf).orElse(-1);
        return at(ids, found >= 0 ? found : index, height);
    }

    /// The cursor so many rows further, stopping at the ends.
    public ListCursor moved(int by, List<String> ids, int height) {
        var here = on(ids, height);
        return ids.isEmpty() ? here : here.at(ids, here.index + by, height);
    }

    /// The cursor on the row of this index, and the window moved as little as shows it.
    public ListCursor at(List<String> ids, int row, int height) {
        if (ids.isEmpty()) {
            return START;
        }
        int last = ids.size() - 1;
        int at = Math.clamp(row, 0, last);
        int room = Math.max(1, height);
        int first = Math.clamp(top, Math.max(0, at - room + 1), at);
        return new ListCursor(
                Optional.of(ids.get(at)), at, Math.min(first, Math.max(0, ids.size() - room)));
    }

    /// The cursor on the row of this id, if there is one.
    public ListCursor to(String wanted, List<String> ids, int height) {
        int found = ids.indexOf(wanted);
        return found < 0 ? on(ids, height) : at(ids, found, height);
    }

    /// What a key that moves in lists does here, if it is one.
    public Optional<ListCursor> key(Msg.Key key, List<String> ids, int height) {
        int page = Math.max(1, height - 1);
        return switch (key.name()) {
            case "up" -> Optional.of(moved(-1, ids, height));
            case "down" -> Optional.of(moved(1, ids, height));
            case "pgup" -> Optional.of(moved(-page, ids, height));
            case "pgdn" -> Optional.of(moved(page, ids, height));
            case "home" -> Optional.of(at(ids, 0, height));
            case "end" -> Optional.of(at(ids, ids.size() - 1, height));
            default -> Optional.empty();
        };
    }
}
