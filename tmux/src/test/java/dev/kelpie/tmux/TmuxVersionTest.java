package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TmuxVersionTest {
    @Test
    void versions_read_as_tmux_writes_them() {
        assertThat(TmuxVersion.parse("tmux 3.3a\n")).hasValue(new TmuxVersion(3, 3));
        assertThat(TmuxVersion.parse("tmux 3.2")).hasValue(new TmuxVersion(3, 2));
        assertThat(TmuxVersion.parse("tmux next-3.6")).hasValue(new TmuxVersion(3, 6));
        assertThat(TmuxVersion.parse("tmux 3.5-rc2")).hasValue(new TmuxVersion(3, 5));
        assertThat(TmuxVersion.parse("tmux master")).isEmpty();
        assertThat(TmuxVersion.parse("tmux openbsd-7.4")).isEmpty();
    }

    @Test
    void minors_compare_as_numbers() {
        assertThat(new TmuxVersion(3, 10)).isGreaterThan(TmuxVersion.OLDEST);
        assertThat(new TmuxVersion(3, 1)).isLessThan(TmuxVersion.OLDEST);
        assertThat(new TmuxVersion(4, 0)).isGreaterThan(new TmuxVersion(3, 9));
    }
}
