package dev.kelpie.hands;

import dev.kelpie.engine.RuntimeOffer;
import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.Runtimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a person can choose among for a new agent: real agents before what is always there, and
/// last what is not.
final class Offers {
    /// For trials only, so nobody is offered it who did not look for it.
    private static final String FAKE = "fake";

    private Offers() {}

    static List<RuntimeOffer> of(Runtimes runtimes) {
        var offers = new ArrayList<RuntimeOffer>();
        for (AgentRuntime runtime : runtimes.all()) {
            offers.add(new RuntimeOffer(runtime.name(), runtime.lack()));
        }
        runtimes.faults()
                .forEach((name, fault) ->
                        offers.add(new RuntimeOffer(name, Optional.of("off: " + fault))));
        return offers.stream().sorted(Comparator.comparing(Offers::place)).toList();
    }

    private static int place(RuntimeOffer offer) {
        if (offer.lack().isPresent()) {
            return 3;
        }
        return switch (offer.name()) {
            case FAKE -> 2;
            case AgentRuntime.SHELL -> 1;
            default -> 0;
        };
    }
}
