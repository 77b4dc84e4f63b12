package se.tvarsyn.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each primary rule hides, on both sides of its border; and the same by formulas written another way. */
class PrimaryRuleTests {
    private static final OptionalLong NO_GROUP = OptionalLong.empty();

    private static PublishableCell counting(long number) {
        return PublishableCell.of("c", new int[] {0}, number);
    }

    /** @param parts "70 20 10"; empty = nobody contributes */
    private static PublishableCell magnitude(String parts) {
        long[] each = parts.isEmpty()
                ? new long[0]
                : Arrays.stream(parts.split(" ")).mapToLong(Long::parseLong).toArray();
        return counting(LongStream.of(each).sum()).contributedBy(each);
    }

    @ParameterizedTest
    @CsvSource({
        "9, false, 0, false",
        "9, true,  0, true",
        "9, false, 1, true",
        "9, false, 9, true",
        "9, true,  9, true",
        "9, false, 10, false",
        "9, true,  10, false",
        "0, false, 0, false",
        "0, true,  0, true",
        "0, true,  1, false"
    })
    void theThresholdHidesUpToItsLargest(long most, boolean isZeroHidden, long number, boolean isHidden) {
        assertThat(new PrimaryRule.Threshold(most, isZeroHidden).hides(counting(number), NO_GROUP))
                .isEqualTo(isHidden);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 80, 80 20, false",
        "1, 80, 81 19, true",
        "1, 80, 20 80, false",
        "1, 80, 801 199, true",
        "1, 80, 5, true",
        "1, 100, 5, false",
        "1, 80, '', false",
        "1, 80, 0 0, false",
        "2, 90, 50 40 10, false",
        "2, 90, 10 40 50, false",
        "2, 90, 50 41 9, true",
        "2, 90, 30 30 30 9 1, false",
        "3, 90, 31 30 30 9, true",
        "3, 90, 30 30 30 10, false",
        "2, 85.5, 500 355 145, false",
        "2, 85.5, 500 356 144, true"
    })
    void dominanceHidesWhereTheLargestHaveMoreThanTheirPart(int n, double k, String parts, boolean isHidden) {
        assertThat(new PrimaryRule.Dominance(n, k).hides(magnitude(parts), NO_GROUP))
                .isEqualTo(isHidden);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 100 50 10, false",
        "10, 100 50 9, true",
        "10, 10 50 100, false",
        "10, 100 50 5 5, false",
        "10, 100 50 5 4, true",
        "10, 100 100 10, false",
        "10, 100 50, true",
        "10, 100, true",
        "10, '', false",
        "10, 0 0 0, false",
        "2.5, 1000 400 25, false",
        "2.5, 1000 400 24, true",
        "100, 40 30 40, true",
        "100, 40 40 40, false"
    })
    void thePPercentRuleHidesWhereTheSecondLargestCouldTellTheLargest(double p, String parts, boolean isHidden) {
        assertThat(new PrimaryRule.PPercent(p).hides(magnitude(parts), NO_GROUP))
                .isEqualTo(isHidden);
    }

    @ParameterizedTest
    @CsvSource({"2, '', false", "2, 7, true", "2, 7 7, true", "2, 7 7 7, false", "1, 7, true", "1, 7 7, false"})
    void fewContributorsHidesUpToItsNumber(int most, String parts, boolean isHidden) {
        assertThat(new PrimaryRule.FewContributors(most).hides(magnitude(parts), NO_GROUP))
                .isEqualTo(isHidden);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 50, 0, false",
        "2, 50, 1, true",
        "2, 50, 2, true",
        "2, 50, 3, false",
        "2, 1, 2, true",
        "2, 0, 1, false",
        "1, 50, 1, true",
        "1, 50, 2, false"
    })
    void fewUnitsHidesUpToItsNumberWhereThereIsAnybody(int most, long persons, int units, boolean isHidden) {
        assertThat(new PrimaryRule.FewUnits(most).hides(counting(persons).fromUnits(units), NO_GROUP))
                .isEqualTo(isHidden);
        assertThat(new PrimaryRule.FewUnits(most).hides(counting(persons), NO_GROUP))
                .as("of units nobody named")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 30, true",
        "1, 30, false",
        "29, 30, false",
        "30, 30, true",
        "0, 0, true",
        "1, 1, true",
        "0, , true",
        "30, , false"
    })
    void homogeneityHidesNoneAndAllOfAGroupAndNothingBetween(long having, @Nullable Long group, boolean isHidden) {
        PublishableCell cell = counting(having).within("g");
        OptionalLong number = group == null ? NO_GROUP : OptionalLong.of(group);
        assertThat(new PrimaryRule.Homogeneity().hides(cell.asSensitive(), number))
                .isEqualTo(isHidden);
        assertThat(new PrimaryRule.Homogeneity().hides(cell, number))
                .as("not sensitive")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 28, 30, false",
        "1, 29, 30, true",
        "1, 30, 30, true",
        "0, 29, 30, false",
        "0, 30, 30, true",
        "1, 0, 0, false",
        "1, 0, 1, false",
        "1, 1, 1, true",
        "1, 30, , false"
    })
    void disclosureLooksAtWhatAllButACoalitionHave(
            int coalition, long having, @Nullable Long group, boolean isDisclosed) {
        PrimaryRule.Disclosure rule = new PrimaryRule.Disclosure(coalition);
        OptionalLong number = group == null ? NO_GROUP : OptionalLong.of(group);
        assertThat(rule.discloses(counting(having), number)).isEqualTo(isDisclosed);
        assertThat(rule.hides(counting(having), number)).isFalse();
    }

    /** In fractions instead of products: the share of the largest; and how far off the second largest's guess is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void magnitudesAreHiddenAsTheRulesAreWrittenInTheLiterature(long seed) {
        Random random = new Random(seed);
        int[] hidden = new int[3];
        for (int i = 0; i < 3_000; i++) {
            long[] parts = LongStream.generate(() -> random.nextInt(12))
                    .limit(1 + random.nextInt(5))
                    .toArray();
            PublishableCell cell = counting(LongStream.of(parts).sum()).contributedBy(parts);
            int n = 1 + random.nextInt(3);
            int percent = List.of(10, 25, 50, 75, 80, 90).get(random.nextInt(6));
            List<Long> falling = LongStream.of(parts)
                    .boxed()
                    .sorted(Comparator.reverseOrder())
                    .toList();

            long sum = LongStream.of(parts).sum();
            long top = falling.stream().limit(n).mapToLong(Long::longValue).sum();
            boolean isDominated = sum > 0 && isMore(top, sum, percent);
            assertThat(new PrimaryRule.Dominance(n, percent).hides(cell, NO_GROUP))
                    .as("%s of %s, %d %%", n, falling, percent)
                    .isEqualTo(isDominated);

            long second = falling.size() > 1 ? falling.get(1) : 0;
            long guess = sum - second;
            boolean isTold = falling.get(0) > 0 && !isAtLeast(guess - falling.get(0), falling.get(0), percent);
            assertThat(new PrimaryRule.PPercent(percent).hides(cell, NO_GROUP))
                    .as("%s, %d %%", falling, percent)
                    .isEqualTo(isTold);

            hidden[0] += isDominated ? 1 : 0;
            hidden[1] += isTold ? 1 : 0;
            hidden[2] += isDominated && isTold ? 1 : 0;
        }
        assertThat(Arrays.stream(hidden).boxed())
                .as("the rules hide some, and show some")
                .allMatch(each -> each > 100 && each < 2_900);
    }

    private static boolean isMore(long part, long whole, int percent) {
        return hundredfold(part).compareTo(BigDecimal.valueOf(percent).multiply(BigDecimal.valueOf(whole))) > 0;
    }

    private static boolean isAtLeast(long part, long whole, int percent) {
        return hundredfold(part).compareTo(BigDecimal.valueOf(percent).multiply(BigDecimal.valueOf(whole))) >= 0;
    }

    private static BigDecimal hundredfold(long number) {
        return BigDecimal.valueOf(number, -2);
    }

    @Test
    void aRuleThatCouldHideNothingOrEverythingIsNone() {
        new PrimaryRule.Dominance(1, 100);
        new PrimaryRule.Threshold(0, true);
        new PrimaryRule.FewContributors(1);
        new PrimaryRule.FewUnits(1);
        new PrimaryRule.Disclosure(0);
        List<Runnable> wrong = List.of(
                () -> new PrimaryRule.Threshold(-1, false),
                () -> new PrimaryRule.Dominance(0, 80),
                () -> new PrimaryRule.Dominance(1, 0),
                () -> new PrimaryRule.Dominance(1, 100.1),
                () -> new PrimaryRule.PPercent(0),
                () -> new PrimaryRule.FewContributors(0),
                () -> new PrimaryRule.FewUnits(0),
                () -> new PrimaryRule.Disclosure(-1));
        wrong.forEach(each -> assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class));
    }
}
