package se.tvarsyn.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.Consent;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.consent.CaseStep.Kind;

/** What a case's consent allows, step by step and delivery by delivery. */
class ConsentMemoryTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Pseudonym MARK = new Pseudonym(0x8001L, 1L << 63);
    private static final Pseudonym TOKEN = new Pseudonym(0x8002L, 1L << 63);

    private final ConsentMemory memory = ConsentMemory.ofOneRun();
    private final List<CaseStep> steps = new ArrayList<>();
    private long sequence;

    private static @Nullable LocalDate day(@Nullable String day) {
        return day == null ? null : LocalDate.parse("2026-" + day);
    }

    private ConsentMemoryTests step(Kind kind, String on, @Nullable String from, @Nullable String to) {
        LocalDate day = LocalDate.parse("2026-" + on);
        steps.add(new CaseStep(day, kind, new Consent(day(from), day(to), day)));
        return this;
    }

    private void deliver() {
        deliver(++sequence, memory);
    }

    private void deliver(long delivery, ConsentMemory into) {
        into.update(
                new DeliveryTicket(new UUID(1, delivery), "support-team", delivery),
                MARK,
                List.copyOf(steps),
                TODAY,
                closed -> new UnlinkedCase(TOKEN, MARK, 1, null));
        steps.clear();
    }

    private boolean links(String day) {
        return memory.isLinked(MARK, LocalDate.parse("2026-" + day));
    }

    @Test
    void aConsentThatIsValidAtInskrivningLinksWhatCameBeforeToo() {
        step(Kind.OTHER, "01-05", null, null)
                .step(Kind.ENROLS, "01-20", "01-15", null)
                .step(Kind.OTHER, "02-10", "01-15", null)
                .deliver();
        assertThat(links("01-05")).isTrue();
        assertThat(links("02-10")).isTrue();
    }

    @Test
    void aConsentThatComesAfterInskrivningLinksNothing() {
        step(Kind.ENROLS, "01-20", "01-21", null)
                .step(Kind.OTHER, "02-10", "01-21", null)
                .deliver();
        assertThat(links("01-20")).isFalse();
        assertThat(links("02-10")).isFalse();
        assertThat(memory.unlinked()).as("never linked").isEmpty();
    }

    @Test
    void beforeInskrivningTheFirstStepDecidesAndThenInskrivning() {
        step(Kind.OTHER, "01-05", "01-01", "01-10").deliver();
        assertThat(links("01-05")).isTrue();
        step(Kind.OTHER, "01-05", "01-01", "01-10")
                .step(Kind.ENROLS, "01-20", "01-01", "01-10")
                .deliver();
        assertThat(links("01-05")).isFalse();
        assertThat(memory.unlinked()).hasSize(1);
    }

    @Test
    void expiryEndsTheLinkingOfLaterStepsOnly() {
        step(Kind.ENROLS, "01-20", "01-01", "03-01")
                .step(Kind.OTHER, "03-01", "01-01", "03-01")
                .step(Kind.OTHER, "03-02", "01-01", "03-01")
                .deliver();
        assertThat(links("01-20")).isTrue();
        assertThat(links("03-01")).isTrue();
        assertThat(links("03-02")).isFalse();
    }

    @Test
    void aLastDayThatIsMovedToAnEarlierOneThatHasBeenIsAWithdrawal() {
        step(Kind.ENROLS, "01-20", "01-01", null).deliver();
        step(Kind.ENROLS, "01-20", "01-01", "06-02").deliver();
        assertThat(links("01-20")).as("announced for tomorrow").isTrue();
        step(Kind.ENROLS, "01-20", "01-01", "06-01").deliver();
        assertThat(links("01-20")).isFalse();
        assertThat(memory.unlinked()).hasSize(1);
    }

    @Test
    void anEmptiedConsentIsAWithdrawalAlsoInALaterStepAlone() {
        step(Kind.ENROLS, "01-20", "01-01", null).deliver();
        step(Kind.OTHER, "02-20", null, null).deliver();
        assertThat(links("01-20")).isFalse();
    }

    @Test
    void aLaterLineThatEndsTheConsentWithdrawsWithinOneDelivery() {
        step(Kind.ENROLS, "01-20", "01-01", null)
                .step(Kind.OTHER, "02-20", "01-01", "02-10")
                .deliver();
        assertThat(links("01-20")).isFalse();
    }

    @Test
    void aProlongedConsentIsNoWithdrawalHoweverOftenItComes() {
        for (int i = 0; i < 3; i++) {
            step(Kind.ENROLS, "01-20", "01-01", "02-01")
                    .step(Kind.OTHER, "02-20", "01-01", "04-01")
                    .deliver();
            assertThat(links("02-20")).isTrue();
        }
    }

    @Test
    void aConsentThatIsSignedAnewWhileTheOldOneHoldsChangesNothing() {
        for (int i = 0; i < 2; i++) {
            step(Kind.ENROLS, "01-20", "01-01", null)
                    .step(Kind.OTHER, "02-20", "02-01", null)
                    .deliver();
            assertThat(links("01-20")).isTrue();
            assertThat(links("02-20")).isTrue();
        }
    }

    @Test
    void anOldConsentThatComesAgainLeavesTheNewOne() {
        step(Kind.ENROLS, "01-20", "01-01", null).deliver();
        step(Kind.ENROLS, "01-20", null, null).deliver();
        step(Kind.ENROLS, "01-20", "03-01", null).deliver();
        step(Kind.ENROLS, "01-20", "01-01", null).deliver();
        assertThat(links("01-20")).isFalse();
        assertThat(links("03-05")).isTrue();
    }

    @Test
    void aNewConsentAfterExpiryLinksItsDaysAndLeavesTheOthers() {
        step(Kind.ENROLS, "01-20", "01-01", "02-01").deliver();
        step(Kind.ENROLS, "01-20", "03-01", null).deliver();
        assertThat(links("01-20")).isTrue();
        assertThat(links("02-15")).isFalse();
        assertThat(links("03-15")).isTrue();
    }

    @Test
    void afterAWithdrawalOnlyANewerConsentLinksAgainFromItsFirstDay() {
        step(Kind.ENROLS, "01-20", "01-01", null).deliver();
        step(Kind.ENROLS, "01-20", "01-01", "02-01").deliver();
        step(Kind.ENROLS, "01-20", "01-01", null).deliver();
        assertThat(links("01-20")).as("the withdrawn one").isFalse();
        step(Kind.ENROLS, "01-20", "03-01", null).deliver();
        assertThat(links("01-20")).isFalse();
        assertThat(links("03-05")).isTrue();
        assertThat(memory.unlinked().get(0).before()).isEqualTo(day("03-01"));
        step(Kind.ENROLS, "01-20", null, null).deliver();
        assertThat(links("03-05")).as("withdrawn once more").isFalse();
        assertThat(memory.unlinked().get(0).before()).isNull();
        assertThat(memory.generation()).isEqualTo(2);
    }

    @Test
    void anOlderDeliveryIsHistory() {
        step(Kind.ENROLS, "01-20", "01-01", null).deliver();
        step(Kind.ENROLS, "01-20", "02-01", null).deliver();
        step(Kind.ENROLS, "01-20", "01-01", null);
        deliver(1, memory);
        assertThat(links("01-20")).isFalse();
    }

    @Test
    void aStepAfterAvslutIsAnotherCaseWithAConsentOfItsOwn() {
        step(Kind.ENROLS, "01-20", "01-01", null)
                .step(Kind.CLOSES, "02-20", "01-01", null)
                .step(Kind.ENROLS, "03-20", null, null)
                .deliver();
        assertThat(links("02-20")).as("avslut belongs to what it ends").isTrue();
        assertThat(links("03-20")).isFalse();
        assertThat(memory.closedBefore(MARK, LocalDate.of(2026, 3, 20))).isEqualTo(day("02-20"));
        // The next delivery takes the avslut back: it was a mistake.
        step(Kind.ENROLS, "01-20", "01-01", null)
                .step(Kind.ENROLS, "03-20", "01-01", null)
                .deliver();
        assertThat(memory.closedBefore(MARK, LocalDate.of(2026, 3, 20))).isNull();
    }

    @Test
    void whatIsKnownOutlivesTheProcessAndADamagedFileStopsEverything(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("consents").resolve("cases");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        ConsentMemory first = ConsentMemory.open(file, key);
        step(Kind.ENROLS, "01-20", "01-01", null).step(Kind.CLOSES, "02-20", "01-01", null);
        deliver(1, first);
        step(Kind.ENROLS, "01-20", null, null);
        deliver(2, first);
        first.save();
        ConsentMemory second = ConsentMemory.open(file, key);
        assertThat(second.generation()).isEqualTo(1);
        assertThat(second.unlinked()).isEqualTo(first.unlinked()).hasSize(1);
        step(Kind.ENROLS, "01-20", "01-01", null);
        deliver(3, second);
        assertThat(second.isLinked(MARK, LocalDate.of(2026, 1, 20))).isFalse();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ConsentMemory.open(file, key)).isInstanceOf(HomeFileUnreadable.class);
    }
}
