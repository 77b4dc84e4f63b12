package se.tvarsyn.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import se.tvarsyn.attack.Finding.Kind;
import se.tvarsyn.attack.Municipality.Counted;

/** The auditor against releases that give pupils away, and against releases that do not (PRIVACY.md 7). */
class AuditorTests {
    private static final int BOUND = 5;
    private static final int THRESHOLD = 10;

    private static List<Counted> mainCube(Municipality municipality) {
        return municipality.cube(
                "pupils", false, Municipality.SCHOOL, Municipality.STAGE, Municipality.SEX, Municipality.INTERVENTION);
    }

    /** Linked cubes that overlap: by school, by district, by grade, and the same of absent pupils. */
    private static List<Counted> linkedCubes(Municipality municipality) {
        List<Counted> cells = new ArrayList<>(mainCube(municipality));
        for (boolean absent : new boolean[] {false, true}) {
            String of = absent ? "absent" : "all";
            cells.addAll(municipality.cube(of + " school", absent, Municipality.SCHOOL, Municipality.GRADE));
            cells.addAll(municipality.cube(
                    of + " district", absent, Municipality.DISTRICT, Municipality.GRADE, Municipality.SEX));
            cells.addAll(municipality.cube(
                    of + " need", absent, Municipality.DISTRICT, Municipality.STAGE, Municipality.INTERVENTION));
            cells.addAll(municipality.cube(of + " stage", absent, Municipality.SCHOOL, Municipality.STAGE));
        }
        return cells;
    }

    private static Verdict attack(String what, Municipality municipality, List<Cell> cells, int threshold) {
        long started = System.nanoTime();
        Verdict verdict = new Auditor(AttackRules.of(threshold)).attack(municipality.population(), cells);
        System.out.printf(
                "%s: cells %d, hidden %d, at risk %d, groups %d, blocks %d, by screen %d, by LP %d, findings %d, %.1f s%n",
                what,
                verdict.cells(),
                verdict.hidden(),
                verdict.atRisk(),
                verdict.groups(),
                verdict.blocks(),
                verdict.settledByScreen(),
                verdict.leftToPrograms(),
                verdict.findings().size(),
                (System.nanoTime() - started) / 1e9);
        return verdict;
    }

    @Test
    void recoversMostSmallCellsOfAReleaseThatOnlyHidesThem() {
        Municipality municipality = Municipality.of(3_074, 14, 1);
        Verdict verdict = attack(
                "threshold only",
                municipality,
                Municipality.show(mainCube(municipality), Municipality.thresholdOnly(5)),
                5);

        assertThat(verdict.passes()).isFalse();
        long recovered = verdict.findings().stream()
                .filter(finding -> finding.kind() == Kind.DETERMINED)
                .count();
        assertThat(verdict.hidden()).isGreaterThan(150);
        assertThat(recovered).isGreaterThan(verdict.hidden() * 3L / 4);
        assertThat(verdict.findings()).noneMatch(finding -> finding.kind() == Kind.CANNOT_BE_JUDGED);
    }

    @Test
    void passesAReleaseUnderWellMadeNoise() {
        Municipality municipality = Municipality.of(3_000, 14, 2);
        Verdict verdict = attack(
                "noise 3,000",
                municipality,
                Municipality.show(linkedCubes(municipality), Municipality.underNoise(BOUND, THRESHOLD, 0)),
                THRESHOLD);

        assertThat(verdict.hidden()).isGreaterThan(100);
        assertThat(verdict.findings()).isEmpty();
    }

    @Test
    @Tag("long")
    void passesLargeReleasesUnderNoiseInTime() {
        for (int[] size : new int[][] {{30_000, 80}, {100_000, 240}}) {
            Municipality municipality = Municipality.of(size[0], size[1], 3);
            Verdict verdict = attack(
                    "noise " + size[0],
                    municipality,
                    Municipality.show(linkedCubes(municipality), Municipality.underNoise(BOUND, THRESHOLD, 0)),
                    THRESHOLD);
            assertThat(verdict.findings()).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void passesFiftyCubesOfALargeMunicipalityInTime() {
        Municipality municipality = Municipality.of(100_000, 240, 9);
        List<Counted> cells = new ArrayList<>();
        for (int one = 0; one < 6; one++) {
            for (int two = one + 1; two < 6; two++) {
                for (int three = two; three < 6; three++) {
                    // Twenty of three dimensions and five of two, each of all pupils and of the absent.
                    int[] dimensions = three > two ? new int[] {one, two, three} : new int[] {one, two};
                    if (three > two || one == 0) {
                        cells.addAll(municipality.cube("all " + one + two + three, false, dimensions));
                        cells.addAll(municipality.cube("absent " + one + two + three, true, dimensions));
                    }
                }
            }
        }
        Verdict verdict = attack(
                "noise, fifty cubes",
                municipality,
                Municipality.show(cells, Municipality.underNoise(BOUND, THRESHOLD, 0)),
                THRESHOLD);
        assertThat(verdict.cells()).isGreaterThan(70_000);
        assertThat(verdict.findings()).isEmpty();
    }

    @Test
    void catchesAnExactTotalBesideNoisyParts() {
        Municipality municipality = Municipality.of(3_000, 14, 4);
        List<Cell> cells = Municipality.show(
                mainCube(municipality),
                cell -> cell.label().equals("pupils/*/*/*/*")
                        ? Cell.exact(cell.label(), cell.atoms(), cell.number())
                        : Municipality.underNoise(BOUND, THRESHOLD, 0).apply(cell));
        Verdict verdict = attack("exact total", municipality, cells, THRESHOLD);

        assertThat(verdict.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.EXACT_BESIDE_NOISY);
                    assertThat(finding.cell()).isEqualTo("pupils/*/*/*/*");
                })
                .allMatch(finding -> finding.kind() == Kind.EXACT_BESIDE_NOISY);
    }

    @Test
    void catchesTwoExactCubesWhoseDifferencesAreSmallGroups() {
        // Each cube hides what is small in it; together they tell the small school of a district.
        Municipality municipality = new MunicipalityOfTwoDistricts().make();
        List<Counted> counted = new ArrayList<>();
        counted.addAll(municipality.cube("units", false, Municipality.SCHOOL, Municipality.STAGE));
        counted.addAll(municipality.cube("district", false, Municipality.DISTRICT, Municipality.GRADE));
        // The small unit is left out of its own cube altogether: no cell says that anything is hidden.
        counted.removeIf(cell -> cell.label().startsWith("units") && cell.number() < THRESHOLD);
        Verdict verdict = attack(
                "overlapping cubes",
                municipality,
                Municipality.show(counted, Municipality.thresholdOnly(THRESHOLD)),
                THRESHOLD);

        assertThat(verdict.findings())
                .anyMatch(finding -> finding.kind() == Kind.SMALL_GROUP || finding.kind() == Kind.DIFFERENCE)
                .allMatch(finding ->
                        finding.cell().startsWith("district") || finding.cell().startsWith("units"));
    }

    /** A district with one large and one very small unit, and a district of its own. */
    private static final class MunicipalityOfTwoDistricts {
        Municipality make() {
            Municipality municipality = Municipality.of(0, 1, 0);
            for (int pupil = 0; pupil < 120; pupil++) {
                municipality.add(new int[] {0, pupil % 2, 0, 0, 0, 0, 0}, pupil);
                municipality.add(new int[] {4, pupil % 2, 0, 0, 0, 1, 0}, pupil);
            }
            for (int pupil = 0; pupil < 6; pupil++) {
                municipality.add(new int[] {1, 0, 0, 0, 0, 0, 0}, pupil);
            }
            return municipality;
        }
    }

    @Test
    void findsWhatOnlyInequalitiesTell() {
        // Two hidden cells that add up to 0 are both 0, though no equation says so.
        Population population = new Population(new long[] {0, 0, 30});
        List<Cell> cells = List.of(
                Cell.hidden("a", new int[] {0}, 0),
                Cell.hidden("b", new int[] {1}, 0),
                Cell.exact("a and b", new int[] {0, 1}, 0),
                Cell.exact("all", new int[] {0, 1, 2}, 30));
        assertThat(new Auditor(AttackRules.of(5)).attack(population, cells).findings())
                .extracting(Finding::cell, Finding::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", Kind.DETERMINED),
                        org.assertj.core.groups.Tuple.tuple("b", Kind.DETERMINED));
    }

    @Test
    void neverCallsSafeWhatItHasNoEffortLeftToJudge() {
        Municipality municipality = Municipality.of(3_074, 14, 1);
        List<Cell> cells = Municipality.show(mainCube(municipality), Municipality.thresholdOnly(5));
        Verdict full = new Auditor(AttackRules.of(5)).attack(municipality.population(), cells);
        Verdict poor = new Auditor(new AttackRules(5, 2, 1, 1)).attack(municipality.population(), cells);

        List<String> suspected = poor.findings().stream().map(Finding::cell).toList();
        assertThat(suspected)
                .containsAll(full.findings().stream().map(Finding::cell).toList());
        assertThat(poor.findings()).anyMatch(finding -> finding.kind() == Kind.CANNOT_BE_JUDGED);
    }

    @Test
    void asksForAsManyPossibleNumbersAsTheRulesDo() {
        Population population = new Population(new long[] {2, 2, 30});
        List<Cell> cells = List.of(
                Cell.hidden("a", new int[] {0}, 2),
                Cell.hidden("b", new int[] {1}, 2),
                Cell.exact("a and b", new int[] {0, 1}, 4));
        assertThat(new Auditor(new AttackRules(3, 5, 100, 1_000_000))
                        .attack(population, cells)
                        .findings())
                .isEmpty();
        assertThat(new Auditor(new AttackRules(3, 6, 100, 1_000_000))
                        .attack(population, cells)
                        .findings())
                .extracting(Finding::kind)
                .containsOnly(Kind.TOO_NARROW);
    }

    @Test
    void refusesNumbersThatAreNotThoseOfThePopulation() {
        Population population = new Population(new long[] {2});
        assertThatThrownBy(() ->
                        new Auditor(AttackRules.of(5)).attack(population, List.of(Cell.hidden("a", new int[] {0}, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a is not the sum of its atoms");
        assertThatThrownBy(() -> new Cell("b", new int[] {0}, 3, new Statement.Between(4, 9), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
