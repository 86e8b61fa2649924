package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5:46am (UTC) | 2026-11-22T05:46:00Z",
                "11pm | 2026-11-21T23:00:00Z",
                "3:05 PM (Europe/Berlin) | 2026-11-21T14:05:00Z",
                "Nov 24, 5am (UTC) | 2026-11-24T05:00:00Z",
                "Jan 2 at 9:30am (UTC) | 2027-01-02T09:30:00Z",
                "in 2 hours 5 minutes | 2026-11-22T00:05:00Z",
                "1h 30m | 2026-11-21T23:30:00Z",
            })
    void the_next_moment_that_the_words_mean(String words, String expected) {
        assertThat(Times.next(words, NOW, ZoneOffset.UTC)).contains(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({"soon", "99pm", "5"})
    void words_that_mean_no_moment(String words) {
        assertThat(Times.next(words, NOW, ZoneId.of("UTC"))).isEqualTo(Optional.empty());
    }
}
