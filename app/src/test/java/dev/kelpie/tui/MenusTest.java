package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Usage;
import dev.kelpie.model.World;
import dev.kelpie.theme.Role;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Stop;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Menus, what the mouse does in dialogs, and the bell.
class MenusTest {
    private static final AgentId WEB = new AgentId("web-2");

    private final Player player = new Player(Herd.model(Herd.eight(), 80, 24));

    @Test
    void what_the_view_shows_is_copied_without_its_trailing_blanks() {
        var canvas = Canvas.of(new Size(40, 10));
        canvas.put(0, 0, "● 日本語 ✅", Role.TEXT);
        canvas.put(2, 1, "34 passing", Role.TEXT);
        player.send(new Msg.PaneMoved(Optional.of(canvas)));
        assertThat(player.press("c", "enter").asked())
                .containsExactly(new Ask.Copy("● 日本語 ✅\n  34 passing"));
        assertThat(player.said()).isEqualTo("2 lines copied");
    }

    @Test
    void a_directory_and_a_branch_are_copied() {
        assertThat(player.press("c").type("branch").press("enter").asked())
                .containsExactly(new Ask.Copy("kelpie/web-2/task"));
        assertThat(player.press("c").type("directory").press("enter").asked())
                .containsExactly(new Ask.Copy("/home/me/shop/.wt/web-2"));
    }

    @Test
    void the_agents_stand_in_the_order_that_was_chosen() {
        player.press("o").type("name").press("enter");
        assertThat(player.picture()).contains("by name");
        assertThat(player.press("home").chosen()).isEqualTo("api-1");
        player.press("o").type("context").press("enter", "home");
        assertThat(player.chosen()).isEqualTo("api-1");
        assertThat(player.press("down").chosen()).isEqualTo("infra");
        assertThat(player.press("o", "enter").picture()).doesNotContain("· by ");
        assertThat(player.press("home").chosen()).isEqualTo("web-2");
    }

    @Test
    void only_the_agents_of_one_state_are_shown() {
        assertThat(player.press("f").picture()).contains("needs you 4", "working 1", "codex 1");
        player.type("limited").press("enter");
        assertThat(player.picture()).contains("Agents 1/8");
        assertThat(player.chosen()).isEqualTo("api-1");
        player.press("f").type("needs").press("enter");
        assertThat(player.picture()).contains("Agents 4/8");
        assertThat(player.press("esc").picture()).contains("Agents 8");
    }

    @Test
    void a_menu_has_what_can_be_done_now_and_does_it() {
        assertThat(player.press(".").picture()).contains("approve —").doesNotContain("resume —");
        player.type("approve").press("enter");
        assertThat(player.picture()).contains("web-2 asks");
    }

    @Test
    void the_right_button_shows_the_menu_of_what_is_under_it() {
        player.send(new Msg.Click(5, 3, Msg.Button.RIGHT));
        assertThat(player.chosen()).isEqualTo("api-1");
        assertThat(player.picture()).contains("┌ api-1 ─").contains("message —");
    }

    @Test
    void a_shell_opens_in_the_agents_directory() {
        assertThat(player.press("t").asked())
                .containsExactly(
                        new Ask.Enter(
                                WEB, List.of("/bin/sh"), Optional.of("/home/me/shop/.wt/web-2")));
    }

    @Test
    void a_click_presses_the_button_under_it_and_nothing_beside_it() {
        player.press("x");
        assertThat(click("Stop web-2?").asked()).as("the title is no button").isEmpty();
        assertThat(click("[ Stop ]").asked()).contains(new Ask.Do(new Stop(WEB), STOPPED));
        player.press("x");
        assertThat(click("[ Cancel ]").asked()).isEmpty();
        assertThat(player.picture()).doesNotContain("Stop web-2?");
    }

    private static final String STOPPED = "web-2 is being stopped; z undoes it";

    @Test
    void a_click_kills_only_when_it_is_known_what_would_be_lost() {
        player.press("D").asked();
        assertThat(click("[ Kill ]").asked()).isEmpty();
        player.send(new Msg.Looked(WEB, Topic.LOSSES, List.of()));
        assertThat(click("[ Kill ]").asked())
                .containsExactly(new Ask.Do(new Kill(WEB), "web-2 is being killed"));
    }

    @Test
    void a_click_answers_a_question() {
        player.press("a");
        assertThat(click("2 yes, always").asked())
                .containsExactly(
                        new Ask.Do(
                                new Answer(WEB, "Run `npm test`?", "yes, always"),
                                "web-2: \"yes, always\""));
    }

    @Test
    void a_click_picks_from_a_list() {
        player.press("T");
        assertThat(click("theme nord").asked()).containsExactly(new Ask.UseTheme("nord"));
    }

    @Test
    void a_click_goes_to_a_field_and_turns_a_choice() {
        player.press("n");
        click("model ").type("opus");
        click("‹ claude ›");
        assertThat(player.picture()).contains("model       opus", "‹ codex ›");
        click("name ").type("x");
        assertThat(click("[ Start").asked()).hasSize(1);
        assertThat(player.picture()).contains("starting …");
    }

    @Test
    void a_choice_goes_to_what_begins_with_a_letter() {
        player.press("n", "tab", "s");
        assertThat(player.picture()).contains("‹ shell ›", "command");
    }

    @Test
    void a_click_changes_when_a_message_is_typed() {
        player.press("m");
        click("kept until");
        assertThat(player.picture()).contains("typed now, even in a turn");
    }

    @Test
    void the_bell_rings_once_for_an_agent_that_nobody_looks_at() {
        var asking = Herd.agent("core", Herd.asks("May I?"), 0, Usage.NONE);
        assertThat(player.send(changed(asking)).asked()).containsExactly(new Ask.Ring());
        assertThat(player.send(changed(asking)).asked()).as("it needs somebody still").isEmpty();
        var looking = new Player(Herd.model(Herd.eight(), 80, 24));
        looking.press("down", "down", "down", "down", "down").asked();
        assertThat(looking.chosen()).isEqualTo("core");
        assertThat(looking.send(changed(asking)).asked()).doesNotContain(new Ask.Ring());
    }

    private Msg changed(Agent agent) {
        var agents = new TreeMap<>(player.model().scene().world().agents());
        agents.put(agent.id(), agent);
        return new Msg.WorldChanged(new World(99, agents, new TreeMap<>(), List.of()), List.of());
    }

    /// A click on the first character of a text on the screen.
    private Player click(String text) {
        var rows = Arrays.asList(player.picture().split("\n", -1));
        for (int y = 0; y < rows.size(); y++) {
            int x = rows.get(y).indexOf(text);
            if (x >= 0) {
                return player.send(
                        new Msg.Click(Width.of(rows.get(y).substring(0, x)), y, Msg.Button.LEFT));
            }
        }
        throw new AssertionError("no \"" + text + "\" in:\n" + player.picture());
    }
}
