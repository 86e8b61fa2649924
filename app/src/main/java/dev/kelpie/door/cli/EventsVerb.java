package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.model.Stamped;
import dev.kelpie.store.EventJson;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Prints the log as JSON lines.
final class EventsVerb implements CliVerb {
    private static final int PAGE_MAX = 500;

    /// Far longer than any terminal stays open; a follower that is gone is noticed within a second.
    private static final Duration FOREVER = Duration.ofDays(3650);

    @Override
    public Verb verb() {
        return new Verb(
                "events",
                "print the log, one JSON object a line",
                List.of(
                        "Each has its number in 'seq'. --after N goes on behind that number, so a"
                                + " reader that was cut off misses nothing. With --follow it does"
                                + " not end."),
                "kelpie events --follow --after 120",
                List.of(
                        Param.flag("--follow", "go on with what happens"),
                        Param.option("--after", "N", "only behind this number; default 0")),
                Verb.Need.ENGINE,
                true);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        long after = Numbers.sequence("--after", call.value("--after").orElse("0"));
        List<Stamped> page = call.kelpie().ask(new Query.History(after, PAGE_MAX));
        while (!page.isEmpty() && !call.io().gone()) {
            page.forEach(e -> print(call, e));
            after = page.getLast().seq();
            page = call.kelpie().ask(new Query.History(after, PAGE_MAX));
        }
        if (call.flag("--follow")) {
            Waiting.event(
                    call,
                    FOREVER,
                    after,
                    e -> {
                        e.ifPresent(stamped -> print(call, stamped));
                        return Optional.empty();
                    });
        }
        return ExitCode.DONE;
    }

    private static void print(Call call, Stamped event) {
        call.io().out(EventJson.line(event, Shape.SCHEMA_VERSION) + "\n");
    }
}
