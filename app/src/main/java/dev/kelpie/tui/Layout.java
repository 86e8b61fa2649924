package dev.kelpie.tui;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Where each panel is on a screen of this size; the same for drawing and for the mouse.
///
/// @param panels the rectangle of every panel that is shown, frame included
record Layout(Size size, Map<Spot, Rect> panels) {
    /// A part of the screen.
    record Rect(int x, int y, int columns, int rows) {
        boolean has(int px, int py) {
            return px >= x && py >= y && px < x + columns && py < y + rows;
        }

        /// What is left inside the frame.
        Size inside() {
            return new Size(Math.max(0, columns - 2), Math.max(0, rows - 2));
        }
    }

    static final Size SMALLEST = new Size(40, 10);

    /// From here on three panels stand side by side with their own strip below.
    private static final int WIDE = 100;

    private static final int BESIDE = 80;
    private static final int STACKED = 50;

    Layout {
        panels = Map.copyOf(panels);
    }

    static boolean tooSmall(Size size) {
        return size.columns() < SMALLEST.columns() || size.rows() < SMALLEST.rows();
    }

    static Layout of(Size size, Spot focus, boolean zoom, boolean preview) {
        var body = new Rect(0, 1, size.columns(), size.rows() - 2);
        var panels = new EnumMap<Spot, Rect>(Spot.class);
        if (zoom) {
            panels.put(focus, body);
            return new Layout(size, panels);
        }
        if (size.columns() >= WIDE) {
            wide(body, preview, panels);
        } else if (size.columns() >= BESIDE) {
            beside(body, preview, panels);
        } else if (size.columns() >= STACKED) {
            stacked(body, preview, panels);
        } else {
            panels.put(Spot.AGENTS, body);
        }
        if (!panels.containsKey(focus)) {
            // A panel that has no room of its own gets the whole of it while it is looked at.
            panels.clear();
            panels.put(focus, body);
        }
        return new Layout(size, panels);
    }

    Optional<Rect> of(Spot spot) {
        return Optional.ofNullable(panels.get(spot));
    }

    /// The size on which a panel is drawn; none where it is not shown.
    Size inside(Spot spot) {
        return of(spot).map(Rect::inside).orElse(new Size(0, 0));
    }

    /// The panel under a cell.
    Optional<Spot> at(int x, int y) {
        return panels.entrySet().stream()
                .filter(entry -> entry.getValue().has(x, y))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static void wide(Rect body, boolean preview, Map<Spot, Rect> panels) {
        int strip = body.rows >= 30 ? 8 : body.rows >= 18 ? 6 : 0;
        int top = body.rows - strip;
        int left = preview ? Math.clamp(body.columns / 2, 50, 90) : body.columns;
        panels.put(Spot.AGENTS, new Rect(0, body.y, left, top));
        if (preview) {
            panels.put(Spot.PREVIEW, new Rect(left, body.y, body.columns - left, top));
        }
        if (strip > 0) {
            int half = body.columns / 2;
            panels.put(Spot.ALERTS, new Rect(0, body.y + top, half, strip));
            panels.put(Spot.LOG, new Rect(half, body.y + top, body.columns - half, strip));
        }
    }

    private static void beside(Rect body, boolean preview, Map<Spot, Rect> panels) {
        int strip = body.rows >= 20 ? 5 : 0;
        int top = body.rows - strip;
        int left = preview ? Math.max(42, body.columns / 2) : body.columns;
        panels.put(Spot.AGENTS, new Rect(0, body.y, left, top));
        if (preview) {
            panels.put(Spot.PREVIEW, new Rect(left, body.y, body.columns - left, top));
        }
        if (strip > 0) {
            panels.put(Spot.ALERTS, new Rect(0, body.y + top, body.columns, strip));
        }
    }

    private static void stacked(Rect body, boolean preview, Map<Spot, Rect> panels) {
        if (!preview || body.rows < 14) {
            panels.put(Spot.AGENTS, body);
            return;
        }
        int top = Math.clamp(body.rows / 3L, 5, 12);
        panels.put(Spot.AGENTS, new Rect(0, body.y, body.columns, top));
        panels.put(Spot.PREVIEW, new Rect(0, body.y + top, body.columns, body.rows - top));
    }
}
