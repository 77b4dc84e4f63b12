package se.tvarsyn.publication;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.noise.CellKeyNoise;
import se.tvarsyn.publication.ReleaseRefused.Reason;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Makes, keeps and takes back releases. A period is released once: what was shown is kept and shown again, and a correction
 * waits for the next period (MODEL.md, Releases; docs/releases.md).
 */
public final class Releases {
    /** As many figures nobody reads, and the auditor would not end. */
    private static final long MOST_FIGURES = 3_000_000;

    private static final int FINDINGS_TOLD = 50;
    /** What is still found after that is for a person to mend, in warehouse/cubes. */
    private static final int MOST_ROUNDS = 4;

    private final Warehouse warehouse;
    private final Mart mart;
    private final ReleaseInputs inputs;
    private final Clock clock;
    private final ReleaseLedger ledger;
    private final Statements statements;
    private final ReleaseSources sources;

    /** @param warehouse with models and ledger; @param mart where releases are read */
    public Releases(Warehouse warehouse, Mart mart, ReleaseInputs inputs, Clock clock) {
        this.warehouse = warehouse;
        this.mart = mart;
        this.inputs = inputs;
        this.clock = clock;
        this.ledger = new ReleaseLedger(warehouse);
        this.statements = ledger.statements();
        this.sources = new ReleaseSources(warehouse, statements);
    }

    /**
     * Makes the release of a period; where it stands already, shows its stored figures again where they are missing.
     *
     * @param isTrial only attacks it: nothing is written
     * @param progress told what is being done
     * @throws ReleaseRefused where it may not be made; nothing of it can be seen
     */
    public ReleaseOutcome create(ReleasePeriod period, String by, boolean isTrial, Consumer<String> progress)
            throws IOException {
        return create(period, by, isTrial, progress, kept -> {});
    }

    /** @param onKept told of a new release when it is kept, before it is shown */
    public ReleaseOutcome create(
            ReleasePeriod period, String by, boolean isTrial, Consumer<String> progress, Consumer<ReleaseRecord> onKept)
            throws IOException {
        Optional<ReleaseRecord> known = ledger.of(period);
        if (known.isPresent() && !isTrial) {
            return again(known.get());
        }
        List<Cube> cubes = inputs.cubes().of(period.kind());
        new ReleaseReadiness(warehouse, inputs).refuseUnready(period, cubes, models(cubes));
        Set<String> hidden = new TreeSet<>();
        ReleaseOutcome outcome = attempt(period, by, cubes, hidden, isTrial, progress, onKept);
        for (int round = 1; round < MOST_ROUNDS && !outcome.passes() && hidden.addAll(outcome.cellsFound()); round++) {
            progress.accept("hiding what the attack found");
            outcome = attempt(period, by, cubes, hidden, isTrial, progress, onKept);
        }
        return outcome;
    }

    /** @param hidden labels of cells that an attack before found: they are hidden whatever they hold */
    private ReleaseOutcome attempt(
            ReleasePeriod period,
            String by,
            List<Cube> cubes,
            Set<String> hidden,
            boolean isTrial,
            Consumer<String> progress,
            Consumer<ReleaseRecord> onKept)
            throws IOException {
        try (FigureFile figures = new FigureFile(inputs.scratch(), period.name())) {
            ReleaseAudit audit = new ReleaseAudit(inputs.profile(), Set.copyOf(hidden));
            for (String rows : models(cubes)) {
                progress.accept("counting " + rows);
                count(rows, cubes, period, hidden, figures, audit, progress);
            }
            if (figures.figures() == 0) {
                throw new ReleaseRefused(
                        Reason.NO_FIGURES,
                        "there is not one figure of " + period + "; see that its deliveries are loaded,"
                                + " and run refresh");
            }
            progress.accept("attacking it with earlier releases");
            audit.attackSeries(statements, period);
            ReleaseRecord release = new ReleaseRecord(
                    period,
                    false,
                    clock.instant(),
                    by,
                    deliveries(),
                    inputs.version(),
                    fingerprint(cubes),
                    figures.figures(),
                    figures.hidden(),
                    "",
                    audit.told());
            List<String> findings = audit.findings().stream()
                    .limit(FINDINGS_TOLD)
                    .map(f -> f.cell() + ": " + f.text())
                    .toList();
            if (!findings.isEmpty() || isTrial) {
                return new ReleaseOutcome(release, findings, audit.cellsFound(), true);
            }
            ReleaseRecord kept = keep(release, figures, sources.of(period, cubes, inputs, clock.instant()));
            onKept.accept(kept);
            progress.accept("showing it to readers");
            show(kept);
            return new ReleaseOutcome(kept, List.of(), Set.of(), true);
        }
    }

    private ReleaseOutcome again(ReleaseRecord release) {
        if (release.isRetracted()) {
            throw new ReleaseRefused(
                    Reason.RETRACTED,
                    release.name() + " was released and taken back; a correction waits for the next"
                            + " period, for two releases of one period can be subtracted from each other");
        }
        if (!mart.holds(release.period())) {
            show(release);
        }
        return new ReleaseOutcome(release, List.of(), Set.of(), false);
    }

    private List<String> models(List<Cube> cubes) {
        return cubes.stream()
                .flatMap(cube -> cube.metrics().stream())
                .map(this::metric)
                .map(Metric::rows)
                .distinct()
                .toList();
    }

    private Metric metric(String id) {
        Metric metric = inputs.catalogue().metrics().get(id);
        if (metric == null) {
            throw new ReleaseRefused(Reason.CUBE, "there is no metric '" + id + "'; run check");
        }
        return metric;
    }

    /** Counts, protects and attacks what comes from one model's rows. */
    private void count(
            String rows,
            List<Cube> all,
            ReleasePeriod period,
            Set<String> hidden,
            FigureFile figures,
            ReleaseAudit audit,
            Consumer<String> progress) {
        List<Cube> cubes = all.stream()
                .filter(cube ->
                        cube.metrics().stream().anyMatch(id -> metric(id).rows().equals(rows)))
                .toList();
        List<Metric> metrics = cubes.stream()
                .flatMap(cube -> cube.metrics().stream())
                .distinct()
                .map(this::metric)
                .filter(metric -> metric.rows().equals(rows))
                .toList();
        List<String> levels = cubes.stream()
                .flatMap(cube -> cube.levels().stream())
                .distinct()
                .toList();
        boolean isOfPersons = inputs.columns().getOrDefault(rows, Set.of()).contains("person_pseudonym");
        RowReading reading = new RowReading(metrics, levels, isOfPersons);
        List<CubeCells> cells = new ArrayList<>();
        cubes.forEach(cube -> cells.add(new CubeCells(cube, reading)));
        Alike alike = new Alike(metrics);
        reading.each(statements, period, inputs.recordKeys()::of, row -> {
            cells.forEach(cell -> cell.add(row));
            if (isOfPersons) {
                alike.add(row);
            }
        });
        if (isOfPersons && metrics.stream().anyMatch(Metric::isSensitive)) {
            reading.everSeen(statements, codes -> {
                cells.forEach(cell -> cell.addEmpty(codes));
                alike.nobody(codes);
            });
        }
        long size = figures.figures()
                + cells.stream()
                        .mapToLong(c -> (long) c.size() * metrics.size())
                        .sum();
        if (size > MOST_FIGURES) {
            throw new ReleaseRefused(
                    Reason.TOO_MANY,
                    "the cubes make more than " + MOST_FIGURES + " figures; cut by fewer levels in warehouse/cubes");
        }
        alike.addNobody(m -> reading.acrossOf(m).size());
        boolean isAnyExact = cubes.stream().anyMatch(cube -> cube.profile() == Cube.Profile.EXACT);
        if (isAnyExact) {
            ReleaseAudit.takeAll(alike, cells);
        }
        ExactProtection exact = new ExactProtection(inputs.profile().threshold(), hidden);
        for (int i = 0; i < cubes.size(); i++) {
            String cube = cubes.get(i).id();
            if (cubes.get(i).profile() == Cube.Profile.EXACT) {
                cells.get(i)
                        .each((metric, place, across, tally, whole) ->
                                exact.add(cube, metric, place, across, tally, whole));
            }
        }
        if (isAnyExact) {
            exact.settle(alike.population(IntStream.range(0, alike.size()).toArray()));
        }
        CellKeyProtection noisy = new CellKeyProtection(new CellKeyNoise(inputs.profile()));
        for (int i = 0; i < cubes.size(); i++) {
            String cube = cubes.get(i).id();
            boolean isExact = cubes.get(i).profile() == Cube.Profile.EXACT;
            cells.get(i).each((metric, place, across, tally, whole) -> {
                ReleasedFigure figure = isExact
                        ? exact.figure(cube, metric, place, across, tally, whole)
                        : withHidden(noisy.figure(cube, metric, place, across, tally, whole), metric, hidden);
                ReleaseAudit.Draws draws = draws(metric, tally, whole);
                figures.add(figure, draws);
                audit.add(figure, metric, tally, whole, isExact, draws);
            });
        }
        progress.accept("attacking what comes from " + rows);
        audit.attack(alike, cells);
    }

    private static ReleasedFigure withHidden(ReleasedFigure figure, Metric metric, Set<String> hidden) {
        if (hidden.contains(figure.amongLabel(metric.kind()))) {
            return figure.whollyHidden();
        }
        return hidden.contains(figure.label()) ? figure.hidden() : figure;
    }

    private ReleaseAudit.Draws draws(Metric metric, Tally tally, Tally whole) {
        Tally asked = metric.kind() == Metric.Kind.SHARE ? whole : tally;
        return new ReleaseAudit.Draws(draw(tally.cellKey()), draw(asked.askedKey()));
    }

    private long draw(long cellKey) {
        return inputs.recordKeys().of(new UUID(0, cellKey));
    }

    private List<UUID> deliveries() {
        return statements
                .texts("SELECT toString(delivery_id) FROM " + ModelRefresh.DATABASE
                        + ".int_loaded_delivery ORDER BY toString(delivery_id)")
                .stream()
                .map(UUID::fromString)
                .toList();
    }

    private String fingerprint(List<Cube> cubes) {
        StringBuilder all = new StringBuilder(inputs.profile().toString());
        for (Cube cube : cubes) {
            all.append(cube);
            cube.metrics().forEach(id -> all.append(metric(id)));
        }
        return ModelRefresh.fingerprint(all.toString());
    }

    /** The figures first: a release that the ledger names is there to be shown. */
    private ReleaseRecord keep(ReleaseRecord release, FigureFile figures, List<ReleasedSource> told)
            throws IOException {
        sources.keep(release, told);
        statements.execute("ALTER TABLE " + ReleaseLedger.FIGURES + " DROP PARTITION '" + release.name() + "'");
        try (InputStream rows = figures.read()) {
            statements.insertJson(ReleaseLedger.FIGURES, FigureFile.COLUMNS, rows);
        }
        long kept = statements.number(
                "SELECT count() FROM " + ReleaseLedger.FIGURES + " WHERE release_name = '" + release.name() + "'");
        if (kept != release.figures()) {
            throw new ReleaseRefused(
                    Reason.WAREHOUSE,
                    "of " + release.figures() + " figures " + kept
                            + " were kept; see that the warehouse runs and has room, then try again");
        }
        ReleaseRecord whole =
                release.withSha256(Mart.sha256(statements, Mart.shownColumns(release.name(), release.period())));
        ledger.write(whole);
        return whole;
    }

    /** Puts the stored figures where readers read them. */
    private void show(ReleaseRecord release) {
        mart.put(release.period(), (into, tables) -> {
            statements.json(
                    Mart.shownColumns(release.name(), release.period()),
                    rows -> into.insertJson(tables.getOrDefault("figure", ""), List.of(), rows));
            long shown = into.number(
                    "SELECT count() FROM " + tables.get("figure") + " WHERE release_name = '" + release.name() + "'");
            if (shown != release.figures()) {
                throw new ReleaseRefused(
                        Reason.WAREHOUSE,
                        "of " + release.figures() + " figures " + shown
                                + " came to the warehouse of releases; see that it has room, then try again");
            }
            sources.show(release, into, tables.getOrDefault(Mart.SOURCES, ""));
            new ReleaseTexts(release, inputs, statements).fill(into, tables);
        });
    }

    /** Whether what readers see is what was released, to the byte. */
    public boolean isAsReleased(ReleaseRecord release) {
        return mart.sha256(release).equals(release.sha256());
    }

    /**
     * Takes a release away from readers. The ledger remembers it and its figures: they were seen. Where readers see it still,
     * because their warehouse did not answer the first time, it is taken away now.
     *
     * @throws ReleaseRefused where there is none
     */
    public void retract(ReleasePeriod period, String by) {
        ReleaseRecord release = ledger.of(period)
                .orElseThrow(() -> new ReleaseRefused(period + " was never released; 'release list' shows what was"));
        if (!release.isRetracted()) {
            ledger.write(release.retracted(clock.instant(), by));
        } else if (!mart.holdsAnyOf(period)) {
            throw new ReleaseRefused(period + " was taken back before");
        }
        mart.remove(period);
    }

    /** All releases there were. */
    public List<ReleaseRecord> all() {
        return ledger.all();
    }
}
