package se.tvarsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import se.tvarsyn.canonical.IdentityKind;
import se.tvarsyn.canonical.IdentityNumber;

/** Jazzer on the classification of numbers: any text is a number, something else, or refused; a number is right. */
class IdentityNumberFuzzTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Set<IdentityKind> WITH_CHECK_DIGIT =
            Set.of(IdentityKind.PNR, IdentityKind.SAM, IdentityKind.INTERIM);

    static Stream<byte[]> numbers() {
        return Stream.of(
                        "201203202385",
                        "120320-2385",
                        "{20120320-2385}",
                        "900101+9802",
                        "20000101T220",
                        "20130101TF01",
                        "a\u030a-1",
                        "201203802383",
                        "201203202386")
                .map(text -> text.getBytes(StandardCharsets.UTF_16BE));
    }

    /** UTF-16, so that halves of characters come too. */
    @MethodSource("numbers")
    @FuzzTest(maxDuration = "2m")
    void classifiesAnyText(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            text.append((char) ((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff));
        }
        IdentityNumber number = IdentityNumber.read(text.toString(), TODAY);
        if (number == null) {
            return;
        }
        assertThat(number.toString()).isEqualTo("IdentityNumber[" + number.kind() + "]");
        String canonical = number.reveal();
        assertThat(IdentityNumber.read(canonical, TODAY)).isEqualTo(number);
        if (WITH_CHECK_DIGIT.contains(number.kind())) {
            assertThat(canonical).matches("[0-9]{8}[0-9A-Z][0-9]{3}");
            assertThat(luhn(canonical)).isZero();
            assertThat(number.kind() == IdentityKind.INTERIM).isEqualTo(Character.isLetter(canonical.charAt(8)));
        }
    }

    /** Another one than the product's; an interim letter counts as 1. */
    private static int luhn(String twelve) {
        int sum = 0;
        for (int i = 2; i < 12; i++) {
            int digit = Character.isLetter(twelve.charAt(i)) ? 1 : twelve.charAt(i) - '0';
            int product = digit * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return sum % 10;
    }
}
