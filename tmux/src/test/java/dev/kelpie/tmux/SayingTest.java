package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SayingTest {
    @Test
    void each_text_of_tmux_has_its_kind() {
        assertThat(Saying.of("no server running on /tmp/tmux-0/k")).isEqualTo(Saying.NO_SERVER);
        assertThat(Saying.of("error connecting to /tmp/tmux-0/k (No such file or directory)"))
                .isEqualTo(Saying.NO_SERVER);
        assertThat(Saying.of("error connecting to /tmp/tmux-0/k (Connection refused)"))
                .isEqualTo(Saying.NO_SERVER);
        assertThat(Saying.of("error connecting to /tmp/tmux-0/k (Permission denied)"))
                .isEqualTo(Saying.OTHER);
        assertThat(Saying.of("server exited unexpectedly")).isEqualTo(Saying.SERVER_LEFT);
        assertThat(Saying.of("lost server")).isEqualTo(Saying.SERVER_LEFT);
        assertThat(Saying.of("can't find pane: %9")).isEqualTo(Saying.NO_TARGET);
        assertThat(Saying.of("can't find session: x")).isEqualTo(Saying.NO_TARGET);
        assertThat(Saying.of("no current target")).isEqualTo(Saying.NO_TARGET);
        assertThat(Saying.of("duplicate session: x")).isEqualTo(Saying.TAKEN);
        assertThat(Saying.of("")).isEqualTo(Saying.OTHER);
    }
}
