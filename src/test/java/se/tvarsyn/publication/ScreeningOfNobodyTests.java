package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.tvarsyn.attack.AttackRules;
import se.tvarsyn.attack.Auditor;
import se.tvarsyn.attack.Cell;
import se.tvarsyn.attack.Finding;
import se.tvarsyn.attack.Statement;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Metric;

/**
 * A kind that nobody is of, in counts that each have somebody: one less of it would leave everything that is shown as it is,
 * and yet nobody is there to be taken away. Two units, sexes and grades in pairs; no cube has all three, so that the kind has no
 * cell of its own.
 */
class ScreeningOfNobodyTests {
    private static final int SMALL = 4;
    private static final List<String> LEVELS = List.of("school_unit", "sex", "grade");
    private static final List<String> NOBODY = List.of("U1", "F", "1");
    private static final List<String> BESIDE = List.of("U1", "F", "2");

    private final List<Metric> metrics =
            List.of(Objects.requireNonNull(ScreeningTests.metrics().get("absence-over-threshold")));
    private final RowReading reading = new RowReading(metrics, LEVELS, true);
    private final Alike alike = new Alike(metrics);
    private final List<CubeCells> cells = List.of(
            cells(List.of("school_unit", "sex")),
            cells(List.of("sex", "grade")),
            cells(List.of("school_unit", "grade")));
    private final List<Count> counts = new ArrayList<>();

    private CubeCells cells(List<String> levels) {
        return new CubeCells(
                new Cube(
                        String.join("-", levels),
                        new Metric.Text("x", "x"),
                        List.of("absence-over-threshold"),
                        levels.stream().map(List::of).toList(),
                        List.of("term"),
                        Cube.Profile.CELL_KEY),
                reading);
    }

    private void person(int number, List<String> at, boolean isOver) {
        int[] levels = IntStream.range(0, LEVELS.size())
                .map(i -> reading.valuesOf(i).of(at.get(i)))
                .toArray();
        PersonRow row = new PersonRow(
                number, number, levels, new double[] {isOver ? 1 : 0}, new double[] {1}, new int[] {PersonRow.NOT_CUT});
        cells.forEach(cube -> cube.add(row));
        alike.add(row);
    }

    /** Whether a count is over a cell that this place lies in. */
    private static boolean has(Map<String, String> cell, List<String> place) {
        return IntStream.range(0, LEVELS.size())
                .allMatch(i -> cell.getOrDefault(LEVELS.get(i), place.get(i)).equals(place.get(i)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyIsNeitherTakenAwayNorExchanged(boolean isExchanged) {
        int number = 0;
        // Everywhere somebody is over, but where nobody is, and at the opposite corner: without it nothing can go
        // round.
        for (String unit : List.of("U1", "U2")) {
            for (String sex : List.of("F", "M")) {
                for (String grade : List.of("1", "2")) {
                    List<String> at = List.of(unit, sex, grade);
                    if (!at.equals(NOBODY) && !at.equals(List.of("U2", "M", "2"))) {
                        person(number++, at, true);
                    }
                }
            }
        }
        person(number, NOBODY, false);
        alike.addNobody(metric -> 0);
        for (CubeCells cube : cells) {
            cube.each((metric, levels, across, tally, whole) -> {
                boolean isByGrade = levels.containsKey("grade");
                int below = has(levels, NOBODY) && (!isExchanged || isByGrade) ? 1 : 0;
                int above = has(levels, BESIDE) && isExchanged && isByGrade ? 1 : 0;
                tally.counted()
                        .say(
                                cells.indexOf(cube) + levels.toString(),
                                tally.persons(),
                                new Statement.Between(Math.max(0, tally.persons() - below), tally.persons() + above),
                                true,
                                true);
                counts.add(tally.counted());
            });
        }

        Screening screening = new Screening(alike, cells, counts, SMALL);
        screening.run();

        assertThat(counts)
                .filteredOn(count -> !count.isOpen())
                .extracting(Count::name)
                .isEmpty();
        ReleaseAudit.takeAll(alike, cells);
        counts.forEach(Count::forget);
        List<Cell> all =
                counts.stream().map(Count::within).filter(Objects::nonNull).toList();
        assertThat(new Auditor(AttackRules.of(SMALL))
                        .attack(
                                alike.population(
                                        IntStream.range(0, alike.size()).toArray()),
                                all)
                        .findings())
                .as("every one of them follows, says the auditor")
                .filteredOn(finding -> finding.kind() != Finding.Kind.SMALL_GROUP)
                .extracting(Finding::cell)
                .containsAll(counts.stream().map(Count::name).toList());
    }
}
