package se.tvarsyn.publication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    /** Kinds of persons that the auditor is given all at once where a part of them was not enough. */
    private static final int MOST_LOOKED_AT_WHOLE = 10_000;

    private final CellKeyProfile profile;
    private final Set<String> hidden;
    private final PerturbationTable table;
    private final AttackRules rules;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Showing> atRisk = new HashMap<>();
    private List<Count> counts = new ArrayList<>();
    private boolean isAnyExact;
    private int attacked;
    private int needing;
    private int blocks;
    private int leftToPrograms;

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
                        tally.counted(),
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
                        tally.counted(),
                        tally.persons(),
                        isAny,
                        isExact,
                        draws.of());
                add(
                        figure,
                        among,
                        figure.denominator(),
                        whole.askedCount(),
                        whole.askedPersons(),
                        isSensitive,
                        isExact,
                        draws.among());
            }
            case RATE, DAYS, DIFFERENCE ->
                add(
                        figure,
                        among,
                        figure.denominator(),
                        tally.askedCount(),
                        tally.askedPersons(),
                        isSensitive,
                        isExact,
                        draws.among());
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
            Count count,
            long persons,
            boolean isAnyOfKind,
            boolean isExact,
            long draw) {
        boolean isAny = isAnyOfKind || hidden.contains(label) || isExact;
        if (shown.isEmpty() || shown.equals(ReleasedFigure.MISSING)) {
            return;
        }
        String named = figure.cube() + ": " + label;
        boolean isHidden = shown.equals(ReleasedFigure.HIDDEN);
        Statement statement = statement(persons, shown, isAny, isExact);
        boolean isAtRisk = isHidden || (persons > 0 && persons < profile.threshold());
        if (count.say(named, persons, statement, isHidden, isAtRisk)) {
            counts.add(count);
        }
        isAnyExact |= isExact;
        if (isExact || isAtRisk) {
            atRisk.put(label, showing(label, "this release", persons, shown, isAny, isExact, draw));
        }
    }

    private Statement statement(long persons, String shown, boolean isAny, boolean isExact) {
        long noise = profile.shape().largest();
        if (shown.equals(ReleasedFigure.HIDDEN)) {
            // A true 0 would have been shown.
            return isAny ? new Statement.Nothing() : new Statement.Between(1, profile.threshold() - 1 + noise);
        }
        long value = Long.parseLong(shown);
        return isExact
                ? new Statement.Exact(persons)
                : new Statement.Between(Math.max(0, value - noise), value + noise);
    }

    private Showing showing(
            String label, String release, long persons, String shown, boolean isAny, boolean isExact, long draw) {
        boolean isHidden = shown.equals(ReleasedFigure.HIDDEN);
        long number = isExact && !isHidden ? Long.parseLong(shown) : persons;
        boolean isNoisy = !isHidden && !isExact;
        return new Showing(
                label,
                release,
                number,
                statement(number, shown, isAny, isExact),
                isHidden,
                isNoisy ? OptionalLong.of(Long.parseLong(shown)) : OptionalLong.empty(),
                draw);
    }

    /**
     * Attacks the counts of one model's rows; what is known of others tells nothing of them. First person by person: where one
     * more, or one less, of a kind changes nothing of the release, none of the counts that such a person is in is determined.
     * What is left goes to the auditor, with as much of the population as it can look at; everybody else is held where they are,
     * which leaves a reader fewer possibilities than there are.
     */
    void attack(Alike alike, List<CubeCells> cells) {
        if (isAnyExact) {
            findings.addAll(
                    judged(alike.population(IntStream.range(0, alike.size()).toArray()), label -> true));
        } else {
            Screening screening = new Screening(alike, cells, counts, profile.threshold());
            screening.run();
            Set<String> found = new TreeSet<>();
            List<Finding> ofParts = new ArrayList<>();
            for (Screening.Part part : screening.parts()) {
                Set<String> asked = part.asked().stream().map(Count::name).collect(Collectors.toSet());
                screening.take(part);
                ofParts.addAll(judged(alike.population(part.atoms()), asked::contains));
            }
            ofParts.forEach(finding -> found.add(finding.cell()));
            if (found.isEmpty() || alike.size() > MOST_LOOKED_AT_WHOLE) {
                findings.addAll(ofParts);
            } else {
                // With everybody free to move, a reader has more possibilities than a part of them leaves.
                Screening.Part whole = new Screening.Part(
                        List.of(), IntStream.range(0, alike.size()).toArray());
                screening.take(whole);
                findings.addAll(judged(alike.population(whole.atoms()), found::contains));
            }
        }
        attacked += counts.size();
        needing += (int) counts.stream().filter(Count::isAtRisk).count();
        counts = new ArrayList<>();
        isAnyExact = false;
    }

    /** Exact cubes need to know who is in which count before anything is shown. */
    static void takeAll(Alike alike, List<CubeCells> cells) {
        for (int atom = 0; atom < alike.size(); atom++) {
            int at = atom;
            Screening.each(alike, cells, atom, count -> count.take(at, alike.personsOf(at)));
        }
    }

    /** @param isAsked of the others it is known that they are not determined, though they may be with everybody else held */
    private List<Finding> judged(Population population, Predicate<String> isAsked) {
        List<Cell> close =
                counts.stream().map(Count::within).filter(Objects::nonNull).toList();
        Verdict verdict = new Auditor(rules).attack(population, close, cell -> isAsked.test(cell.label()));
        blocks += verdict.blocks();
        leftToPrograms += verdict.leftToPrograms();
        return verdict.findings().stream()
                .filter(finding -> isAsked.test(finding.cell()))
                .toList();
    }

    /**
     * Attacks the cells that need protection with what earlier releases of the same kind of period showed of them. Of those
     * releases the true numbers are not kept: each is taken for one of the same number as long as that can be.
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
        // Of a cell that is hidden for an attack this release tells nothing. What earlier ones tell without it was
        // seen: refusing this one, and each that follows, would not unsay it.
        if (now == null || hidden.contains(label) || shown.isEmpty() || shown.equals(ReleasedFigure.MISSING)) {
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
        return new AuditCounts(attacked, needing, blocks, leftToPrograms, atRisk.size(), hidden.size(), findings.size())
                .told();
    }
}
