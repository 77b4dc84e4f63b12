package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.noise.PublishedTable.Line;

/**
 * The generator against the p-tables that others have made.
 *
 * <p>Those tables were made under one condition more, which makes some rows monotone: no noise may be likelier than one
 * nearer to 0 on the same side. Greatest entropy without it is greater, and the condition costs what the noise hides.
 * Where the greatest entropy is monotone by itself, both are the same. The two tables with a fixed probability of no
 * noise at all are used for look-ups only.
 */
class PublishedTableTests {
    /** All 17, to the eight digits they are printed with. */
    @Test
    void findsTheExampleOfPtable() throws IOException {
        PerturbationTable made = PerturbationTable.of(new NoiseShape(2, 1.05, 1));
        int compared = 0;
        for (Map.Entry<Integer, List<Line>> row :
                PublishedTable.read("ptable_ex_D2_V1.05_js1.csv").rows().entrySet()) {
            for (Line line : row.getValue()) {
                assertThat(made.probability(row.getKey(), line.noise()))
                        .as("count %s, noise %s", row.getKey(), line.noise())
                        .isEqualTo(line.probability(), within(1e-8));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({
        "ptable_ex_D2_V1.05_js1.csv, 2, 1.05, 1",
        "ptable_D2_V0.9_js0.csv, 2, 0.9, 0",
        "ptable_D3_V1_js0.csv, 3, 1, 0",
        "ptable_D5_V3_js2.csv, 5, 3, 2"
    })
    void meetsTheConditionsOfEveryTableAndHasNoLessEntropy(String name, int largest, double variance, int never)
            throws IOException {
        PublishedTable published = PublishedTable.read(name);
        PerturbationTable made = PerturbationTable.of(new NoiseShape(largest, variance, never));
        assertThat(made.lastRow()).isEqualTo(published.rows().lastKey());
        published.rows().tailMap(1).forEach((count, lines) -> {
            int[] noises = lines.stream().mapToInt(Line::noise).toArray();
            assertThat(made.noises(count)).isEqualTo(noises);
            double[] p = new double[noises.length];
            double sum = 0;
            double mean = 0;
            double square = 0;
            for (int i = 0; i < p.length; i++) {
                p[i] = made.probability(count, noises[i]);
                assertThat(p[i]).isBetween(0.0, 1.0);
                sum += p[i];
                mean += p[i] * noises[i];
                square += p[i] * noises[i] * noises[i];
            }
            assertThat(sum).isEqualTo(1, within(1e-7));
            assertThat(mean).isEqualTo(0, within(1e-7));
            assertThat(square).isEqualTo(variance, within(1e-7));
            assertThat(PublishedTable.entropy(p))
                    .isGreaterThan(PublishedTable.entropy(lines.stream()
                                    .mapToDouble(Line::probability)
                                    .toArray())
                            - 1e-6);
        });
    }

    /** Row by row the same but for rows 1 of two tables and row 4 of the standard, where the condition binds. */
    @Test
    void differsOnlyWhereThePublishedTableIsHeldMonotone() throws IOException {
        assertThat(differences("ptable_D5_V3_js2.csv", new NoiseShape(5, 3, 2))).containsOnlyKeys(4);
        assertThat(differences("ptable_D5_V3_js2.csv", new NoiseShape(5, 3, 2)).get(4))
                .isEqualTo(0.0122, within(5e-5));
        assertThat(differences("ptable_D2_V0.9_js0.csv", new NoiseShape(2, 0.9, 0)))
                .containsOnlyKeys(1);
        assertThat(differences("ptable_D3_V1_js0.csv", new NoiseShape(3, 1, 0))).containsOnlyKeys(1);
        PerturbationTable standard = PerturbationTable.of(NoiseShape.STANDARD);
        assertThat(standard.probability(4, -1)).isGreaterThan(standard.probability(4, 0));
    }

    private static Map<Integer, Double> differences(String name, NoiseShape shape) throws IOException {
        PerturbationTable made = PerturbationTable.of(shape);
        Map<Integer, Double> differences = new TreeMap<>();
        PublishedTable.read(name).rows().tailMap(1).forEach((count, lines) -> {
            double most = lines.stream()
                    .mapToDouble(line -> Math.abs(made.probability(count, line.noise()) - line.probability()))
                    .max()
                    .orElseThrow();
            if (most > 1e-7) {
                differences.put(count, most);
            }
        });
        return differences;
    }

    /** The publisher's solver says the same: its row 1 has a variance of 1.38 instead of 3. */
    @Test
    void refusesTheTableWhoseMakerCouldNotMeetItsVariance() throws IOException {
        assertThat(PublishedTable.rows("ptable_D7_V3_js0_check.csv").get(1)).containsEntry("p_var", "1.38311");
        assertThatThrownBy(() -> PerturbationTable.of(new NoiseShape(7, 3, 0)))
                .isInstanceOf(NoSuchNoise.class)
                .hasMessageStartingWith("count 1: ");
    }

    @ParameterizedTest
    @CsvSource({
        "ptable_ex_D2_V1.05_js1.csv",
        "ptable_D2_V0.9_js0.csv",
        "ptable_D3_V1_js0.csv",
        "ptable_D4_V1_pstay0.5.csv",
        "ptable_D5_V3_js2.csv",
        "ptable_D5_V3_js2_pstay0.5.csv",
        "ptable_D7_V3_js0.csv",
        "tauargus_eupl/ptab_freq.txt"
    })
    void looksUpBothSidesOfEveryPublishedBound(String name) throws IOException {
        PublishedTable published = PublishedTable.read(name);
        PerturbationTable table = published.table();
        published.rows().tailMap(1).forEach((count, lines) -> {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < lines.size() - 1; i++) {
                long last = CellKeys.at(lines.get(i).upTo());
                assertThat(table.noise(count, last)).isEqualTo(lines.get(i).noise());
                assertThat(table.noise(count, last + 1))
                        .isEqualTo(lines.get(i + 1).noise());
                found.add(lines.get(i).noise());
            }
            assertThat(found).hasSize(lines.size() - 1);
            assertThat(table.noise(count, 0)).isEqualTo(lines.get(0).noise());
            assertThat(table.noise(count, -1))
                    .isEqualTo(lines.get(lines.size() - 1).noise());
        });
    }
}
