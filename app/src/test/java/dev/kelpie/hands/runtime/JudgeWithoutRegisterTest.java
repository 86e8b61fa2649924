package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Activity.Why;
import dev.kelpie.model.Finding.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The judge with programs of which only the screen, and perhaps a transcript, is known.
class JudgeWithoutRegisterTest {
    @Test
    void weak_evidence_must_be_seen_twice() {
        Verdict busy = Case.screenOnly().screen(Case.busy(), 600).judge();
        Verdict once = Case.screenOnly().now(602).screen(Case.ready(), 602).after(busy).judge();
        Verdict twice = Case.screenOnly().now(604).screen(Case.ready(), 604).after(once).judge();

        assertThat(once.finding().activity()).isInstanceOf(Activity.Working.class);
        assertThat(once.misses()).isEqualTo(1);
        assertThat(twice.finding().activity()).isEqualTo(Case.done());
    }

    @Test
    void the_same_screen_looked_at_twice_is_seen_once() {
        Verdict busy = Case.screenOnly().screen(Case.busy(), 600).judge();
        Verdict once = Case.screenOnly().now(602).screen(Case.ready(), 602).after(busy).judge();
        Verdict again =
                Case.screenOnly().now(603).screen(Case.ready(), 602).old().after(once).judge();

        assertThat(again.finding().activity()).isInstanceOf(Activity.Working.class);
    }

    @Test
    void an_empty_prompt_is_no_end_of_a_turn_that_the_command_asked_for() {
        Case c = Case.screenOnly().prompted().now(5).moved(5).screen(Case.ready(), 5);
        assertThat(c.activity()).isEqualTo(new Activity.Booting());

        var begun =
                new TranscriptFacts(
                        Optional.of(Case.at(6)),
                        Optional.of(Case.at(6)),
                        Optional.empty(),
                        Optional.of(Case.at(7)),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        assertThat(c.now(8).transcript(begun).activity()).isEqualTo(Case.done());
    }

    @Test
    void a_dialog_counts_at_once() {
        Verdict busy = Case.screenOnly().screen(Case.busy(), 600).judge();

        assertThat(
                        Case.screenOnly()
                                .now(601)
                                .screen(Case.dialog(Reading.Kind.PERMISSION), 601)
                                .after(busy)
                                .activity())
                .isInstanceOfSatisfying(
                        Activity.Waiting.class, w -> assertThat(w.why()).isEqualTo(Why.PERMISSION));
    }

    @Test
    void case_21_a_redraw_that_we_caused_is_no_news() {
        Verdict ready = Case.screenOnly().screen(Case.ready(), 600).judge();
        Verdict once =
                Case.screenOnly()
                        .now(601)
                        .screen(Case.busy(), 601)
                        .touched(600)
                        .after(ready)
                        .judge();
        Verdict twice =
                Case.screenOnly()
                        .now(602)
                        .screen(Case.busy(), 602)
                        .touched(601)
                        .after(once)
                        .judge();

        assertThat(twice.finding().activity()).isEqualTo(Case.done());
    }

    @Test
    void case_22_a_moving_screen_alone_says_nothing() {
        assertThat(
                        Case.screenOnly()
                                .screen(Case.unclear(), 600)
                                .moved(600)
                                .after(Case.done(), Source.SCREEN, 100)
                                .after(
                                        Case.screenOnly()
                                                .screen(Case.unclear(), 600)
                                                .moved(600)
                                                .judge())
                                .activity())
                .isEqualTo(new Activity.Unclear());
    }

    @Test
    void nothing_known_is_unclear_and_never_waiting() {
        Activity activity = Case.screenOnly().screen(Case.unclear(), 600).activity();

        assertThat(activity).isEqualTo(new Activity.Unclear());
        assertThat(activity.takesPrompt()).isFalse();
    }

    @Test
    void case_27_a_program_that_starts_is_ready_when_its_prompt_was_seen_twice() {
        Verdict booting = Case.screenOnly().now(1).judge();
        Verdict once = Case.screenOnly().now(2).screen(Case.ready(), 2).after(booting).judge();
        Verdict twice = Case.screenOnly().now(3).screen(Case.ready(), 3).after(once).judge();

        assertThat(booting.finding().activity()).isEqualTo(new Activity.Booting());
        assertThat(once.finding().activity()).isEqualTo(new Activity.Booting());
        assertThat(twice.finding().activity()).isEqualTo(Case.done());
    }

    @Test
    void case_7_a_turn_that_the_transcript_calls_aborted_is_broken_off() {
        var aborted =
                new TranscriptFacts(
                        Optional.of(Case.at(500)),
                        Optional.of(Case.at(400)),
                        Optional.of(Case.at(500)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);

        assertThat(Case.screenOnly().transcript(aborted).screen(Case.ready(), 600).activity())
                .isEqualTo(new Activity.BrokenOff());
    }

    @Test
    void case_3_of_hooks_running_by_hook_ends_where_there_is_no_life() {
        Case c = Case.screenOnly().hook("UserPromptSubmit", 400);

        assertThat(c.moved(590).activity()).isInstanceOf(Activity.Working.class);
        assertThat(c.moved(400).activity()).isEqualTo(new Activity.Unclear());
    }

    @Test
    void case_28_a_transcript_that_names_the_end_of_the_turn_needs_no_second_sight() {
        var done =
                new TranscriptFacts(
                        Optional.of(Case.at(599)),
                        Optional.of(Case.at(400)),
                        Optional.empty(),
                        Optional.of(Case.at(599)),
                        Optional.empty(),
                        Optional.empty(),
                        false);

        assertThat(
                        Case.screenOnly()
                                .transcript(done)
                                .after(new Activity.Working(""), Source.TRANSCRIPT, 400)
                                .activity())
                .isEqualTo(Case.done());
    }

    @Test
    void case_15_a_limit_on_the_screen_has_its_time() {
        var limit =
                new Reading.Limited(
                        Optional.of("in 2 hours 5 minutes"), "usage limit", Case.cause("limit"));

        assertThat(Case.screenOnly().screen(limit, 600).activity())
                .isEqualTo(new Activity.Limited(Optional.of(Case.at(600 + 7500)), "usage limit"));
    }

    @Test
    void case_33_silence_is_no_evidence_of_idleness() {
        Verdict busy = Case.screenOnly().now(600).moved(600).screen(Case.busy(), 600).judge();

        assertThat(
                        Case.screenOnly()
                                .now(1100)
                                .moved(600)
                                .screen(Case.busy(), 1100)
                                .after(busy)
                                .activity())
                .isInstanceOf(Activity.Working.class);
        assertThat(
                        Case.screenOnly()
                                .now(1201)
                                .moved(600)
                                .screen(Case.busy(), 1201)
                                .after(busy)
                                .after(
                                        Case.screenOnly()
                                                .now(1200)
                                                .moved(600)
                                                .screen(Case.busy(), 1200)
                                                .judge())
                                .activity())
                .isInstanceOf(Activity.Stalled.class);
    }
}
