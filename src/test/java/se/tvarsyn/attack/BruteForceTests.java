package se.tvarsyn.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On small releases the auditor is held against all populations there are. */
class BruteForceTests {
    private static final int ATOMS = 6;
    private static final int MOST = 5;
    private static final int ROUNDS = 250;

    private record Release(Population population, List<Cell> cells) {}

    private static Release random(SplittableRandom random) {
        long[] persons = random.longs(ATOMS, 0, MOST).toArray();
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.exact(
                "all",
                IntStream.range(0, ATOMS).toArray(),
                Arrays.stream(persons).sum()));
        for (int cell = 0; cell < 9; cell++) {
            int members = random.nextInt(1, 1 << ATOMS);
            int[] atoms = IntStream.range(0, ATOMS)
                    .filter(at -> (members >> at & 1) == 1)
                    .toArray();
            long number = Arrays.stream(atoms).mapToLong(at -> persons[at]).sum();
            long noise = random.nextLong(-1, 2);
            cells.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Cell.exact("exact " + cell, atoms, number);
                        case 1 -> Cell.noisy("noisy " + cell, atoms, number, Math.max(0, number + noise), 1);
                        case 2 ->
                            number < 5
                                    ? Cell.hiddenUnder("under " + cell, atoms, number, 5)
                                    : Cell.exact("exact " + cell, atoms, number);
                        default -> Cell.hidden("hidden " + cell, atoms, number);
                    });
        }
        return new Release(new Population(persons), cells);
    }

    /** How many numbers of each cell agree with all statements; hidden cells are at most as many as all together. */
    private static List<Integer> possible(Release release) {
        List<Set<Long>> seen = release.cells().stream()
                .map(cell -> (Set<Long>) new java.util.HashSet<Long>())
                .toList();
        enumerate(release, new long[ATOMS], 0, seen);
        return seen.stream().map(Set::size).toList();
    }

    private static void enumerate(Release release, long[] persons, int atom, List<Set<Long>> seen) {
        long total = release.cells().get(0).number();
        if (atom == ATOMS) {
            List<Long> numbers = release.cells().stream()
                    .map(cell -> Arrays.stream(cell.members())
                            .mapToLong(at -> persons[at])
                            .sum())
                    .toList();
            for (int cell = 0; cell < numbers.size(); cell++) {
                Statement statement = release.cells().get(cell).statement();
                if (numbers.get(cell) < statement.low() || numbers.get(cell) > statement.high()) {
                    return;
                }
            }
            for (int cell = 0; cell < numbers.size(); cell++) {
                seen.get(cell).add(numbers.get(cell));
            }
            return;
        }
        long before = Arrays.stream(persons, 0, atom).sum();
        for (long number = 0; before + number <= total; number++) {
            persons[atom] = number;
            enumerate(release, persons, atom + 1, seen);
        }
        persons[atom] = 0;
    }

    @Test
    void findsWhatAllPopulationsTogetherTellAndNothingElse() {
        SplittableRandom random = new SplittableRandom(11);
        int determined = 0;
        int programmed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Release release = random(random);
            if (release.cells().get(0).number() > 12) {
                continue;
            }
            List<Integer> possible = possible(release);
            Verdict verdict = new Auditor(AttackRules.of(4)).attack(release.population(), release.cells());
            Set<String> found = verdict.findings().stream()
                    .filter(finding -> finding.kind() == Finding.Kind.DETERMINED)
                    .map(Finding::cell)
                    .collect(Collectors.toSet());
            assertThat(verdict.findings()).noneMatch(finding -> finding.kind() == Finding.Kind.CANNOT_BE_JUDGED);
            programmed += verdict.leftToPrograms();
            for (int at = 0; at < possible.size(); at++) {
                Cell cell = release.cells().get(at);
                boolean atRisk = cell.hidden() || (cell.number() >= 1 && cell.number() < 4);
                boolean known = atRisk && possible.get(at) == 1;
                assertThat(found.contains(cell.label()))
                        .as("round %d, %s", round, cell.label())
                        .isEqualTo(known);
                determined += known ? 1 : 0;
            }
        }
        assertThat(determined).isGreaterThan(200);
        assertThat(programmed).isGreaterThan(20);
    }
}
