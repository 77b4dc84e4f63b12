package se.tvarsyn.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.tvarsyn.SharedFiles;

class IdentityNumberTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static @Nullable IdentityNumber read(@Nullable String raw) {
        return IdentityNumber.read(raw, TODAY);
    }

    private static void assertReads(@Nullable String raw, IdentityKind kind, String canonical) {
        IdentityNumber number = Objects.requireNonNull(read(raw));
        assertThat(number.kind()).isEqualTo(kind);
        assertThat(number.reveal()).isEqualTo(canonical);
    }

    @Test
    void acceptsEveryPersonnummerOfTheOfficialTestList() throws IOException {
        int count = 0;
        for (String number : Files.readAllLines(SharedFiles.of("sources/test-personnummer.txt"))) {
            assertReads(number, IdentityKind.PNR, number);
            assertReads(number.substring(0, 8) + "-" + number.substring(8), IdentityKind.PNR, number);
            assertReads(shortForm(number, TODAY), IdentityKind.PNR, number);
            count++;
        }
        assertThat(count).isEqualTo(41_493);
    }

    @Test
    void acceptsEverySamordningsnummerOfTheOfficialTestList() throws IOException {
        int count = 0;
        for (JsonNode node : new ObjectMapper()
                .readTree(SharedFiles.of("sources/test-samordningsnummer.json").toFile())) {
            String number = node.asText();
            assertReads(number, IdentityKind.SAM, number);
            assertReads(shortForm(number, TODAY), IdentityKind.SAM, number);
            count++;
        }
        assertThat(count).isEqualTo(2_264);
    }

    @Test
    void readsInterimNumbersInEveryFormAndNothingElseAsOne() throws IOException {
        int count = 0;
        for (JsonNode node : new ObjectMapper()
                .readTree(SharedFiles.of("sources/test-interimsnummer.json").toFile())) {
            for (String form : new String[] {"long_format", "short_format", "separated_format", "separated_long"}) {
                String raw = node.get(form).asText();
                boolean isValid = node.get("valid").asBoolean();
                assertReads(
                        raw,
                        isValid ? IdentityKind.INTERIM : IdentityKind.OTHER,
                        isValid ? node.get("long_format").asText() : raw.replace("-", ""));
                count++;
            }
        }
        assertThat(count).isEqualTo(48);
    }

    /** The form with which a person is written today: ten digits, and plus from the year of the hundredth birthday. */
    private static String shortForm(String number, LocalDate today) {
        boolean isHundred = today.getYear() - Integer.parseInt(number.substring(0, 4)) >= 100;
        return number.substring(2, 8) + (isHundred ? "+" : "-") + number.substring(8);
    }

    @ParameterizedTest
    @CsvSource({
        "201001012382, PNR, 201001012382",
        "20100101-2382, PNR, 201001012382",
        "1001012382, PNR, 201001012382",
        "100101-2382, PNR, 201001012382",
        "' 100101 - 2382 ', PNR, 201001012382",
        "{201001012382}, PNR, 201001012382",
        "100101\u00a02382, PNR, 201001012382",
        "'\t201001012382\t', PNR, 201001012382",
        "189001019802, PNR, 189001019802",
        "900101+9802, PNR, 189001019802",
        "18900101+9802, PNR, 189001019802",
        "000101T220, INTERIM, 20000101T220",
        "20000101t220, INTERIM, 20000101T220",
        "000101-t220, INTERIM, 20000101T220",
        "20000101T221, OTHER, 20000101T221",
        "20000230T220, OTHER, 20000230T220",
        "20130101TF01, TF, 20130101TF01",
        "20130101-tf01, TF, 20130101TF01",
        "19911201TF10, TF, 19911201TF10",
        "20130230TF01, OTHER, 20130230TF01",
        "20270101TF10, OTHER, 20270101TF10",
        "130101TF01, OTHER, 130101TF01",
        "{550e8400-e29b-41d4-a716-446655440000}, OTHER, 550E8400E29B41D4A716446655440000",
        "12345, OTHER, 12345",
        "2010010123821, OTHER, 2010010123821",
        "20100101238, OTHER, 20100101238",
        "20100101O382, OTHER, 20100101O382",
        "20100101/2382, OTHER, 20100101/2382",
    })
    void readsEveryFormThatSourcesWrite(String raw, IdentityKind kind, String canonical) {
        assertReads(raw, kind, canonical);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t", "-", "{}", "\u00a0"})
    void readsNothingAsMissing(@Nullable String raw) {
        assertReads(raw, IdentityKind.MISSING, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "201001012383", // check digit
                "1001012383",
                "201002302380", // 30 February
                "201013012380", // month 13
                "201000012386", // month 00 without the added 60
                "201001002383", // day 00 without the added 60
                "201001922382", // day 32 with it
                "171001012382", // a century before personnummer
                "211001012382",
                "000000000000",
                "0000000000",
                "999999999999",
                "9999999999",
            })
    void refusesWhatHasTheShapeOfANumberAndCannotBeOne(String raw) {
        assertThat(read(raw)).isNull();
        assertThat(read(raw.substring(0, raw.length() - 4) + "-" + raw.substring(raw.length() - 4)))
                .isNull();
        assertThat(read("\u00a0" + raw)).isNull();
    }

    @Test
    void takesTheLatestCenturyInWhichTheDayHasBeen() {
        // 241231-2387 is of 2024 on the day itself and of 1924 the day before.
        assertThat(IdentityNumber.read("2412312387", LocalDate.of(2024, 12, 31)))
                .hasToString("IdentityNumber[PNR]");
        assertThat(reveal("2412312387", LocalDate.of(2024, 12, 31))).isEqualTo("202412312387");
        assertThat(reveal("2412312387", LocalDate.of(2024, 12, 30))).isEqualTo("192412312387");
        assertThat(reveal("2412312387", LocalDate.of(2030, 1, 1))).isEqualTo("202412312387");
        // Written with plus from 1 January of the year of the hundredth birthday on.
        assertThat(reveal("241231+2387", LocalDate.of(2024, 1, 1))).isEqualTo("192412312387");
        assertThat(reveal("241231+2387", LocalDate.of(2023, 12, 31))).isEqualTo("182412312387");
    }

    private static String reveal(String raw, LocalDate today) {
        return Objects.requireNonNull(IdentityNumber.read(raw, today)).reveal();
    }

    @Test
    void refusesABirthDateThatIsToCome() {
        assertThat(IdentityNumber.read("202412312387", LocalDate.of(2024, 12, 30)))
                .isNull();
        assertThat(IdentityNumber.read("202412312387", LocalDate.of(2024, 12, 31)))
                .isNotNull();
    }

    @Test
    void givesTwoPeopleBornAHundredYearsApartTwoNumbers() {
        assertThat(read("241231-2387")).isNotEqualTo(read("241231+2387"));
    }

    @Test
    void doesNotTakeFullWidthOrArabicDigitsForDigits() {
        String fullWidth = "201001012382"
                .chars()
                .mapToObj(c -> String.valueOf((char) (c - '0' + '\uff10')))
                .reduce("", String::concat);
        String arabic = fullWidth.replace('\uff12', '\u0662');
        assertReads(fullWidth, IdentityKind.OTHER, fullWidth);
        assertReads(arabic, IdentityKind.OTHER, arabic);
        assertReads("20100101\uff12382", IdentityKind.OTHER, "20100101\uff12382");
    }

    @Test
    void composesLettersBeforeItComparesThem() {
        assertThat(read("a\u030a-1")).isEqualTo(read("\u00c51"));
    }

    @Test
    void neverShowsTheNumber() {
        for (String raw : new String[] {"201001012382", "20000101T220", "20130101TF01", "anna", null}) {
            assertThat(String.valueOf(read(raw))).matches("IdentityNumber\\[[A-Z]+]");
        }
    }

    @Test
    void acceptsNoMoreRandomNumbersThanTheCheckDigitLetsThrough() {
        acceptsNoMoreThanTheCheckDigitLetsThrough(200_000);
    }

    @Test
    @Tag("long")
    void acceptsNoMoreOfTenMillionRandomNumbersThanTheCheckDigitLetsThrough() {
        acceptsNoMoreThanTheCheckDigitLetsThrough(10_000_000);
    }

    /** Judged by another calendar and another Luhn than the product's. */
    private static void acceptsNoMoreThanTheCheckDigitLetsThrough(int count) {
        SplittableRandom random = new SplittableRandom(7);
        long accepted = 0;
        long possible = 0;
        for (int i = 0; i < count; i++) {
            // Half of them begin like a date, or hardly one in three hundred would come as far as the check digit.
            long number = (i & 1) == 0
                    ? random.nextLong(1_000_000_000_000L)
                    : random.nextLong(1800, 2100) * 100_000_000L
                            + random.nextLong(13) * 1_000_000
                            + random.nextLong(100) * 10_000
                            + random.nextLong(10_000);
            String text = String.valueOf(1_000_000_000_000L + number).substring(1);
            IdentityNumber read = IdentityNumber.read(text, TODAY);
            boolean isDay = isDay(text);
            if ((read != null) != (isDay && luhn(text.substring(2)) == 0)) {
                fail("read and the calendar disagree about " + text);
            }
            possible += isDay ? 1 : 0;
            accepted += read != null ? 1 : 0;
        }
        assertThat((double) accepted / possible).isBetween(0.09, 0.11);
    }

    private static boolean isDay(String text) {
        int year = Integer.parseInt(text.substring(0, 4));
        int month = Integer.parseInt(text.substring(4, 6));
        int day = Integer.parseInt(text.substring(6, 8));
        if (year < 1800 || month > 12) {
            return false;
        }
        if (day >= 60) {
            int lowest = year * 10_000 + month * 100 + day - 60;
            return day <= 91 && lowest <= 20261122;
        }
        try {
            return !LocalDate.of(year, month, day).isAfter(TODAY);
        } catch (java.time.DateTimeException e) {
            return false;
        }
    }

    private static int luhn(String ten) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            int product = (ten.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return sum % 10;
    }

    @Test
    void takesEveryTextWithoutFailing() {
        Random random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            int length = random.nextInt(15);
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < length; j++) {
                text.append(
                        random.nextInt(4) == 0 ? (char) random.nextInt(0x10000) : (char) ('0' + random.nextInt(10)));
            }
            IdentityNumber number = read(text.toString());
            if (number != null && number.kind() != IdentityKind.OTHER) {
                assertThat(read(number.reveal())).isEqualTo(number);
            }
        }
    }
}
