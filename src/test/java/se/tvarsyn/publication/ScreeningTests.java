package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.tvarsyn.attack.AttackRules;
import se.tvarsyn.attack.Auditor;
import se.tvarsyn.attack.Cell;
import se.tvarsyn.attack.Finding;
import se.tvarsyn.attack.Statement;
import se.tvarsyn.attack.Verdict;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.Model;

/** The screen against the auditor itself, over municipalities so small that everything can be looked at. */
class ScreeningTests {
    private static final int SMALL = 4;
    private static final int TOWNS = 200;
    private static final List<String> LEVELS = List.of("district", "school_unit", "sex");

    private final Map<String, Metric> metrics = metrics();

    @Test
    void settlesNothingThatTheAuditorDetermines() {
        int determined = 0;
        int settled = 0;
        int groups = 0;
        for (int seed = 0; seed < TOWNS; seed++) {
            Town town = new Town(new Random(seed), seed % 2 == 0);
            Verdict whole = town.wholeVerdict();
            Set<String> found = whole.findings().stream()
                    .filter(finding -> finding.kind() != Finding.Kind.SMALL_GROUP)
                    .map(Finding::cell)
                    .collect(Collectors.toSet());
            boolean isAnyGroup =
                    whole.findings().stream().anyMatch(finding -> finding.kind() == Finding.Kind.SMALL_GROUP);

            Screening screening = town.screening();
            screening.run();

            for (Count count : town.counts) {
                if (count.isAtRisk() && !count.isOpen()) {
                    settled++;
                    assertThat(found).as("town " + seed).doesNotContain(count.name());
                }
            }
            if (isAnyGroup) {
                groups++;
                assertThat(screening.parts()).as("town " + seed).isNotEmpty();
            }
            determined += found.size();
        }
        // Otherwise the test would hold whatever the screen does.
        assertThat(determined).isPositive();
        assertThat(settled).isPositive();
        assertThat(groups).isPositive();
    }

    @Test
    void exchangesPersonsWhereACountMayNotMove() {
        int exchanged = 0;
        for (int seed = 0; seed < TOWNS; seed++) {
            Town town = new Town(new Random(seed), true);
            town.screening().run();
            // The whole town is shown exactly: without an exchange nothing could ever move.
            exchanged += (int) town.counts.stream()
                    .filter(count -> count.isAtRisk() && !count.isOpen())
                    .count();
        }
        assertThat(exchanged).isPositive();
    }

    /** Twelve persons, two cubes, every count shown within bounds that are often none. */
    private final class Town {
        private final List<Metric> of = List.of(metric("pupils"), metric("absence-over-threshold"));
        private final RowReading reading = new RowReading(of, LEVELS, true);
        private final Alike alike = new Alike(of);
        private final List<CubeCells> cells = List.of(
                cells("by-unit", List.of(List.of("district", "school_unit"))),
                cells("by-unit-and-sex", List.of(List.of("school_unit"), List.of("sex"))));
        private final List<Count> counts = new ArrayList<>();

        Town(Random random, boolean isTotalExact) {
            for (int person = 0; person < 12; person++) {
                int unit = random.nextInt(3);
                int[] levels = {
                    reading.valuesOf(0).of("D" + unit / 2),
                    reading.valuesOf(1).of("U" + unit),
                    reading.valuesOf(2).of(random.nextBoolean() ? "F" : "M")
                };
                boolean isOver = random.nextInt(3) == 0;
                PersonRow row = new PersonRow(
                        person, person, levels, new double[] {1, isOver ? 1 : 0}, new double[] {1, 1}, new int[] {
                            PersonRow.NOT_CUT, PersonRow.NOT_CUT
                        });
                cells.forEach(cube -> cube.add(row));
                alike.add(row);
            }
            alike.addNobody(metric -> 0);
            cells.forEach(cube -> cube.each((metric, levels, across, tally, whole) -> {
                String name = metric.id() + levels;
                boolean isWhole =
                        isTotalExact && levels.isEmpty() && metric.id().equals("pupils");
                say(random, cube, name, tally.counted(), tally.persons(), isWhole);
                if (metric.kind() == Metric.Kind.SHARE) {
                    say(random, cube, "among " + name, whole.askedCount(), whole.askedPersons(), false);
                }
            }));
        }

        private CubeCells cells(String id, List<List<String>> axes) {
            return new CubeCells(
                    new Cube(
                            id,
                            new Metric.Text(id, id),
                            List.of("pupils", "absence-over-threshold"),
                            axes,
                            List.of("term"),
                            Cube.Profile.CELL_KEY),
                    reading);
        }

        private void say(Random random, CubeCells cube, String name, Count count, long persons, boolean isExact) {
            int below = isExact ? 0 : random.nextInt(3);
            int above = isExact ? 0 : random.nextInt(3);
            boolean isHidden = !isExact && random.nextInt(4) == 0;
            count.say(
                    cells.indexOf(cube) + name,
                    persons,
                    new Statement.Between(Math.max(0, persons - below), persons + above),
                    isHidden,
                    isHidden || (persons > 0 && persons < SMALL));
            counts.add(count);
        }

        Screening screening() {
            return new Screening(alike, cells, counts, SMALL);
        }

        Verdict wholeVerdict() {
            ReleaseAudit.takeAll(alike, cells);
            counts.forEach(Count::forget);
            List<Cell> all =
                    counts.stream().map(Count::within).filter(Objects::nonNull).toList();
            return new Auditor(AttackRules.of(SMALL))
                    .attack(alike.population(IntStream.range(0, alike.size()).toArray()), all);
        }
    }

    private Metric metric(String id) {
        return Objects.requireNonNull(metrics.get(id));
    }

    static Map<String, Metric> metrics() {
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(CoreRows.WAREHOUSE).forEach(model -> columns.put(model.name(), model.columns()));
        try (Stream<Path> files = Files.list(CoreRows.WAREHOUSE.resolve("metrics"))) {
            return Catalogue.read(files.sorted().toList(), Path::toString, columns, new ArrayList<>())
                    .metrics();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
