package se.tvarsyn.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.load.BlockSender;
import se.tvarsyn.load.ClaimedKeys;
import se.tvarsyn.load.Load;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.operations.BarredRows;
import se.tvarsyn.operations.Deliveries;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.Destination;
import se.tvarsyn.operations.FeedMemory;
import se.tvarsyn.operations.KeyMark;
import se.tvarsyn.operations.PickUp;
import se.tvarsyn.operations.ReceivedDeliveries;
import se.tvarsyn.operations.ToWarehouse;
import se.tvarsyn.pseudonymization.HomeKeys;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.Pseudonymize;
import se.tvarsyn.pseudonymization.TokenKey;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.quarantine.QuarantineRejected;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.FileArchive;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.validation.ValidateRecords;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;
import se.tvarsyn.zones.KnownSender;
import se.tvarsyn.zones.Outbox;
import se.tvarsyn.zones.PackBatches;
import se.tvarsyn.zones.ReceiveBatches;
import se.tvarsyn.zones.ZoneKeys;
import se.tvarsyn.zones.ZonePublicKey;

/** A home with its warehouse open, ready to take deliveries. */
public final class Installation implements AutoCloseable {
    private final Configuration configuration;
    private final Warehouse warehouse;
    private final Clock clock;
    private final PendingErasures pendingErasures = new PendingErasures();
    private @Nullable Parts parts;

    private Installation(Configuration configuration, Warehouse warehouse, Clock clock) {
        this.configuration = configuration;
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /** Opens the warehouse and brings its tables up to date. */
    public static Installation open(Configuration configuration, Clock clock) throws IOException {
        Warehouse warehouse = Warehouse.open(warehouseSettings(configuration));
        try {
            Migrations.apply(warehouse, configuration.home().migrations());
        } catch (RuntimeException e) {
            warehouse.close();
            throw e;
        }
        return new Installation(configuration, warehouse, clock);
    }

    /** Opens the warehouse as it is, without bringing its tables up to date. */
    public static Warehouse warehouse(Configuration configuration) throws IOException {
        return Warehouse.open(warehouseSettings(configuration));
    }

    private static WarehouseSettings warehouseSettings(Configuration configuration) throws IOException {
        Home home = configuration.home();
        TvarsynSettings settings = configuration.settings();
        Home.privateDirectory(home.state());
        WarehouseSettings embedded = WarehouseSettings.embedded(home.warehouseStorage(), home.engine());
        return settings.warehouseUrl() == null
                ? embedded
                : embedded.withServer(
                        settings.warehouseUrl(), settings.warehouseUser(), settings.warehousePasswordFile());
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    public FeedMemory memory() {
        return new FeedMemory(warehouse, clock);
    }

    public DeliveryLedger ledger() {
        return new DeliveryLedger(warehouse, clock);
    }

    /**
     * Starts the routes. One process at a time loads into a home: the order of deliveries is given here.
     *
     * @throws HomeBusy where another process loads
     */
    public Chain chain(KeyStoreFile keys, DeliveryListener listener, PullProgress progress) throws IOException {
        return chain(keys, listener, progress, (ledger, sender, tokenKeys) -> intoWarehouse(ledger, sender));
    }

    private Chain chain(KeyStoreFile keys, DeliveryListener listener, PullProgress progress, RowsTo rowsTo)
            throws IOException {
        Locked locked = lock();
        try {
            return chain(keys, listener, progress, rowsTo, locked);
        } catch (IOException | RuntimeException e) {
            locked.close();
            throw e;
        }
    }

    private Chain chain(
            KeyStoreFile keys, DeliveryListener listener, PullProgress progress, RowsTo rowsTo, Locked locked)
            throws IOException {
        Home home = configuration.home();
        Path scratch = emptied(home.scratch());
        DeliveryLedger ledger = ledger();
        BlockSender sender = new BlockSender();
        UnknownWords unknownWords = new UnknownWords();
        HomeKeys homeKeys = keys.homeKeys();
        BarredList barred = BarredList.open(home.barredList(), homeKeys.barredList());
        BarredRows barredRows = new BarredRows(
                barred, home.barredList(), new WarehouseErasure(warehouse, clock), pendingErasures);
        barredRows.agree();
        Quarantine quarantine = new Quarantine(home.directory(), homeKeys::quarantine, clock);
        quarantine.expire(Quarantine.DEFAULT_RETENTION);
        var tokenKeys = keys.tokenKeys();
        Rows rows = rowsTo.of(ledger, sender, tokenKeys);
        Deliveries deliveries = new Deliveries(
                ledger,
                configuration.mappings(),
                feed -> tokenKeys.ofPurpose().checkValue()
                        + tokenKeys.ofFeed(feed).checkValue()
                        + rows.recipe(),
                quarantine,
                rows.destination(),
                scratch,
                clock,
                listener,
                memory(),
                unknownWords,
                barredRows);
        FileArchive archive = new FileArchive(home.archive(), homeKeys::archive, clock);
        PickUp pickUp = new PickUp(
                home, configuration.settings(), configuration.mappings(), archive, memory(), clock, progress);
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
        steps.put("pseudonymize", new Pseudonymize(tokenKeys, homeKeys.barredMarks(), barred));
        steps.put("load", rows.step());
        steps.put("pickUp", pickUp);
        Chain chain = Chain.start(home.routes(), steps);
        parts = new Parts(locked, sender, pickUp, chain);
        return chain;
    }

    /**
     * The right to change the rows of this home, until it is closed.
     *
     * @throws HomeBusy where another process loads
     */
    public Locked lock() throws IOException {
        return Locked.of(configuration.home());
    }

    private ToWarehouse toWarehouse(BlockSender sender, ClaimedKeys claimedKeys) {
        return new ToWarehouse(
                sender,
                claimedKeys,
                configuration.settings()::largestRemovalPercent,
                pendingErasures,
                new WarehouseErasure(warehouse, clock));
    }

    private Rows intoWarehouse(DeliveryLedger ledger, BlockSender sender) {
        ClaimedKeys claimedKeys = new ClaimedKeys(warehouse);
        return new Rows(
                new Load(warehouse, sender, ledger::epoch, claimedKeys, pendingErasures),
                toWarehouse(sender, claimedKeys),
                "");
    }

    /**
     * Starts the routes of a sending home: the step {@code load} packs batches for another zone.
     *
     * @throws HomeBusy where another process takes deliveries
     */
    public Chain sendingChain(
            KeyStoreFile keys,
            ZoneKeys sender,
            ZonePublicKey receiver,
            Outbox outbox,
            DeliveryListener listener,
            PullProgress progress)
            throws IOException {
        return chain(keys, listener, progress, (ledger, blocks, tokenKeys) -> {
            PackBatches pack = new PackBatches(
                    sender,
                    receiver,
                    outbox,
                    tokenKeys.purpose(),
                    feed -> List.of(mark(tokenKeys.ofPurpose()), mark(tokenKeys.ofFeed(feed))),
                    ledger.identity());
            // What was loaded here once, or sent to somebody else, was not sent to this receiver.
            return new Rows(pack, pack, receiver.text());
        });
    }

    private static KeyMark mark(TokenKey key) {
        return new KeyMark(key.domain(), key.version(), key.checkValue());
    }

    /**
     * Opens the way for batches of other zones. Needs no key of a token, and has none.
     *
     * @param refusalOfFeed why a feed may not be loaded today and the mend; null where it may
     * @throws HomeBusy where another process takes deliveries
     */
    public ReceiveBatches receiving(
            ZoneKeys receiver,
            List<KnownSender> senders,
            UnaryOperator<@Nullable String> refusalOfFeed,
            DeliveryListener listener)
            throws IOException {
        Locked locked = Locked.of(configuration.home());
        emptied(configuration.home().scratch());
        DeliveryLedger ledger = ledger();
        BlockSender sender = new BlockSender();
        parts = new Parts(locked, sender, null, null);
        ClaimedKeys claimedKeys = new ClaimedKeys(warehouse);
        ReceivedDeliveries deliveries = new ReceivedDeliveries(
                warehouse,
                ledger,
                new Load(warehouse, sender, ledger::epoch, claimedKeys, pendingErasures),
                toWarehouse(sender, claimedKeys),
                memory(),
                listener,
                clock);
        return new ReceiveBatches(receiver, senders, configuration.settings().purpose(), refusalOfFeed, deliveries);
    }

    /** What a process that was killed left behind is enciphered with a key that is gone: it is removed. */
    private static Path emptied(Path scratch) throws IOException {
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
        try {
            if (parts != null) {
                parts.close();
            }
        } finally {
            warehouse.close();
        }
    }

    /** Another process loads into this home. */
    public static final class HomeBusy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HomeBusy(String home) {
            super("another process is loading into " + (home.isEmpty() ? "this home" : home)
                    + "; wait until it has finished");
        }
    }

    /**
     * Where rows go.
     *
     * @param step the bean {@code load} of the routes
     * @param recipe what of it makes a delivery another one
     */
    private record Rows(Object step, Destination destination, String recipe) {}

    private interface RowsTo {
        Rows of(DeliveryLedger ledger, BlockSender sender, TokenKeys keys);
    }

    private record Parts(
            Locked lock,
            BlockSender sender,
            @Nullable PickUp pickUp,
            @Nullable Chain chain) {
        void close() {
            if (chain != null) {
                chain.close();
            }
            if (pickUp != null) {
                pickUp.close();
            }
            sender.close();
            lock.close();
        }
    }
}
