package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Pace pace = new Pace();

    @Test
    void the_first_picture_comes_at_once() {
        assertThat(pace.due(false)).isBefore(NOW);
        assertThat(pace.due(true)).isBefore(NOW);
    }

    @Test
    void a_flood_is_ten_pictures_a_second() {
        var drawn = new ArrayList<Instant>();
        var end = NOW.plusSeconds(10);
        for (var now = NOW; now.isBefore(end); now = now.plusMillis(1)) {
            if (!now.isBefore(pace.due(false))) {
                pace.drew(now, false);
                drawn.add(now);
            }
        }
        assertThat(drawn).hasSizeBetween(90, 10 * 10 + Pace.BURST);
        for (int i = Pace.BURST; i < drawn.size(); i++) {
            assertThat(Duration.between(drawn.get(i - Pace.BURST), drawn.get(i)))
                    .isGreaterThanOrEqualTo(Pace.SPAN);
        }
    }

    @Test
    void a_line_on_a_quiet_screen_follows_the_one_before_it_soon() {
        pace.drew(NOW, false);
        assertThat(pace.due(false)).isEqualTo(NOW.plusMillis(33));
    }

    @Test
    void a_key_waits_for_no_flood_and_neither_does_what_comes_back_of_it() {
        var now = NOW;
        for (int i = 0; i < Pace.BURST; i++) {
            now = now.plusMillis(33);
            pace.drew(now, false);
        }
        assertThat(pace.due(true)).isEqualTo(now.plusMillis(15));

        var quiet = now.plusSeconds(1);
        pace.drew(quiet, true);
        assertThat(pace.due(false)).isEqualTo(quiet.plusMillis(15));
    }
}
