package se.tvarsyn.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever form a source writes a number in, it is the same number. */
class IdentityNumberFormsTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Property
    void everyFormOfANumberReadsAsTheSameNumber(
            @ForAll("numbers") String number, @ForAll("forms") UnaryOperator<String> form) {
        IdentityNumber plain = Objects.requireNonNull(IdentityNumber.read(number, TODAY));
        assertThat(plain.reveal()).isEqualTo(number);
        assertThat(IdentityNumber.read(form.apply(number), TODAY)).isEqualTo(plain);
    }

    @Provide
    Arbitrary<UnaryOperator<String>> forms() {
        return Arbitraries.of(
                n -> n.substring(0, 8) + "-" + n.substring(8),
                n -> n.substring(0, 8) + " " + n.substring(8),
                n -> "{" + n + "}",
                n -> " " + n.toLowerCase(java.util.Locale.ROOT) + "\u00a0",
                n -> isTf(n) ? n : n.substring(2, 8) + (isHundred(n) ? "+" : "-") + n.substring(8),
                n -> isTf(n) || isHundred(n) ? n : n.substring(2));
    }

    private static boolean isTf(String number) {
        return number.startsWith("TF", 8);
    }

    private static boolean isHundred(String number) {
        return TODAY.getYear() - Integer.parseInt(number.substring(0, 4)) >= 100;
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<LocalDate> days = Arbitraries.longs()
                .between(LocalDate.of(1890, 1, 1).toEpochDay(), TODAY.toEpochDay())
                .map(LocalDate::ofEpochDay);
        Arbitrary<Integer> serials = Arbitraries.integers().between(0, 999);
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 3);
        return Combinators.combine(days, serials, kinds).as(IdentityNumberFormsTests::number);
    }

    private static String number(LocalDate day, int serial, int kind) {
        String date = String.format("%04d%02d", day.getYear(), day.getMonthValue());
        String dayOf = String.format("%02d", day.getDayOfMonth() + (kind == 1 ? 60 : 0));
        String tail = String.format("%03d", serial);
        if (kind == 2) {
            return date + dayOf + "TF" + tail.substring(1);
        }
        if (kind == 3) {
            String counted = date + dayOf + "1" + tail.substring(1);
            return date + dayOf + "TRSUWXJKLMN".charAt(serial % 11) + tail.substring(1) + checkDigit(counted);
        }
        return date + dayOf + tail + checkDigit(date + dayOf + tail);
    }

    private static int checkDigit(String eleven) {
        int sum = 0;
        for (int i = 2; i < 11; i++) {
            int product = (eleven.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return (10 - sum % 10) % 10;
    }
}
