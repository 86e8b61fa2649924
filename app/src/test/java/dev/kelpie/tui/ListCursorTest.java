package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class ListCursorTest {
    private static final List<String> ROWS = List.of("a", "b", "c", "d", "e");

    @Test
    void it_holds_on_to_its_row_when_rows_come_and_go() {
        var onC = ListCursor.START.at(ROWS, 2, 3);
        assertThat(onC.on(List.of("x", "y", "a", "b", "c"), 3).id()).contains("c");
        assertThat(onC.on(List.of("a", "b", "d", "e"), 3).id())
                .as("its row is gone: the one that took its place")
                .contains("d");
        assertThat(onC.on(List.of(), 3)).isEqualTo(ListCursor.START);
    }

    @Test
    void the_window_moves_as_little_as_shows_the_row() {
        var down = ListCursor.START.moved(3, ROWS, 3);
        assertThat(down).isEqualTo(new ListCursor(Optional.of("d"), 3, 1));
        assertThat(down.moved(-1, ROWS, 3).top()).isEqualTo(1);
        assertThat(down.moved(-9, ROWS, 3)).isEqualTo(new ListCursor(Optional.of("a"), 0, 0));
    }

    @Property
    boolean the_row_is_always_in_the_window(
            @ForAll @Size(min = 1, max = 30) @UniqueElements List<String> rows,
            @ForAll @IntRange(min = -50, max = 50) int by,
            @ForAll @IntRange(min = 1, max = 12) int height) {
        var cursor = ListCursor.START.moved(3, rows, height).moved(by, rows, height);
        return cursor.index() >= cursor.top()
                && cursor.index() < cursor.top() + height
                && cursor.top() >= 0
                && cursor.id().equals(Optional.of(rows.get(cursor.index())));
    }
}
