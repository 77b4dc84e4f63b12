package se.tvarsyn.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.attack.AttackRules;
import se.tvarsyn.attack.Auditor;
import se.tvarsyn.attack.Cell;
import se.tvarsyn.attack.Finding;
import se.tvarsyn.suppression.Protection.Protected;

/** Against the outcome of a published implementation: primary cells exactly, the others by the auditor and by weight. */
class SuppressionVectorTests {
    private static Protected protectedBy(
            TableCells table, List<PublishableCell> cells, int threshold, PrimaryRule... rules) {
        Protection protection =
                new Suppression(List.of(rules), AttackRules.of(threshold)).protect(table.population(), cells);
        assertThat(protection).isInstanceOf(Protected.class);
        return (Protected) protection;
    }

    private static Set<String> where(List<Map<String, String>> expected, String flag, String first, String second) {
        return expected.stream()
                .filter(row -> TableCells.text(row, flag).equals("TRUE"))
                .map(row -> row.get(first) + "/" + row.get(second))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is hidden weighs at most half as much again as what the published implementation hides, and one cell. */
    private static void compare(
            String what,
            Protected protection,
            List<PublishableCell> cells,
            List<Map<String, String>> expected,
            String first,
            String second) {
        assertThat(protection.primary()).isEqualTo(where(expected, "primary", first, second));
        assertThat(protection.verdict().passes()).isTrue();
        Map<String, Long> numbers =
                cells.stream().collect(Collectors.toMap(PublishableCell::id, PublishableCell::number));
        Set<String> theirs = where(expected, "suppressed", first, second);
        long own = protection.hidden().stream().mapToLong(numbers::get).sum();
        long other = theirs.stream().mapToLong(numbers::get).sum();
        long largest = theirs.stream().mapToLong(numbers::get).max().orElse(0);
        System.out.printf(
                "%s: hidden %d weight %d, published %d weight %d, rounds %d%n",
                what, protection.hidden().size(), own, theirs.size(), other, protection.rounds());
        assertThat(own).isLessThanOrEqualTo(other * 3 / 2 + largest);
    }

    @ParameterizedTest
    @CsvSource({
        "z1_input, z1_expected_gauss_maxN3, ant, region, hovedint, 3, true",
        "example1a_input, example1a_expected_T1_maxN1, freq, age, geo, 1, true",
        "example1a_input, example1a_expected_T2_maxN2_hier, freq, age, geo, 2, true",
        "example1a_input, example1a_expected_T4_maxN4_zerosShown, freq, age, geo, 4, false",
        "example1b_input, example1b_expected_T7_maxN2, freq, age, geo, 2, true"
    })
    void hidesSmallNumbers(
            String input, String file, String value, String first, String second, int most, boolean zeroHidden) {
        TableCells table = new TableCells("suppression/" + input + ".csv", value, 1);
        List<Map<String, String>> expected = TableCells.read("suppression/" + file + ".csv");
        List<PublishableCell> cells = table.cellsOf(expected, first, second);
        compare(
                file,
                protectedBy(table, cells, most + 1, new PrimaryRule.Threshold(most, zeroHidden)),
                cells,
                expected,
                first,
                second);
    }

    @Test
    void hidesTwoYearsOfOneTableTogether() {
        // The larger input of the same example: three years in one matrix, with the hierarchy of the second dimension.
        TableCells table = new TableCells("suppression/example1_input.csv", "freq", 1);
        List<PublishableCell> cells = new java.util.ArrayList<>(table.cross("age", "geo", "eu"));
        cells.addAll(table.cross("year", "geo", "eu").stream()
                .filter(cell -> !cell.id().startsWith("Total/"))
                .toList());
        Protected protection = protectedBy(table, cells, 4, new PrimaryRule.Threshold(3, true));
        assertThat(protection.primary())
                .containsExactlyInAnyOrderElementsOf(cells.stream()
                        .filter(cell -> cell.number() <= 3)
                        .map(PublishableCell::id)
                        .toList());
    }

    @Test
    void hidesDominatedMagnitudes() {
        TableCells table = new TableCells("suppression/magnitude1_input.csv", "value", 10);
        List<Map<String, String>> expected = TableCells.read("suppression/magnitude1_expected_dominance_n1_k80.csv");
        List<PublishableCell> cells = table.cellsOf(expected, "sector4", "geo");
        compare(
                "dominance",
                protectedBy(table, cells, 1, new PrimaryRule.Dominance(1, 80)),
                cells,
                expected,
                "sector4",
                "geo");
    }

    @Test
    void hidesMagnitudesOfFewContributors() {
        TableCells table = new TableCells("suppression/magnitude1_input.csv", "value", 10);
        List<Map<String, String>> expected =
                TableCells.read("suppression/magnitude1_expected_fewcontributors_maxN1.csv");
        List<PublishableCell> cells = table.cellsOf(expected, "sector4", "geo");
        compare(
                "few contributors",
                protectedBy(table, cells, 1, new PrimaryRule.FewContributors(1)),
                cells,
                expected,
                "sector4",
                "geo");
    }

    @Test
    void keepsAGroupFromLearningWhatAllTheOthersShare() {
        TableCells table = new TableCells("suppression/mun_accidents_input.csv", "freq", 1);
        List<Map<String, String>> expected =
                TableCells.read("suppression/mun_accidents_expected_kdisclosure_coalition1.csv");
        List<PublishableCell> cells = table.cellsOf(expected, "mun", "inj").stream()
                .map(cell -> cell.id().endsWith("/Total")
                        ? cell
                        : cell.within(cell.id().substring(0, cell.id().indexOf('/')) + "/Total"))
                .toList();
        Protected protection = protectedBy(table, cells, 1, new PrimaryRule.Disclosure(1));
        compare("k-disclosure", protection, cells, expected, "mun", "inj");

        // What all the others share must not follow: the difference is attacked as if it were a hidden cell.
        List<Cell> shown = new java.util.ArrayList<>();
        for (PublishableCell cell : cells) {
            shown.add(
                    protection.hidden().contains(cell.id())
                            ? Cell.hidden(cell.id(), cell.atoms(), cell.number())
                            : Cell.exact(cell.id(), cell.atoms(), cell.number()));
        }
        for (String mun : List.of("k1", "k2", "k5", "k6")) {
            int[] others = cells.stream()
                    .filter(cell -> cell.id().startsWith(mun + "/")
                            && !cell.id().endsWith("/Total")
                            && !cell.id().endsWith("/serious"))
                    .flatMapToInt(cell -> java.util.Arrays.stream(cell.atoms()))
                    .sorted()
                    .toArray();
            long number = java.util.Arrays.stream(others)
                    .mapToLong(table.population()::persons)
                    .sum();
            shown.add(Cell.hidden(mun + "/not serious", others, number));
        }
        assertThat(new Auditor(AttackRules.of(1))
                        .attack(table.population(), shown)
                        .findings())
                .isEmpty();
    }

    @Test
    void leavesNoCellDeterminedWhereThreeSingletonsMeet() {
        TableCells table = new TableCells("suppression/usersupport135_singletons_input.csv", "freq", 1);
        List<PublishableCell> cells = table.cross("var1", "var2");
        Protected protection = protectedBy(table, cells, 4, new PrimaryRule.Threshold(3, true));
        assertThat(protection.verdict().passes()).isTrue();
        System.out.println("135: hidden " + protection.hidden());

        // Each of the three alone, who knows the own cell, can work out no other's.
        for (String own : List.of("1/A", "1/B", "1/M", "2/A")) {
            List<Cell> seen = cells.stream()
                    .map(cell -> protection.hidden().contains(cell.id())
                                    && !cell.id().equals(own)
                            ? Cell.hidden(cell.id(), cell.atoms(), cell.number())
                            : Cell.exact(cell.id(), cell.atoms(), cell.number()))
                    .toList();
            assertThat(new Auditor(AttackRules.of(1))
                            .attack(table.population(), seen)
                            .findings())
                    .as("seen by the one in %s", own)
                    .extracting(Finding::kind)
                    .doesNotContain(Finding.Kind.DETERMINED);
        }
    }

    @Test
    void leavesNoCellDeterminedInLinkedHierarchies() {
        TableCells table = new TableCells("suppression/usersupport136_linked_hierarchies_input.csv", "n", 1);
        List<PublishableCell> cells = new java.util.ArrayList<>();
        for (String name : List.of("Total", "county-1", "county-2", "small", "BIG")) {
            cells.add(table.cell(name));
        }
        for (String county : List.of("county-1", "county-2")) {
            cells.add(table.cell(county, "small"));
            cells.add(table.cell(county, "BIG"));
        }
        for (String region : List.of("A", "B", "I", "J", "K", "L", "M", "N")) {
            cells.add(table.cell(region));
        }
        Protected protection = protectedBy(table, cells, 4, new PrimaryRule.Threshold(3, false));
        assertThat(protection.verdict().passes()).isTrue();
        System.out.println("136: hidden " + protection.hidden());
    }
}
