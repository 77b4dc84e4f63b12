package se.tvarsyn.attack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Averages and subtracts over a series of releases.
 *
 * <p>The attacker is taken to know over which releases a group stood still: who does not can conclude less.
 */
final class SeriesAttack {
    private static final double SURE = 0.9;

    private final NoiseModel noise;

    SeriesAttack(NoiseModel noise) {
        this.noise = noise;
    }

    List<Finding> findings(List<Showing> showings) {
        Map<String, List<Showing>> byCell = new LinkedHashMap<>();
        for (Showing showing : showings) {
            byCell.computeIfAbsent(showing.cell(), cell -> new ArrayList<>()).add(showing);
        }
        List<Finding> findings = new ArrayList<>();
        byCell.forEach((cell, series) -> {
            subtract(cell, series, findings);
            average(cell, series, findings);
        });
        return findings;
    }

    private void subtract(String cell, List<Showing> series, List<Finding> findings) {
        List<Showing> exact = series.stream()
                .filter(showing -> showing.statement() instanceof Statement.Exact)
                .toList();
        for (int later = 1; later < exact.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                long difference =
                        Math.abs(exact.get(later).number() - exact.get(earlier).number());
                if (difference >= 1 && difference < noise.threshold()) {
                    findings.add(new Finding(
                            cell,
                            Finding.Kind.DIFFERENCE,
                            "differs by a small group between "
                                    + exact.get(earlier).release() + " and "
                                    + exact.get(later).release()
                                    + ", and both are exact: wait for the next period, or show it under noise"));
                    return;
                }
            }
        }
        if (!exact.isEmpty() && exact.size() < series.size()) {
            boolean noisy = series.stream().anyMatch(showing -> showing.statement() instanceof Statement.Between);
            if (noisy) {
                findings.add(new Finding(
                        cell,
                        Finding.Kind.EXACT_BESIDE_NOISY,
                        "is exact in one release and noisy in another: show both in one way"));
            }
        }
    }

    /** Takes each run of releases over which the true number stayed the same. */
    private void average(String cell, List<Showing> series, List<Finding> findings) {
        int from = 0;
        while (from < series.size()) {
            int to = from + 1;
            while (to < series.size()
                    && series.get(to).number() == series.get(from).number()) {
                to++;
            }
            List<Showing> run = series.subList(from, to).stream()
                    .filter(showing -> showing.statement() instanceof Statement.Between)
                    .toList();
            if (protectedRun(run) && givesAway(run)) {
                findings.add(new Finding(
                        cell,
                        Finding.Kind.AVERAGED,
                        "noise drawn anew over several releases averages out: keep the keys, or hide the cell"));
                return;
            }
            from = to;
        }
    }

    private boolean protectedRun(List<Showing> run) {
        return run.stream()
                .anyMatch(
                        showing -> showing.hidden() || (showing.number() >= 1 && showing.number() < noise.threshold()));
    }

    private boolean givesAway(List<Showing> run) {
        long low = 0;
        long high = Statement.UNBOUNDED;
        Set<Long> draws = new HashSet<>();
        List<Showing> distinct = new ArrayList<>();
        for (Showing showing : run) {
            low = Math.max(low, showing.statement().low());
            high = Math.min(high, showing.statement().high());
            if (draws.add(showing.draw())) {
                distinct.add(showing);
            }
        }
        if (distinct.size() < 2) {
            return false;
        }
        if (high == low) {
            return true;
        }
        double sum = 0;
        double truth = 0;
        for (long count = low; count <= high; count++) {
            double likelihood = 1;
            for (Showing showing : distinct) {
                likelihood *= noise.likelihood(count, showing);
            }
            sum += likelihood;
            truth += count == run.get(0).number() ? likelihood : 0;
        }
        // Nothing at all likely means that the table does not fit what was shown: that is not a reason to pass.
        return sum <= 0 || truth / sum > SURE;
    }
}
