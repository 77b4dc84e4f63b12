package se.tvarsyn.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.operations.ReceivedBatches.Begun;

/** Where deliveries of several senders stand in the order of one home. */
class ReceivedOrderTests {
    private final List<Begun> begun = new ArrayList<>();

    private static ReceivedBatch batch(String sender, String ledger, String feed, long senderSequence) {
        return new ReceivedBatch(
                sender,
                sender,
                1,
                ledger,
                senderSequence,
                new UUID(0, 0),
                feed,
                "file",
                "",
                "",
                List.of(),
                Map.of(),
                StandingState.NONE);
    }

    private long place(String sender, String ledger, String feed, long senderSequence) {
        long place = ReceivedBatches.place(begun, batch(sender, ledger, feed, senderSequence), 0);
        begun.add(new Begun(sender, begun.size() + 1, feed, ledger, senderSequence, place, ""));
        return place;
    }

    @Test
    void givesEveryDeliveryAPlaceOfItsOwnInItsSendersOrder() {
        for (long seed = 0; seed < 200; seed++) {
            begun.clear();
            Random random = new Random(seed);
            List<String[]> deliveries = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                // Two senders with sequences of their own, two feeds each.
                String sender = random.nextBoolean() ? "a" : "b";
                deliveries.add(new String[] {sender, sender + random.nextInt(2), Integer.toString(i)});
            }
            Collections.shuffle(deliveries, random);
            Map<String, Map<Long, Long>> places = new HashMap<>();
            HashSet<Long> taken = new HashSet<>();
            for (String[] one : deliveries) {
                long sequence = Long.parseLong(one[2]);
                long place = place(one[0], "l", one[1], sequence);
                assertThat(place).isPositive();
                assertThat(taken.add(place)).as("seed " + seed).isTrue();
                places.computeIfAbsent(one[1], f -> new HashMap<>()).put(sequence, place);
            }
            places.values().forEach(feed -> {
                List<Long> inOrder = feed.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList();
                assertThat(inOrder).isSorted();
            });
        }
    }

    @Test
    void followsASenderThatBeganItsLedgerAnew() {
        assertThat(place("a", "old", "f", 500)).isEqualTo(500);
        assertThat(place("a", "new", "f", 1)).isEqualTo(501);
        assertThat(place("a", "new", "f", 2)).isEqualTo(502);
        assertThat(place("c", "other", "f", 1)).isEqualTo(503);
    }

    @Test
    void countsFromWhatIsHereAlready() {
        assertThat(ReceivedBatches.place(begun, batch("a", "l", "f", 1), 41)).isEqualTo(42);
    }

    @Test
    void tellsAnotherKeyOrVersionOfTheSameDomain() {
        KeyMark key = new KeyMark("uppfoljning", 1, "00000001");
        List<Begun> all =
                List.of(new Begun("a", 1, "f", "l", 1, 1, "uppfoljning 1 00000001\nuppfoljning/src:f 1 00000002"));
        assertThat(ReceivedBatches.otherKey(all, List.of(key))).isEmpty();
        assertThat(ReceivedBatches.otherKey(all, List.of(new KeyMark("uppfoljning", 2, "0000000a"))))
                .as("rotated alone: it would join nobody")
                .isPresent();
        assertThat(ReceivedBatches.otherKey(all, List.of(new KeyMark("uppfoljning/src:g", 2, "0000000a"))))
                .as("a feed that is not here yet")
                .isEmpty();
        assertThat(ReceivedBatches.otherKey(all, List.of(new KeyMark("uppfoljning", 1, "0000000a"))))
                .isPresent();
        assertThat(ReceivedBatches.otherKey(all, List.of(new KeyMark("uppfoljning/src:f", 1, "0000000a"))))
                .isPresent();
    }
}
