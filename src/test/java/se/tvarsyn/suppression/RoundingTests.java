package se.tvarsyn.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.attack.Incidence;

/** Against a published implementation that breaks ties by chance: what holds of every outcome, not the pattern. */
class RoundingTests {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 3", "6, 3", "7, 9", "12, 9", "13, 15", "18, 15", "19, 21"})
    void roundsToTheMiddleOfSix(long number, long rounded) {
        assertThat(Rounding.midpoint6(number)).isEqualTo(rounded);
    }

    @ParameterizedTest
    @CsvSource({"exPSD_expected_publish_base5_all.csv, true", "exPSD_expected_publish_base5_marginsOnly.csv, false"})
    void roundsSmallCountsSoThatTotalsAddUp(String file, boolean inner) {
        TableCells table = new TableCells("rounding/exPSD_input.csv", "freq", 1);
        List<PublishableCell> cells = table.cellsOf(TableCells.read("rounding/" + file), "rows", "cols");
        List<PublishableCell> atoms = table.cross("rows", "cols").stream()
                .filter(cell -> !cell.id().contains("Total"))
                .toList();
        // Inner counts are columns of their own whether or not they are shown.
        List<int[]> figures = java.util.stream.Stream.concat(
                        cells.stream(), atoms.stream().filter(cell -> inner))
                .map(PublishableCell::atoms)
                .toList();
        Incidence incidence = Incidence.of(table.population(), figures);
        long[] rounded = Rounding.smallCounts(incidence, 5);

        List<Map<String, String>> published = TableCells.read("rounding/" + file);
        long worst = 0;
        for (int at = 0; at < cells.size(); at++) {
            long shown = Arrays.stream(incidence.columnsOf(incidence.rowOf(at)))
                    .mapToLong(column -> rounded[column])
                    .sum();
            assertThat(shown).as(cells.get(at).id()).isNotIn(1L, 2L, 3L, 4L);
            assertThat(cells.get(at).number())
                    .isEqualTo(Long.parseLong(published.get(at).get("original")));
            worst = Math.max(worst, Math.abs(shown - cells.get(at).number()));
        }
        long theirs = published.stream()
                .mapToLong(row -> Math.abs(Long.parseLong(row.get("difference"))))
                .max()
                .orElseThrow();
        assertThat(worst).isLessThanOrEqualTo(Math.max(theirs, 5) + 1);
        assertThat(IntStream.range(0, rounded.length)
                        .filter(column -> incidence.persons(column) >= 5)
                        .allMatch(column -> rounded[column] == incidence.persons(column)))
                .isTrue();
        System.out.println(file + ": largest difference " + worst + ", published " + theirs);
    }
}
