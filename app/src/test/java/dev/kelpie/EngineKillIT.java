package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Recovery;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import dev.kelpie.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The engine is killed at any moment while agents are spawned, spoken to and killed by command
/// lines. `-Dkelpie.kills=200` for the long run, `-Dkelpie.kills.seed=…` for a known one.
final class EngineKillIT {
    private static final int KILLS = Integer.getInteger("kelpie.kills", 10);
    private static final long SEED = Long.getLong("kelpie.kills.seed", System.currentTimeMillis());
    private static final int LIFE_MS_MAX = 2500;

    @Test
    @Timeout(3600)
    void nothing_that_was_acknowledged_is_missing_or_done_twice(@TempDir Path folder)
            throws Exception {
        System.out.println("seed " + SEED + ", kills " + KILLS);
        var random = new Random(SEED);
        var herd = new TestHerd(folder);
        var script = new KillScript(herd, SEED);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                try (var child = ChildEngine.started(herd)) {
                    script.run(child, random.nextInt(LIFE_MS_MAX));
                }
                replays(herd);
            }
            herd.start();
            onePaneEach(herd);
            Set<AgentId> cutOff = cutOff(herd);
            herd.until("nothing is under way", world -> calm(world, cutOff));
            System.out.println(script.summary());
            messages(herd, script);
            spawns(herd, script);
            kills(herd, script);
        } finally {
            herd.close();
        }
    }

    private static void replays(TestHerd herd) {
        try (var store = SqliteStore.open(herd.home.database())) {
            World world = World.EMPTY;
            for (var stamped : store.after(0, Integer.MAX_VALUE)) {
                world = world.after(stamped);
            }
            assertThat(store.load()).isEqualTo(world);
        }
    }

    /// Those in whose composer a text may stand that nobody sends off: Enter is pressed by the
    /// first start after the paste only, and never where the screen does not show the whole text.
    private static Set<AgentId> cutOff(TestHerd herd) {
        return herd.eventsOf(Event.DeliveryEnded.class).stream()
                .filter(e -> e.fate() == Message.Fate.UNSURE)
                .map(Event.DeliveryEnded::agent)
                .collect(Collectors.toSet());
    }

    private static boolean calm(World world, Set<AgentId> cutOff) {
        return world.agents().values().stream()
                        .noneMatch(a ->
                                a.state() instanceof State.Requested
                                        || a.state() instanceof State.Stopping
                                        || Recovery.recorded(a.state())
                                                == Recovery.Recorded.TO_CLEAR)
                && world.messages().values().stream()
                        .allMatch(m ->
                                world.agent(m.agent()).map(Agent::over).orElse(true)
                                        || (cutOff.contains(m.agent())
                                                && m.phase() == Message.Phase.QUEUED));
    }

    private static void onePaneEach(TestHerd herd) throws Exception {
        List<String> tags = Outside.tags(herd.home.socket(), herd.environment);
        assertThat(tags).doesNotHaveDuplicates();
        List<String> sessions =
                herd.world().agents().values().stream().map(a -> a.session().value()).toList();
        assertThat(sessions).containsAll(tags);
    }

    private static void messages(TestHerd herd, KillScript script) {
        Map<String, Integer> heard = new HashMap<>();
        script.names()
                .forEach(n ->
                        herd.heard(n)
                                .forEach(text -> heard.merge(n + " " + text, 1, Integer::sum)));
        assertThat(heard)
                .as("typed twice")
                .allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
        var accepted = new HashMap<String, MessageId>();
        herd.eventsOf(Event.MessageAccepted.class)
                .forEach(e -> accepted.put(e.agent() + " " + e.text(), e.message()));
        var fates = new HashMap<MessageId, Event.DeliveryEnded>();
        herd.eventsOf(Event.DeliveryEnded.class).forEach(e -> fates.put(e.message(), e));
        for (String sent : script.sent()) {
            assertThat(accepted).as("acknowledged and not in the log").containsKey(sent);
            MessageId id = accepted.get(sent);
            boolean waits = herd.world().messages().containsKey(id);
            boolean said =
                    fates.containsKey(id)
                            && switch (fates.get(id).fate()) {
                                case DELIVERED -> heard.containsKey(sent);
                                case UNCONFIRMED, UNSURE, UNDELIVERABLE -> true;
                                case HELD -> false;
                            };
            assertThat(waits || said).as("lost: %s, %s", sent, fates.get(id)).isTrue();
        }
        assertThat(accepted.keySet()).containsAll(heard.keySet());
    }

    private static void spawns(TestHerd herd, KillScript script) throws InterruptedException {
        Map<String, Long> requests =
                herd.eventsOf(Event.SessionRequested.class).stream()
                        .collect(
                                Collectors.groupingBy(
                                        e -> e.agent().value(), Collectors.counting()));
        assertThat(requests).allSatisfy((_, count) -> assertThat(count).isEqualTo(1L));
        assertThat(requests.keySet()).containsAll(script.spawned());
        var lost = new ArrayList<String>();
        for (Agent agent : herd.world().agents().values()) {
            String name = agent.id().value();
            if (!agent.over()) {
                assertThat(herd.prompts(name, KillScript.PROMPT)).as(name).isEqualTo(1);
                assertThat(herd.tree(name).resolve("work.txt")).exists();
            } else if (!script.asked().contains(name)) {
                lost.add(name + " " + agent.state());
            }
        }
        assertThat(lost).as("ended, though nobody asked for it").isEmpty();
    }

    private static void kills(TestHerd herd, KillScript script) throws Exception {
        for (String name : script.killed()) {
            assertThat(herd.agent(name).over()).as(name).isTrue();
        }
        // No worktree with work in it is ever taken away, and no other one outlives its agent.
        for (Event.SessionStarted started : herd.eventsOf(Event.SessionStarted.class)) {
            String name = started.agent().value();
            boolean mayGo = script.asked().contains(name) && !script.worked().contains(name);
            assertThat(Files.isDirectory(Path.of(started.site().directory())) || mayGo)
                    .as("worktree of %s", name)
                    .isTrue();
        }
        for (Path tree : trees(herd)) {
            String name = tree.getFileName().toString();
            boolean stays = !herd.agent(name).over() || Files.exists(tree.resolve("work.txt"));
            assertThat(stays || !script.killed().contains(name))
                    .as("left over: the clean worktree of %s", name)
                    .isTrue();
        }
    }

    private static List<Path> trees(TestHerd herd) throws IOException {
        try (var all = Files.walk(herd.home.worktrees(), 2)) {
            return all.filter(t -> herd.home.worktrees().relativize(t).getNameCount() == 2)
                    .toList();
        }
    }
}
