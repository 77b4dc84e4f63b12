package se.tvarsyn.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import se.tvarsyn.attack.AttackRules;
import se.tvarsyn.attack.Municipality;
import se.tvarsyn.attack.Municipality.Counted;
import se.tvarsyn.attack.Population;
import se.tvarsyn.suppression.Protection.Protected;
import se.tvarsyn.suppression.Protection.Refused;

/** Whole releases of invented municipalities under exact values: what is hidden, and that the auditor passes it. */
class SuppressedMunicipalityTests {
    private static final int THRESHOLD = 10;

    private static Protection protect(String what, Municipality municipality, List<Counted> counted) {
        List<PublishableCell> cells = counted.stream()
                .map(cell -> PublishableCell.of(cell.label(), cell.atoms(), cell.number()))
                .toList();
        long started = System.nanoTime();
        Protection protection = new Suppression(
                        List.of(new PrimaryRule.Threshold(THRESHOLD - 1, false)), AttackRules.of(THRESHOLD))
                .protect(municipality.population(), cells);
        double seconds = (System.nanoTime() - started) / 1e9;
        if (protection instanceof Protected done) {
            System.out.printf(
                    "%s: cells %d, primary %d, secondary %d, rounds %d, groups %d, blocks %d, by LP %d, %.1f s%n",
                    what,
                    cells.size(),
                    done.primary().size(),
                    done.secondary().size(),
                    done.rounds(),
                    done.verdict().groups(),
                    done.verdict().blocks(),
                    done.verdict().leftToPrograms(),
                    seconds);
        } else {
            System.out.printf("%s: %s, %.1f s%n", what, protection, seconds);
        }
        return protection;
    }

    private static List<Counted> oneCube(Municipality municipality) {
        return municipality.cube(
                "pupils", false, Municipality.SCHOOL, Municipality.STAGE, Municipality.SEX, Municipality.INTERVENTION);
    }

    private static List<Counted> linked(Municipality municipality) {
        List<Counted> cells = new ArrayList<>(oneCube(municipality));
        cells.addAll(municipality.cube("units", false, Municipality.SCHOOL, Municipality.GRADE));
        cells.addAll(municipality.cube("district", false, Municipality.DISTRICT, Municipality.GRADE, Municipality.SEX));
        cells.addAll(municipality.cube("absent", true, Municipality.SCHOOL, Municipality.STAGE));
        return cells;
    }

    @Test
    void protectsACubeWithAllItsMargins() {
        Municipality municipality = Municipality.of(3_000, 14, 6);
        assertThat(protect("exact 3,000", municipality, oneCube(municipality))).isInstanceOf(Protected.class);
    }

    @Test
    void protectsCubesThatOverlap() {
        Municipality municipality = Municipality.of(1_200, 5, 7);
        assertThat(protect("exact 1,200 linked", municipality, linked(municipality)))
                .isInstanceOf(Protected.class);
    }

    @Test
    @Tag("long")
    void protectsLargeReleases() {
        for (int[] size : new int[][] {{30_000, 80}, {100_000, 240}}) {
            Municipality municipality = Municipality.of(size[0], size[1], 8);
            assertThat(protect("exact " + size[0], municipality, oneCube(municipality)))
                    .isInstanceOf(Protected.class);
        }
    }

    /** Cubes that overlap this much may be refused, but end, and what is not refused has passed the auditor. */
    @Test
    @Tag("long")
    void endsOnLargeCubesThatOverlap() {
        for (int[] size : new int[][] {{3_000, 14}, {30_000, 80}}) {
            Municipality municipality = Municipality.of(size[0], size[1], 7);
            Protection protection = protect("exact " + size[0] + " linked", municipality, linked(municipality));
            assertThat(protection)
                    .satisfiesAnyOf(done -> assertThat(done).isInstanceOf(Refused.class), done -> assertThat(
                                    ((Protected) done).verdict().passes())
                            .isTrue());
        }
    }

    @Test
    void refusesWhatCannotBeEliminatedInTheEffortGiven() {
        Municipality municipality = Municipality.of(3_000, 14, 6);
        List<PublishableCell> cells = oneCube(municipality).stream()
                .map(cell -> PublishableCell.of(cell.label(), cell.atoms(), cell.number()))
                .toList();
        assertThat(new Suppression(
                                List.of(new PrimaryRule.Threshold(THRESHOLD - 1, false)),
                                new AttackRules(THRESHOLD, 2, 600, 1))
                        .protect(municipality.population(), cells))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesTwoCellsOfOneName() {
        PublishableCell cell = PublishableCell.of("a", new int[] {0}, 3);
        assertThatThrownBy(() -> new Suppression(List.of(), AttackRules.of(5))
                        .protect(new Population(new long[] {3}), List.of(cell, cell)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two cells of one name");
    }
}
