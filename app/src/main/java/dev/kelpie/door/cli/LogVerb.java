package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.History;
import dev.kelpie.model.Stamped;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Prints the log in words.
final class LogVerb implements CliVerb {
    private static final int PAGE_MAX = 1000;

    @Override
    public Verb verb() {
        return new Verb(
                "log",
                "print what happened, in words",
                List.of(),
                "kelpie log fix-login",
                List.of(
                        Param.maybe("NAME", "only this agent"),
                        Param.option("--last", "N", "so many lines; default 50")),
                Verb.Need.ENGINE,
                true);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        int last = Numbers.positive("--last", call.value("--last").orElse("50"));
        // Not a constant: the zone's rules take 30 ms, which every other verb would pay too.
        var time = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
        Optional<AgentId> only = call.value("NAME").map(Call::agent);
        var lines = new ArrayList<String>();
        long after = 0;
        List<Stamped> page = call.kelpie().ask(new Query.History(after, PAGE_MAX));
        while (!page.isEmpty()) {
            for (Stamped e : page) {
                if (only.map(e.event().agent()::equals).orElse(true)) {
                    lines.add(
                            time.format(e.at())
                                    + "  "
                                    + Text.pad(e.event().agent().value(), 14)
                                    + " "
                                    + History.words(e.event()));
                }
            }
            after = page.getLast().seq();
            page = call.kelpie().ask(new Query.History(after, PAGE_MAX));
        }
        if (only.isPresent() && lines.isEmpty()) {
            return StatusVerb.unknown(call);
        }
        return Lines.answer(call, lines.subList(Math.max(0, lines.size() - last), lines.size()));
    }
}
