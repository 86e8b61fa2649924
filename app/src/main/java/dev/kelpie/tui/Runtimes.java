package dev.kelpie.tui;

import dev.kelpie.engine.RuntimeOffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The runtimes that a new agent is offered, what can be started before what can't.
///
/// @param favourite the one that stands first, if it is there
record Runtimes(String favourite, List<RuntimeOffer> offers) {
    /// The runtime that runs any command, and so needs one.
    static final String SHELL = "shell";

    Runtimes {
        offers = List.copyOf(offers);
    }

    /// As long as nobody has looked, all may be there.
    static Runtimes unknown(Settings settings) {
        var names = settings.runtimes().isEmpty() ? List.of(SHELL) : settings.runtimes();
        var offers = names.stream().map(n -> new RuntimeOffer(n, Optional.empty())).toList();
        return new Runtimes(names.getFirst(), offers);
    }

    Runtimes found(List<RuntimeOffer> found) {
        return found.isEmpty()
                ? this
                : new Runtimes(
                        favourite,
                        found.stream()
                                .sorted(
                                        Comparator.comparing((RuntimeOffer o) ->
                                                o.lack().isPresent() || !is(o, favourite)))
                                .toList());
    }

    List<String> names() {
        return offers.stream().map(RuntimeOffer::name).toList();
    }

    /// The one to begin with.
    String first() {
        return offers.getFirst().name();
    }

    /// Why a runtime can't be started, and what to do about that.
    Optional<String> lack(String name) {
        return offers.stream().filter(o -> is(o, name)).findFirst().flatMap(RuntimeOffer::lack);
    }

    private static boolean is(RuntimeOffer offer, String name) {
        return offer.name().equals(name);
    }
}
