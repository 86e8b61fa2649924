package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Attention;
import dev.kelpie.model.StateName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The short lists that one chooses from: what to copy, the order, which agents to show, what can
/// be done with one.
final class Menus {
    private Menus() {}

    static Picker copy(Model model, Agent agent) {
        var items = new ArrayList<Picker.Item>();
        var view = model.home().preview().text(model.scene());
        if (!view.isEmpty()) {
            var word = model.home().preview().tab().word();
            items.add(copied("what the view shows of the " + word, view));
        }
        PreviewHead.waiting(agent)
                .ifPresent(w -> items.add(copied("the question", w.question().strip())));
        items.add(copied("the name: " + agent.id(), agent.id().value()));
        agent.site()
                .ifPresent(
                        s -> items.add(copied("the directory: " + s.directory(), s.directory())));
        agent.site()
                .flatMap(s -> s.branch())
                .ifPresent(b -> items.add(copied("the branch: " + b, b)));
        var attach = "kelpie attach " + agent.id();
        items.add(copied("the command: " + attach, attach));
        return Picker.of("Copy from " + agent.id(), items);
    }

    private static Picker.Item copied(String label, String text) {
        var many = text.lines().count();
        var about = many > 1 ? many + " lines copied" : "copied: " + Words.excerpt(text);
        return item(label, "", new Ask.Copy(text), new Ask.Toast(Log.Level.INFO, about));
    }

    static Picker orders() {
        return Picker.of(
                "Sort the agents by",
                Arrays.stream(Order.values())
                        .map(o -> item(o.word(), "", new Ask.Sort(o)))
                        .toList());
    }

    /// What the agents are now, each with its number.
    static Picker states(Scene scene) {
        var agents = List.copyOf(scene.world().agents().values());
        var items = new ArrayList<Picker.Item>();
        items.add(item("all " + agents.size(), "", new Ask.Filter("")));
        long needy = agents.stream().filter(a -> Attention.of(a).needsYou()).count();
        if (needy > 0) {
            items.add(shown(AgentsPanel.NEEDS_YOU, needy));
        }
        for (var name : StateName.values()) {
            long number = agents.stream().filter(a -> StateName.of(a) == name).count();
            if (number > 0) {
                items.add(shown(name.word(), number));
            }
        }
        var runtimes = new TreeMap<String, Long>();
        agents.forEach(a -> runtimes.merge(a.spec().runtime(), 1L, Long::sum));
        runtimes.forEach((runtime, number) -> items.add(shown(runtime, number)));
        return Picker.of("Show only", items);
    }

    private static Picker.Item shown(String word, long number) {
        return item(word + " " + number, "", new Ask.Filter(word));
    }

    /// What can be done with the targets now.
    static Picker actions(Model model) {
        var keymap = model.scene().settings().keymap();
        var items =
                Arrays.stream(Action.values())
                        .filter(a -> a.context() == Context.AGENTS && a != Action.MENU)
                        .filter(a -> AgentActions.off(a, model).isEmpty())
                        .map(a ->
                                item(
                                        a.label() + " — " + a.help(),
                                        Binding.of(a, keymap, Optional.empty()).key(),
                                        new Ask.Run(a)))
                        .toList();
        var targets = model.targets();
        return Picker.of(
                targets.size() == 1
                        ? targets.getFirst().id().value()
                        : targets.size() + " marked agents",
                items);
    }

    private static Picker.Item item(String label, String key, Ask... asks) {
        return new Picker.Item(label, label, key, "", Optional.empty(), List.of(asks));
    }
}
