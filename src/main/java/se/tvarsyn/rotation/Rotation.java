package se.tvarsyn.rotation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.KeyVersions;
import se.tvarsyn.pseudonymization.TokenLinks;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * The campaign. It may be killed at any moment and is finished by the same call: each act can be done twice, and the step
 * behind it is written down before the next begins. Who calls it holds the home's load lock, so that no row changes.
 */
public final class Rotation {
    private final Warehouse warehouse;
    private final Statements statements;
    private final CoreTables tables;
    private final VersionCheck check;
    private final KeyStoreFile keys;
    private final KeyVersions versions;
    private final RotationFile file;
    private final RotationProgress progress;

    /** @param progress told of every act and every written step; where it throws, the campaign stands as if killed */
    public Rotation(Warehouse warehouse, KeyStoreFile keys, Path home, Clock clock, RotationProgress progress) {
        this.warehouse = warehouse;
        this.statements = statements(warehouse);
        this.tables = new CoreTables(statements);
        this.check = new VersionCheck(statements, clock);
        this.keys = keys;
        this.versions = new KeyVersions(keys);
        this.file = new RotationFile(home);
        this.progress = progress;
    }

    /** Statements of a campaign: they hold names of tables and numbers that we made, never a token and never a key. */
    static Statements statements(Warehouse warehouse) {
        return new Statements(
                warehouse,
                code -> new WarehouseUnreachable(
                        "The warehouse did not carry out a step of the rotation (ClickHouse error "
                                + code
                                + "); see that it runs, has room on its disk, and lets the user create databases, and"
                                + " run the same command again"));
    }

    /**
     * Start-up check of whoever loads.
     *
     * @throws RotationStopped where a rotation is under way, or the warehouse's tokens are not of the current keys
     */
    public static void refuseUnfitting(Warehouse warehouse, KeyStoreFile keys, Path home, Clock clock)
            throws IOException {
        refuseUnfinished(home);
        new VersionCheck(statements(warehouse), clock).refuseMixed(keys.tokenKeys());
    }

    /** @throws RotationStopped where a rotation is under way */
    public static void refuseUnfinished(Path home) throws IOException {
        Optional<RotationState> open = new RotationFile(home).read();
        if (open.isPresent()) {
            throw new RotationStopped("a rotation of " + open.get().domain() + " stands at step '"
                    + open.get().step().code() + "': run '" + open.get().command() + "' to finish it");
        }
    }

    /**
     * Start-up check of whoever reads: between two exchanges the same person has other tokens in other tables.
     *
     * @throws RotationStopped where a rotation was broken off there
     */
    public static void refuseHalfExchanged(Warehouse warehouse, Path home) throws IOException {
        Optional<RotationState> open = new RotationFile(home).read();
        if (open.isPresent() && new CoreTables(statements(warehouse)).isHalfExchanged(open.get())) {
            throw new RotationStopped("a rotation of " + open.get().domain() + " was broken off between two tables, and"
                    + " persons do not match across them: run '" + open.get().command() + "' to finish it");
        }
    }

    /**
     * Brings the stored tokens of a domain to the next version by chain, or finishes what an earlier run began.
     *
     * @param domain a purpose, with which every feed's domain goes along, or one feed's
     * @throws RotationStopped where another rotation is under way, or a table's shadow is not equal to it
     */
    public RotationOutcome chain(String domain) throws IOException {
        return rotate(domain, RotationMode.CHAIN, null);
    }

    /**
     * Loads every row of a domain's feeds again under a key of its own, puts the new tables in the place of the old, and
     * destroys the old keys; or finishes what an earlier run began.
     *
     * @throws RotationStopped where a feed with rows has no source, another rotation is under way, or what came again is
     *     not what was there
     */
    public RotationOutcome reload(String domain, ReloadSources sources) throws IOException {
        return rotate(domain, RotationMode.RELOAD, sources);
    }

    private RotationOutcome rotate(String domain, RotationMode mode, @Nullable ReloadSources sources)
            throws IOException {
        Optional<RotationState> open = file.read();
        RotationState state = open.isPresent() ? resumed(open.get(), domain, mode) : begun(domain, mode, sources);
        if (state.step() == RotationStep.BEGUN) {
            state = draw(state);
        }
        refuseOtherKeys(state);
        if (state.step() == RotationStep.DRAWN) {
            state = sources == null ? copyAndProve(state) : loadAndProve(state, sources);
        }
        if (state.step() == RotationStep.PROVEN) {
            state = exchange(state);
        }
        if (state.step() == RotationStep.EXCHANGED) {
            state = makeCurrent(state);
        }
        dropOld(state);
        return new RotationOutcome(
                state.rotated().stream()
                        .map(r -> r.domain() + " v" + r.fromVersion() + " -> v" + r.toVersion())
                        .toList(),
                state.exchanges().size(),
                open.isPresent());
    }

    private static RotationState resumed(RotationState open, String domain, RotationMode mode) {
        if (!open.domain().equals(domain) || open.mode() != mode) {
            throw new RotationStopped("a rotation of " + open.domain() + " stands at step '"
                    + open.step().code() + "': run '" + open.command() + "' to finish it first");
        }
        return open;
    }

    private RotationState begun(String domain, RotationMode mode, @Nullable ReloadSources sources) throws IOException {
        versions.rotatedWith(domain);
        check.refuseMixed(keys.tokenKeys());
        if (sources != null) {
            Set<String> missing = feedsOf(domain);
            missing.removeAll(sources.feeds());
            if (!missing.isEmpty()) {
                throw new RotationStopped(
                        "there are rows of " + String.join(", ", missing) + " and no source to load them"
                                + " from again: name a source in tvarsyn.yaml or files with --input FEED=PATH, or use --mode chain");
            }
        }
        return written(RotationState.begun(mode, domain));
    }

    /** Feeds of a rotated domain that have rows. */
    private Set<String> feedsOf(String domain) {
        Set<String> feeds = new TreeSet<>();
        for (CoreTable table : tables.all()) {
            statements
                    .rows("SELECT DISTINCT feed FROM " + table.in(CoreTable.DATABASE) + " FINAL")
                    .forEach(row -> feeds.add(row.get(0)));
        }
        feeds.removeIf(feed -> !domain.equals(keys.purpose()) && !domain.equals(feedPrefix() + feed));
        return feeds;
    }

    private String feedPrefix() {
        return keys.purpose() + "/src:";
    }

    private RotationState draw(RotationState state) throws IOException {
        tables.dropShadows();
        // Drawn by a run that was killed before it wrote them down: no token was made with them.
        versions.forgetDrawn();
        List<String> domains = versions.rotatedWith(state.domain());
        versions.draw(domains, state.mode() == RotationMode.CHAIN);
        progress.passed("drew the next keys");
        List<RotationState.Rotated> rotated = new ArrayList<>();
        versions.drawn()
                .byDomain()
                .forEach((domain, link) -> rotated.add(
                        new RotationState.Rotated(domain, link.fromVersion(), link.toVersion(), link.checkValue())));
        return written(state.drawn(rotated));
    }

    /** A key folder from another day than the campaign's would make tokens that nothing fits. */
    private void refuseOtherKeys(RotationState state) {
        for (RotationState.Rotated rotated : state.rotated()) {
            if (!rotated.checkValue().equals(versions.checkValue(rotated.domain(), rotated.toVersion()))) {
                throw new RotationStopped("key of domain " + rotated.domain() + " version " + rotated.toVersion()
                        + " is not the one that the rotation drew (" + file
                        + "): restore the folder 'keys' whole from a backup that was made after the rotation began");
            }
        }
    }

    private RotationState copyAndProve(RotationState state) throws IOException {
        TokenLinks links = versions.drawn();
        List<CoreTable> all = tables.all();
        tables.makeShadows(all);
        List<String> differences = new ArrayList<>();
        TableCopy copy = new TableCopy(warehouse);
        for (CoreTable table : all) {
            Figures before = Figures.of(statements, table, CoreTable.DATABASE, Figures.ROW_BY_ROW);
            if (before.differencesTo(shadow(table), table.table().tableName()).isEmpty()) {
                progress.passed("found " + table.table().tableName() + " copied");
                continue;
            }
            progress.passed("copying " + table.table().tableName());
            tables.empty(table);
            tables.settle(table);
            long rows = copy.copy(table, links);
            differences.addAll(before.differencesTo(shadow(table), table.table().tableName()));
            progress.passed("copied " + table.table().tableName() + ": " + rows + " rows");
        }
        return proven(state, all, differences);
    }

    private RotationState loadAndProve(RotationState state, ReloadSources sources) throws IOException {
        List<CoreTable> all = tables.all();
        tables.makeShadows(all);
        Set<String> feeds = feedsOf(state.domain());
        if (!state.domain().equals(keys.purpose())) {
            String feed = state.domain().substring(feedPrefix().length());
            for (CoreTable table : all) {
                tables.settle(table);
                tables.copyOthers(table, feed);
            }
            progress.passed("copied the rows of the other feeds");
        }
        sources.load(feeds, versions.next(), CoreTable.SHADOWS);
        progress.passed("loaded every feed again");
        List<String> differences = new ArrayList<>();
        for (CoreTable table : all) {
            Figures before = Figures.of(statements, table, CoreTable.DATABASE, Figures.TOTALS);
            Figures after = Figures.of(statements, table, CoreTable.SHADOWS, Figures.TOTALS);
            differences.addAll(before.differencesTo(after, table.table().tableName()));
        }
        return proven(state, all, differences);
    }

    private RotationState proven(RotationState state, List<CoreTable> all, List<String> differences)
            throws IOException {
        String persons = Figures.linkedPersons(statements, all, CoreTable.DATABASE);
        if (!persons.equals(Figures.linkedPersons(statements, all, CoreTable.SHADOWS))) {
            differences.add("all tables: the number of distinct linked persons is another");
        }
        if (!differences.isEmpty()) {
            abandon(state);
            throw new RotationStopped(
                    "the rotation was stopped and nothing was exchanged; the new tables are not equal:\n  "
                            + String.join("\n  ", differences));
        }
        progress.passed("proved every table equal");
        return written(state.proven(tables.identities(all)));
    }

    private Figures shadow(CoreTable table) {
        return Figures.of(statements, table, CoreTable.SHADOWS, Figures.ROW_BY_ROW);
    }

    /** Back to where nothing was drawn. First the step, so that a kill in between leads to another beginning. */
    private void abandon(RotationState state) throws IOException {
        file.write(RotationState.begun(state.mode(), state.domain()));
        tables.dropShadows();
        versions.forgetDrawn();
        file.remove();
    }

    private RotationState exchange(RotationState state) throws IOException {
        for (var entry : state.exchanges().entrySet()) {
            tables.exchange(entry.getKey(), entry.getValue());
            progress.passed("exchanged " + entry.getKey());
        }
        return written(state.at(RotationStep.EXCHANGED));
    }

    private RotationState makeCurrent(RotationState state) throws IOException {
        List<String> domains =
                state.rotated().stream().map(RotationState.Rotated::domain).toList();
        versions.makeCurrent(domains);
        progress.passed("made the keys current");
        state.rotated().forEach(r -> check.remember(r.domain(), r.toVersion(), r.checkValue()));
        check.refuseMixed(keys.tokenKeys());
        return written(state.at(RotationStep.CURRENT));
    }

    /** The old tables, and keys that a broken delivery had claimed: the old tokens are nowhere after this. */
    private void dropOld(RotationState state) throws IOException {
        statements.execute("TRUNCATE TABLE ops.claimed_key");
        tables.dropShadows();
        progress.passed("dropped the old tables");
        if (state.mode() == RotationMode.RELOAD) {
            versions.destroyUnused(
                    state.rotated().stream().map(RotationState.Rotated::domain).toList());
            progress.passed("destroyed the old keys");
        }
        file.remove();
    }

    private RotationState written(RotationState state) throws IOException {
        file.write(state);
        progress.passed("step " + state.step().code());
        return state;
    }
}
