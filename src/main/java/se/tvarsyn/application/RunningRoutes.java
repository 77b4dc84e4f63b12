package se.tvarsyn.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.consent.ConsentMemory;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.RetokenedRows;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.load.BlockSender;
import se.tvarsyn.load.ClaimedKeys;
import se.tvarsyn.load.LaterRemovals;
import se.tvarsyn.load.Load;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.operations.BarredRows;
import se.tvarsyn.operations.CaseConsents;
import se.tvarsyn.operations.Deliveries;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.Destination;
import se.tvarsyn.operations.FeedMemory;
import se.tvarsyn.operations.PickUp;
import se.tvarsyn.operations.Renumberings;
import se.tvarsyn.operations.ToWarehouse;
import se.tvarsyn.pseudonymization.HomeKeys;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.Pseudonymize;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.quarantine.QuarantineRejected;
import se.tvarsyn.renumbering.NumberMemory;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.FileArchive;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.validation.ValidateRecords;
import se.tvarsyn.warehouse.Warehouse;

/**
 * The routes of a home while they run, and what they are made of.
 *
 * @param barred the list that they ask
 * @param consents the memory of consents that they ask
 * @param numbers the memory of numbers that they ask
 */
record RunningRoutes(
        BlockSender sender, PickUp pickUp, Chain chain, BarredList barred, ConsentMemory consents, NumberMemory numbers)
        implements AutoCloseable {
    /**
     * Under which keys rows are made, and whose tables take them.
     *
     * @param database whose tables take the rows
     * @param areKept whether the rows are certain to be read: else nothing that outlives the run may follow from them, no
     *     cursor and no entry of the barred list
     */
    record Target(TokenKeys keys, String database, boolean areKept) {
        static Target ofCore(TokenKeys keys) {
            return new Target(keys, FactTable.DATABASE, true);
        }
    }

    /**
     * Where rows go.
     *
     * @param step the bean {@code load} of the routes
     * @param recipe what of it makes a delivery another one
     */
    record Rows(Object step, Destination destination, String recipe) {}

    /** What the place where rows go is made of. */
    record Into(
            Warehouse warehouse,
            DeliveryLedger ledger,
            BlockSender sender,
            Target target,
            PendingErasures pendingErasures,
            WarehouseErasure erasure,
            ToIntFunction<String> largestRemovals,
            BarredList barred,
            ConsentMemory consents) {
        TokenKeys keys() {
            return target.keys();
        }

        /** Rows go into the tables of the target. */
        Rows tables() {
            ClaimedKeys claimedKeys = new ClaimedKeys(warehouse, target.database());
            LaterRemovals removals = new LaterRemovals(warehouse);
            return new Rows(
                    new Load(
                            warehouse,
                            sender,
                            ledger::epoch,
                            ledger::attempt,
                            claimedKeys,
                            pendingErasures,
                            removals,
                            target.database()),
                    new ToWarehouse(sender, claimedKeys, largestRemovals, pendingErasures, removals, erasure),
                    "");
        }
    }

    /** Makes the place where rows go. */
    interface RowsOf {
        Rows of(Into into);
    }

    static RunningRoutes start(
            Installation installation,
            KeyStoreFile keys,
            DeliveryListener listener,
            PullProgress progress,
            Target target,
            RowsOf rowsOf)
            throws IOException {
        Configuration configuration = installation.configuration();
        Clock clock = installation.clock();
        Home home = configuration.home();
        Path scratch = emptied(home.scratch());
        DeliveryLedger ledger = installation.ledger();
        BlockSender sender = new BlockSender();
        FeedMemory memory =
                target.areKept() ? installation.memory() : installation.memory().keepingCursors();
        UnknownWords unknownWords = new UnknownWords();
        HomeKeys homeKeys = keys.homeKeys();
        BarredList barred = target.areKept()
                ? BarredList.open(home.barredList(), homeKeys.barredList())
                : BarredList.openForOneRun(home.barredList(), homeKeys.barredList());
        PendingErasures pendingErasures = new PendingErasures();
        WarehouseErasure writing = new WarehouseErasure(installation.warehouse(), clock);
        WarehouseErasure erasure = target.areKept() ? writing : writing.changingNothing();
        BarredRows barredRows = new BarredRows(barred, home.barredList(), erasure, pendingErasures);
        barredRows.agree();
        TokenKeys tokenKeys = target.keys();
        ConsentMemory consents = target.areKept()
                ? ConsentMemory.open(home.consents(), homeKeys.consents())
                : ConsentMemory.openForOneRun(home.consents(), homeKeys.consents());
        RetokenedRows retokened = new RetokenedRows(installation.warehouse(), clock);
        CaseConsents caseConsents = new CaseConsents(
                consents,
                home.consents(),
                target.areKept() ? retokened : retokened.changingNothing(),
                new LookAtCases(configuration.mappings(), clock, tokenKeys, homeKeys.consentMarks(), consents));
        caseConsents.agree();
        NumberMemory numbers = target.areKept()
                ? NumberMemory.open(home.numbers(), homeKeys.numbers())
                : NumberMemory.openForOneRun(home.numbers(), homeKeys.numbers());
        Renumberings renumberings = new Renumberings(
                numbers,
                home.numbers(),
                target.areKept() ? retokened : retokened.changingNothing(),
                NumberTokens.under(tokenKeys));
        renumberings.agree();
        Quarantine quarantine = new Quarantine(home.directory(), homeKeys::quarantine, clock);
        quarantine.expire(Quarantine.DEFAULT_RETENTION);
        if (target.areKept()) {
            new LaterRemovals(installation.warehouse()).expire(Quarantine.DEFAULT_RETENTION);
        }
        Rows rows = rowsOf.of(new Into(
                installation.warehouse(),
                ledger,
                sender,
                target,
                pendingErasures,
                erasure,
                configuration.settings()::largestRemovalPercent,
                barred,
                consents));
        Deliveries deliveries = new Deliveries(
                ledger,
                configuration.mappings(),
                feed -> tokenKeys.ofPurpose().recipe() + tokenKeys.ofFeed(feed).recipe() + rows.recipe(),
                quarantine,
                rows.destination(),
                scratch,
                clock,
                listener,
                memory,
                unknownWords,
                barredRows,
                caseConsents,
                renumberings);
        FileArchive archive = new FileArchive(home.archive(), homeKeys::archive, clock);
        PickUp pickUp =
                new PickUp(home, configuration.settings(), configuration.mappings(), archive, memory, clock, progress);
        pickUp.expireArchive();
        Map<String, Object> steps = new LinkedHashMap<>();
        steps.put("deliveries", deliveries);
        steps.put(
                "mapRecords",
                new MapRecords(configuration.mappings(), clock, unknownWords, (feed, table) -> configuration
                        .settings()
                        .keptFrom(feed, table, LocalDate.now(clock))));
        steps.put("validateRecords", new ValidateRecords());
        steps.put("quarantineRejected", new QuarantineRejected(quarantine));
        steps.put(
                "pseudonymize",
                new Pseudonymize(
                        tokenKeys,
                        homeKeys.barredMarks(),
                        barred,
                        homeKeys.consentMarks(),
                        consents,
                        homeKeys.idMarks(),
                        numbers));
        steps.put("load", rows.step());
        steps.put("pickUp", pickUp);
        return new RunningRoutes(sender, pickUp, Chain.start(home.routes(), steps), barred, consents, numbers);
    }

    /** What a process that was killed left behind is enciphered with a key that is gone: it is removed. */
    static Path emptied(Path scratch) throws IOException {
        try (var left = Files.walk(scratch)) {
            for (Path file : left.sorted(java.util.Comparator.reverseOrder()).collect(Collectors.toList())) {
                if (!file.equals(scratch)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return scratch;
    }

    @Override
    public void close() {
        chain.close();
        pickUp.close();
        sender.close();
    }
}
