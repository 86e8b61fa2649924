package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeymapTest {
    @ParameterizedTest
    @EnumSource
    void no_key_has_two_meanings(Keymap keymap) {
        var owners = new HashMap<String, Action>();
        for (var action : Action.values()) {
            switch (action.context()) {
                case HOME, AGENTS, MOVING -> {
                    for (var key : new HashSet<>(keymap.keys(action))) {
                        assertThat(owners.put(key, action)).as(key).isNull();
                    }
                }
                case DIALOG, LIVE -> {}
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_action_has_a_key_and_words(Keymap keymap) {
        for (var action : Action.values()) {
            assertThat(keymap.keys(action)).as(action.name()).isNotEmpty();
            assertThat(action.label()).isNotBlank();
            assertThat(action.help()).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_action_of_the_home_view_does_something(Action action) {
        switch (action.context()) {
            case HOME, AGENTS, MOVING -> assertThat(AgentActions.act(action)).isPresent();
            case DIALOG, LIVE -> assertThat(AgentActions.act(action)).isEmpty();
        }
    }

    @Test
    void the_habit_of_process_monitors_is_kept_by_arrows() {
        assertThat(Keymap.VIM.action(new Msg.Key("k"))).contains(Action.UP);
        assertThat(Keymap.ARROWS.action(new Msg.Key("k"))).contains(Action.STOP);
        assertThat(Keymap.ARROWS.action(new Msg.Key("up"))).contains(Action.UP);
        assertThat(Keymap.ARROWS.action(new Msg.Key("enter"))).contains(Action.DETAILS);
        assertThat(Keymap.ARROWS.action(new Msg.Key("e"))).contains(Action.ATTACH);
        assertThat(Keymap.VIM.action(new Msg.Key("enter"))).contains(Action.ATTACH);
    }

    @Test
    void the_page_of_keys_is_current() throws IOException {
        var page = Path.of("..", "docs", "keys.md");
        if (System.getProperty("screens.update") != null) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, KeysDoc.markdown());
        }
        assertThat(page).as("-Dscreens.update writes it").exists();
        assertThat(Files.readString(page)).isEqualTo(KeysDoc.markdown());
    }
}
