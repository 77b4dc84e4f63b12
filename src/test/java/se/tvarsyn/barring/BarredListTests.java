package se.tvarsyn.barring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.Pseudonym;

class BarredListTests {
    private static final BarredPerson ADA = person(1);
    private static final BarredPerson BEA = person(2);

    @TempDir
    Path folder;

    private static Pseudonym token(int n) {
        return new Pseudonym(0x8000L | (long) n << 16, 1L << 63 | n);
    }

    private static BarredPerson person(int n) {
        return new BarredPerson(Set.of(token(n)), Set.of(token(1000 + n)));
    }

    private static DeliveryTicket delivery(String feed, long sequence) {
        return new DeliveryTicket(new UUID(sequence, feed.hashCode()), feed, sequence);
    }

    private BarredList open() throws IOException {
        return BarredList.open(folder.resolve("list"), new SecretKeySpec(new byte[32], "AES"));
    }

    private static boolean isBarred(BarredList list, BarredPerson person) {
        return list.isBarred(delivery("other", 99), person.marks(), true);
    }

    @Test
    void whatWasFlaggedIsThereAfterARestart() throws IOException {
        BarredList list = open();
        assertThat(list.flag(delivery("school", 1), ADA)).isTrue();
        assertThat(list.flag(delivery("school", 1), ADA)).isFalse();
        list.save();
        BarredList again = open();
        assertThat(isBarred(again, ADA)).isTrue();
        assertThat(isBarred(again, BEA)).isFalse();
        assertThat(again.generation()).isEqualTo(1);
        assertThat(again.rows()).containsExactlyElementsOf(ADA.rows());
    }

    @Test
    void onlyALaterWholeDeliveryOfTheSameSourceLiftsAMark() throws IOException {
        BarredList list = open();
        list.flag(delivery("school", 5), ADA);
        list.settle(delivery("school", 5));
        for (DeliveryTicket other : new DeliveryTicket[] {delivery("school", 4), delivery("social", 9)}) {
            assertThat(list.isBarred(other, ADA.marks(), true)).isTrue();
            assertThat(list.settle(other)).isFalse();
        }
        DeliveryTicket broken = delivery("school", 6);
        assertThat(list.isBarred(broken, ADA.marks(), false)).as("says nothing").isTrue();
        assertThat(list.isBarred(broken, ADA.marks(), true)).as("lets through").isFalse();
        assertThat(list.abandon(broken)).as("and takes back").isEqualTo(ADA.rows());
        assertThat(isBarred(list, ADA)).isTrue();
        DeliveryTicket later = delivery("school", 7);
        assertThat(list.isBarred(later, ADA.marks(), true)).isFalse();
        assertThat(list.rowsOnceSettled(later)).as("what its batch says").isEmpty();
        assertThat(list.rows()).as("nothing is lifted yet").isEqualTo(ADA.rows());
        assertThat(list.settle(later)).isTrue();
        assertThat(isBarred(list, ADA)).isFalse();
        assertThat(isBarred(open(), ADA)).isFalse();
    }

    @Test
    void aDeliveryThatNamesAPersonBothWaysBarsThem() throws IOException {
        BarredList list = open();
        list.flag(delivery("school", 5), ADA);
        list.settle(delivery("school", 5));
        DeliveryTicket both = delivery("school", 6);
        assertThat(list.isBarred(both, ADA.marks(), true)).isFalse();
        assertThat(list.flag(both, ADA)).as("rows that were let through go").isTrue();
        assertThat(list.isBarred(both, ADA.marks(), true)).isTrue();
        assertThat(list.rowsOnceSettled(both)).isEqualTo(ADA.rows());
        assertThat(list.settle(both)).isFalse();
        assertThat(isBarred(list, ADA)).isTrue();
    }

    @Test
    void aMarkOfTwoSourcesIsLiftedByBoth() throws IOException {
        BarredList list = open();
        list.flag(delivery("school", 1), ADA);
        list.settle(delivery("school", 1));
        list.flag(delivery("social", 2), ADA);
        list.settle(delivery("social", 2));
        DeliveryTicket school = delivery("school", 3);
        assertThat(list.isBarred(school, ADA.marks(), true)).isTrue();
        list.settle(school);
        assertThat(isBarred(list, ADA)).isTrue();
        DeliveryTicket social = delivery("social", 4);
        list.isBarred(social, ADA.marks(), true);
        list.settle(social);
        assertThat(isBarred(list, ADA)).isFalse();
    }

    @Test
    void anErasureBarsUntilItIsUndoneAndTwiceIsOnce() throws IOException {
        BarredList list = open();
        list.bar("case-1", Set.of(ADA, BEA));
        long generation = list.generation();
        list.bar("case-1", Set.of(ADA, BEA));
        assertThat(list.generation()).isEqualTo(generation);
        DeliveryTicket school = delivery("school", 3);
        assertThat(list.isBarred(school, ADA.marks(), true)).isTrue();
        list.settle(school);
        BarredList again = open();
        assertThat(isBarred(again, BEA)).isTrue();
        again.unbar("case-1");
        assertThat(isBarred(open(), ADA)).isFalse();
        assertThat(open().generation()).isEqualTo(generation);
    }

    @Test
    void aChangedFileDoesNotOpen() throws IOException {
        BarredList list = open();
        list.bar("case-1", Set.of(ADA));
        byte[] bytes = Files.readAllBytes(folder.resolve("list"));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(folder.resolve("list"), changed);
            assertThatThrownBy(this::open).isInstanceOf(HomeFileUnreadable.class);
        }
    }
}
