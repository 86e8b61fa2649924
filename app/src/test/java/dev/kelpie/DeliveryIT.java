package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.verb.Send;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Messages of every kind to fakes that keep each byte: whole and once, or said not to have come.
/// `-Dkelpie.delivery.messages=1000` for the long run, `-Dkelpie.delivery.seed=…` for a known one.
final class DeliveryIT {
    private static final int MESSAGES = Integer.getInteger("kelpie.delivery.messages", 150);
    private static final long SEED =
            Long.getLong("kelpie.delivery.seed", System.currentTimeMillis());
    private static final List<String> TAKERS = List.of("ann", "ben", "cat", "dan", "eve");

    private final Random random = new Random(SEED);

    @Test
    @Timeout(1800)
    void each_message_arrives_once_and_whole_or_is_said_not_to_have(@TempDir Path folder)
            throws Exception {
        System.out.println("seed " + SEED + ", messages " + MESSAGES);
        var herd = TestHerd.started(folder);
        try {
            for (String name : TAKERS) {
                herd.spawn(name, "look");
            }
            herd.spawn("asker", "look [[ask permission Bash \"touch approved\"]]");
            herd.spawn("dead", "look [[crash 3]]");
            for (String name : TAKERS) {
                herd.awaits(name, "waiting");
            }
            herd.awaits("dead", "ended");
            herd.until(
                    "asker asks",
                    _ -> herd.agent("asker").activity().filter(Activity::atDialog).isPresent());
            long server = herd.agent("ann").pane().orElseThrow().server();
            MessageId held = herd.send("asker", "1");
            assertThat(herd.execute(new Send(new AgentId("dead"), id(), "hello", false)))
                    .isInstanceOf(Outcome.Refused.class);

            Map<String, Map<MessageId, String>> sent = sendAll(herd);
            herd.until(
                    "all but one are done",
                    w -> w.messages().keySet().equals(java.util.Set.of(held)),
                    java.time.Duration.ofMinutes(25));

            compare(herd, sent);
            assertThat(herd.heard("asker")).isEmpty();
            assertThat(herd.tree("asker").resolve("approved")).doesNotExist();
            assertThat(herd.agent("asker").activity().filter(Activity::atDialog)).isPresent();
            assertThat(herd.heard("dead")).isEmpty();
            for (String name : TAKERS) {
                assertThat(herd.agent(name).pane().orElseThrow().server()).isEqualTo(server);
            }
        } finally {
            herd.close();
        }
    }

    @Test
    @Timeout(120)
    void what_is_sent_to_an_agent_that_dies_of_it_lands_nowhere_else(@TempDir Path folder)
            throws Exception {
        var herd = TestHerd.started(folder);
        try {
            herd.spawn("ann", "look");
            herd.spawn("ben", "look");
            herd.awaits("ann", "waiting");
            herd.awaits("ben", "waiting");
            herd.send("ann", "[[crash 3]]");
            MessageId next = herd.send("ann", "and then");
            herd.awaits("ann", "ended");
            assertThat(herd.world().messages()).containsKey(next);
            assertThat(herd.fate(herd.send("ben", "hello"))).isEqualTo(Message.Fate.DELIVERED);
            assertThat(herd.heard("ann")).containsExactly("[[crash 3]]");
            assertThat(herd.heard("ben")).containsExactly("hello");
        } finally {
            herd.close();
        }
    }

    private Map<String, Map<MessageId, String>> sendAll(TestHerd herd) throws InterruptedException {
        var sent = new HashMap<String, Map<MessageId, String>>();
        for (int i = 0; i < MESSAGES; i++) {
            String name = TAKERS.get(random.nextInt(TAKERS.size()));
            String text = text(i);
            sent.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(herd.send(name, text), text);
        }
        return sent;
    }

    private static void compare(TestHerd herd, Map<String, Map<MessageId, String>> sent) {
        var fates = new HashMap<MessageId, Message.Fate>();
        herd.eventsOf(Event.DeliveryEnded.class).forEach(e -> fates.put(e.message(), e.fate()));
        var counts = new EnumMap<Message.Fate, Integer>(Message.Fate.class);
        sent.forEach((name, texts) -> {
            var expected = new ArrayList<String>();
            texts.forEach((id, text) -> {
                counts.merge(fates.get(id), 1, Integer::sum);
                if (fates.get(id) == Message.Fate.DELIVERED) {
                    expected.add(stripped(text));
                }
            });
            same(name, herd.heard(name), expected);
        });
        System.out.println("fates " + counts);
    }

    private static void same(String name, List<String> heard, List<String> expected) {
        for (int i = 0; i < Math.min(heard.size(), expected.size()); i++) {
            if (!heard.get(i).equals(expected.get(i))) {
                throw new AssertionError(
                        "seed %d: %s, message %d: expected %d characters, heard %d; first at %d: %s | %s"
                                .formatted(
                                        SEED,
                                        name,
                                        i,
                                        expected.get(i).length(),
                                        heard.get(i).length(),
                                        first(expected.get(i), heard.get(i)),
                                        around(expected.get(i), heard.get(i)),
                                        around(heard.get(i), expected.get(i))));
            }
        }
        assertThat(heard).as("seed %d: %s", SEED, name).hasSameSizeAs(expected);
    }

    private static int first(String a, String b) {
        int i = 0;
        while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }

    private static String around(String text, String other) {
        int at = first(text, other);
        return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 20))
                .replace("\n", "\\n");
    }

    /// What a terminal can carry: tabs and line feeds, and no other control character.
    private static String stripped(String text) {
        var clean = new StringBuilder();
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || (c >= 0x20 && (c < 0x7f || c > 0x9f)))
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private String text(int number) {
        int length = (int) Math.pow(10, random.nextDouble() * 5);
        var text = new StringBuilder();
        if (random.nextInt(4) == 0) {
            text.append('-');
        }
        text.append(number);
        while (text.length() < length) {
            text.append(piece());
        }
        // The last one is not white: what a program does with a trailing blank is its own affair.
        return text.append(random.nextBoolean() ? ";" : ".").toString();
    }

    private String piece() {
        return switch (random.nextInt(12)) {
            case 0 -> "\n";
            case 1 -> "\t";
            case 2 -> "\u001b[201~";
            case 3 -> "naïve Ärger ";
            case 4 -> "日本語 ";
            case 5 -> "😀👩‍👩‍👧 ";
            case 6 -> "; ";
            case 7 -> "#(touch pwned) #{pane_id} $HOME `id` \"quoted\" 'single' \\ ";
            case 8 -> "\u0003\u0004\u0007";
            default -> "words and more words, line by line ";
        };
    }

    private static MessageId id() {
        return new MessageId(Secret.id());
    }
}
