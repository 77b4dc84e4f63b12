package se.tvarsyn.renumbering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Pseudonym;

/** When a samordningsnummer is taken to have become a personnummer, and when not. */
class NumberMemoryTests {
    private static final SecretKey KEY = new SecretKeySpec(
            new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32
            },
            "AES");
    private static final Pseudonym ID = new Pseudonym(0x8001L, 1L << 63 | 1);
    private static final Pseudonym OTHER_ID = new Pseudonym(0x8001L, 1L << 63 | 2);
    private static final String SAM = "200900802398";
    private static final String PNR = "201001012382";
    private static final String OTHER = "201102012398";

    @TempDir
    private Path folder;

    private NumberMemory memory;

    @BeforeEach
    void knowsASamordningsnummer() throws Exception {
        memory = NumberMemory.open(folder.resolve("numbers"), KEY);
        assertThat(memory.isEmpty()).isTrue();
        memory.seeTemporary(delivery(5), ID, SAM);
        memory.settle(delivery(5));
    }

    private static DeliveryTicket delivery(long sequence) {
        return new DeliveryTicket(new UUID(0, sequence), "social-register", sequence);
    }

    @Test
    void holdsWhenTheDeliveryIsWholeAndAfterARestart() throws Exception {
        assertThat(memory.seeFinal(delivery(6), ID, PNR))
                .as("of which row keys are made")
                .isEqualTo(SAM);
        assertThat(memory.current(SAM)).as("not before the delivery is whole").isEqualTo(SAM);
        memory.settle(delivery(6));
        for (NumberMemory each : new NumberMemory[] {memory, NumberMemory.open(folder.resolve("numbers"), KEY)}) {
            assertThat(each.current(SAM)).isEqualTo(PNR);
            assertThat(each.current(PNR)).isEqualTo(PNR);
            assertThat(each.allOf(PNR)).containsExactlyInAnyOrder(SAM, PNR);
            assertThat(each.keyNumber("social-register", PNR)).isEqualTo(SAM);
            assertThat(each.keyNumber("school-lesson-csv", PNR))
                    .as("another feed's keys")
                    .isEqualTo(PNR);
            assertThat(each.renumbered()).containsExactly(new Renumbered(SAM, PNR));
            assertThat(each.generation()).isEqualTo(1);
        }
        assertThat(memory.toString() + memory.renumbered()).doesNotContain(SAM, PNR);
    }

    @Test
    void saysNothingWhereADeliveryBreaksOff() {
        memory.seeFinal(delivery(6), ID, PNR);
        memory.abandon(delivery(6));
        memory.settle(delivery(6));
        assertThat(memory.current(SAM)).isEqualTo(SAM);
    }

    @Test
    void saysNothingWhereOneIdHasTwoNumbersInADelivery() {
        memory.seeFinal(delivery(6), ID, PNR);
        memory.seeFinal(delivery(6), ID, OTHER);
        memory.settle(delivery(6));
        memory.seeTemporary(delivery(7), ID, SAM);
        memory.seeFinal(delivery(7), ID, PNR);
        memory.settle(delivery(7));
        assertThat(memory.current(SAM)).isEqualTo(SAM);
        assertThat(memory.generation()).isZero();
    }

    @Test
    void takesAnOlderDeliveryForHistory() {
        memory.seeFinal(delivery(4), ID, PNR);
        memory.settle(delivery(4));
        assertThat(memory.current(SAM)).isEqualTo(SAM);
    }

    @Test
    void believesTheFirstWhereTwoSourcesDiffer() {
        memory.seeTemporary(delivery(6), OTHER_ID, SAM);
        memory.settle(delivery(6));
        memory.seeFinal(delivery(7), ID, PNR);
        memory.settle(delivery(7));
        memory.seeFinal(delivery(8), OTHER_ID, OTHER);
        memory.settle(delivery(8));
        assertThat(memory.current(SAM)).isEqualTo(PNR);
        assertThat(memory.current(OTHER)).isEqualTo(OTHER);
    }

    @Test
    void aMemoryOfOneRunWritesNothing() throws Exception {
        NumberMemory run = NumberMemory.openForOneRun(folder.resolve("numbers"), KEY);
        run.seeFinal(delivery(6), ID, PNR);
        run.settle(delivery(6));
        assertThat(run.current(SAM)).isEqualTo(PNR);
        assertThat(NumberMemory.open(folder.resolve("numbers"), KEY).current(SAM))
                .isEqualTo(SAM);
    }
}
