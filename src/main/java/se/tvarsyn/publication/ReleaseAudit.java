package se.tvarsyn.publication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import se.tvarsyn.attack.AttackRules;
import se.tvarsyn.attack.Auditor;
import se.tvarsyn.attack.Cell;
import se.tvarsyn.attack.Finding;
import se.tvarsyn.attack.NoiseModel;
import se.tvarsyn.attack.Population;
import se.tvarsyn.attack.Showing;
import se.tvarsyn.attack.Statement;
import se.tvarsyn.attack.Verdict;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.noise.CellKeyProfile;
import se.tvarsyn.noise.PerturbationTable;
import se.tvarsyn.warehouse.Statements;

/**
 * Hands to the auditor what a reader of a release sees: every count that is shown or hidden, and behind a share or rate the
 * counts that it is made of; then what earlier releases showed of the same cells.
 */
final class ReleaseAudit {
    private final CellKeyProfile profile;
    private final Set<String> hidden;
    private final PerturbationTable table;
    private final AttackRules rules;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Showing> atRisk = new HashMap<>();
    private List<Cell> cells = new ArrayList<>();

    /** @param hidden labels of cells that are hidden whatever they hold, for an attack before found them */
    ReleaseAudit(CellKeyProfile profile, Set<String> hidden) {
        this.profile = profile;
        this.hidden = hidden;
        this.table = PerturbationTable.of(profile.shape());
        this.rules = AttackRules.of(profile.threshold());
    }

    /** Notes what a figure tells of persons. */
    void add(ReleasedFigure figure, Metric metric, Tally tally, Tally whole, boolean isExact, Draws draws) {
        boolean isSensitive = metric.isSensitive();
        String among = figure.amongLabel(metric.kind());
        switch (metric.kind()) {
            case COUNT, PERSONS ->
                add(
                        figure,
                        figure.label(),
                        figure.numerator(),
                        tally.atoms(),
                        tally.persons(),
                        isSensitive,
                        isExact,
                        draws.of());
            case SHARE -> {
                // Hidden with its whole, a part of nobody is hidden too.
                boolean isAny = isSensitive || figure.denominator().equals(ReleasedFigure.HIDDEN);
                add(
                        figure,
                        figure.label(),
                        figure.numerator(),
                        tally.atoms(),
                        tally.persons(),
                        isAny,
                        isExact,
                        draws.of());
                Atoms asked = whole.askedAtoms();
                add(
                        figure,
                        among,
                        figure.denominator(),
                        asked,
                        whole.askedPersons(),
                        isSensitive,
                        isExact,
                        draws.among());
            }
            case RATE, DAYS, DIFFERENCE -> {
                Atoms asked = tally.askedAtoms();
                add(
                        figure,
                        among,
                        figure.denominator(),
                        asked,
                        tally.askedPersons(),
                        isSensitive,
                        isExact,
                        draws.among());
            }
            case SUM -> {}
        }
    }

    /** What tells a cell's noise from noise that was drawn anew, and nothing else: a hash of the cell key. */
    record Draws(long of, long among) {}

    /** @param isAny whether it may be hidden whatever its number is */
    private void add(
            ReleasedFigure figure,
            String label,
            String shown,
            Atoms atoms,
            long persons,
            boolean isAnyOfKind,
            boolean isExact,
            long draw) {
        boolean isAny = isAnyOfKind || hidden.contains(label) || isExact;
        if (shown.isEmpty() || shown.equals(ReleasedFigure.MISSING)) {
            return;
        }
        String named = figure.cube() + ": " + label;
        long noise = profile.shape().largest();
        boolean isHidden = shown.equals(ReleasedFigure.HIDDEN);
        Cell cell = !isHidden
                ? isExact
                        ? Cell.exact(named, atoms.all(), persons)
                        : Cell.noisy(named, atoms.all(), persons, Long.parseLong(shown), noise)
                : isAny
                        ? Cell.hidden(named, atoms.all(), persons)
                        : Cell.hiddenUnderNoise(named, atoms.all(), persons, profile.threshold(), noise, true);
        cells.add(cell);
        if (isExact || isHidden || (persons > 0 && persons < profile.threshold())) {
            atRisk.put(label, showing(label, "this release", persons, shown, isAny, isExact, draw));
        }
    }

    private Showing showing(
            String label, String release, long persons, String shown, boolean isAny, boolean isExact, long draw) {
        boolean isHidden = shown.equals(ReleasedFigure.HIDDEN);
        long noise = profile.shape().largest();
        long value = isHidden ? 0 : Long.parseLong(shown);
        if (isExact && !isHidden) {
            return new Showing(label, release, value, new Statement.Exact(value), false, OptionalLong.empty(), draw);
        }
        Statement statement = isHidden
                ? isAny ? new Statement.Nothing() : new Statement.Between(1, profile.threshold() - 1 + noise)
                : new Statement.Between(Math.max(0, value - noise), value + noise);
        return new Showing(
                label,
                release,
                persons,
                statement,
                isHidden,
                isHidden ? OptionalLong.empty() : OptionalLong.of(value),
                draw);
    }

    /** Attacks the cells of one model's rows; what is known of others tells nothing of them. */
    void attack(Population population) {
        Verdict verdict = new Auditor(rules).attack(population, cells);
        verdicts.add(verdict);
        findings.addAll(verdict.findings());
        cells = new ArrayList<>();
    }

    /**
     * Attacks the cells that need protection with what earlier releases of the same kind of period showed of them. Of those
     * releases the true numbers are not kept: each is taken for one of the same persons as long as that can be.
     */
    void attackSeries(Statements statements, ReleasePeriod period) {
        Map<String, List<Showing>> series = new HashMap<>();
        statements.each(
                "SELECT release_name, metric, concat('{', arrayStringConcat(arrayMap((k, v) -> concat(k, '=', v),"
                        + " mapKeys(levels), mapValues(levels)), ', '), '}'), across, numerator, denominator,"
                        + " reinterpretAsInt64(numerator_draw), reinterpretAsInt64(denominator_draw) FROM "
                        + ReleaseLedger.FIGURES + " WHERE release_name IN (SELECT"
                        + " release_name FROM ops.release FINAL WHERE period_kind = '" + period.kind()
                        + "' AND release_name != '" + period.name() + "') ORDER BY release_name, figure_no",
                row -> {
                    String levels = row.getString(3);
                    String metric = row.getString(2);
                    earlier(
                            series,
                            metric + "|" + levels + "|" + row.getString(4),
                            row.getString(1),
                            row.getString(5),
                            row.getLong(7));
                    for (String across : List.of("", row.getString(4))) {
                        earlier(
                                series,
                                metric + " among|" + levels + "|" + across,
                                row.getString(1),
                                row.getString(6),
                                row.getLong(8));
                    }
                });
        List<Showing> showings = new ArrayList<>();
        series.forEach((label, earlier) -> {
            showings.addAll(earlier);
            showings.add(atRisk.get(label));
        });
        NoiseModel model = new NoiseModel(profile.threshold(), profile.shape().largest(), false, table::probability);
        findings.addAll(new Auditor(rules).attackSeries(showings, model));
    }

    private void earlier(Map<String, List<Showing>> series, String label, String release, String shown, long draw) {
        Showing now = atRisk.get(label);
        if (now == null || shown.isEmpty() || shown.equals(ReleasedFigure.MISSING)) {
            return;
        }
        boolean isAny = now.statement() instanceof Statement.Nothing;
        boolean isExact = now.statement() instanceof Statement.Exact;
        Showing then = showing(label, release, now.number(), shown, isAny, isExact, draw);
        List<Showing> known = series.computeIfAbsent(label, l -> new ArrayList<>());
        if (isExact) {
            known.add(then);
            return;
        }
        if (then.statement().low() > now.number() || then.statement().high() < now.number()) {
            // The cell has had other persons since: what was shown before tells nothing of those of today.
            known.clear();
        } else if (known.isEmpty() || !known.get(known.size() - 1).release().equals(release)) {
            known.add(then);
        }
    }

    /** Why the release must not be seen; empty where it may. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Which cells they are about, in whatever cube they stand. */
    Set<String> cellsFound() {
        return findings.stream()
                .map(finding -> finding.cell()
                        .substring(finding.cell().indexOf(": ") + 1)
                        .strip())
                .collect(Collectors.toSet());
    }

    /** What was done, in a sentence. */
    String told() {
        int attacked = verdicts.stream().mapToInt(Verdict::cells).sum();
        int needing = verdicts.stream().mapToInt(Verdict::atRisk).sum();
        int left = verdicts.stream().mapToInt(Verdict::leftToPrograms).sum();
        int blocks = verdicts.stream().mapToInt(Verdict::blocks).sum();
        return attacked + " counts attacked, " + needing + " need protection; " + blocks + " blocks, " + left
                + " cells left to linear programming; " + atRisk.size() + " held against earlier releases; "
                + hidden.size() + " hidden after an attack; " + findings.size() + " findings";
    }
}
