package se.tvarsyn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import se.tvarsyn.application.Chain;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.KeyPlace;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.LegalBasisRegister;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.ZoneSettings;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.source.SourceDocument;
import se.tvarsyn.zones.Outbox;
import se.tvarsyn.zones.ZoneKeys;
import se.tvarsyn.zones.ZonePublicKey;

/** What {@code load}, {@code run} and {@code demo} share: the running chain, and telling what became of deliveries. */
final class Intake implements AutoCloseable {
    private final Installation installation;
    private final Chain chain;
    private final DeliveryTelling telling;

    private Intake(Installation installation, Chain chain, DeliveryTelling telling) {
        this.installation = installation;
        this.chain = chain;
        this.telling = telling;
    }

    /** Opens keys, warehouse and routes of a home. */
    static Intake open(Tvarsyn program, Configuration configuration, boolean isDemo) throws IOException {
        ZoneEnd.refuseRawSources(configuration);
        return open(
                program,
                configuration,
                program.keys(configuration.home(), place(program, configuration), isDemo),
                (installation, keys, telling) -> installation.chain(keys, telling, telling));
    }

    /** Opens keys, ledger and routes of a home whose rows go to another zone. */
    static Intake sending(Tvarsyn program, Configuration configuration, ZoneSettings zone, Outbox outbox)
            throws IOException {
        ZoneKeys sender = ZoneKeys.open(configuration.home().directory(), ZonePublicKey.Role.SENDER);
        ZonePublicKey receiver =
                ZoneEnd.key(configuration, ZonePublicKey.Role.RECEIVER, String.valueOf(zone.receiverKey()));
        return open(
                program,
                configuration,
                program.keys(configuration.home(), place(program, configuration), false),
                (installation, keys, telling) ->
                        installation.sendingChain(keys, sender, receiver, outbox, telling, telling));
    }

    private static KeyProvider place(Tvarsyn program, Configuration configuration) {
        return KeyPlace.of(configuration.home(), configuration.settings(), program.clock());
    }

    private interface ChainOf {
        Chain start(Installation installation, KeyStoreFile keys, DeliveryTelling telling) throws IOException;
    }

    private static Intake open(Tvarsyn program, Configuration configuration, KeyStoreFile keys, ChainOf chain)
            throws IOException {
        Installation installation = Installation.open(configuration, program.clock());
        try {
            DeliveryTelling telling = new DeliveryTelling(program.err());
            return new Intake(installation, chain.start(installation, keys, telling), telling);
        } catch (IOException | RuntimeException e) {
            installation.close();
            throw e;
        }
    }

    Installation installation() {
        return installation;
    }

    /** Sends one of our types into a route. */
    void send(String route, Object body) {
        chain.send(route, body);
    }

    List<DeliveryReport> reports() {
        return telling.reports();
    }

    /** Prints the counts of every feed that was taken, and gives the exit code. */
    int summary(PrintStream out) {
        return telling.summary(out);
    }

    /** Prints the counts of every feed that was taken. */
    void counts(PrintStream out) {
        telling.counts(out);
    }

    @Override
    public void close() {
        installation.close();
    }

    /** The mapping of a feed. */
    static Mapping mapping(Configuration configuration, String feed) {
        Mapping mapping = configuration.mappings().get(feed);
        if (mapping == null) {
            throw new Failure(
                    ExitCodes.USAGE,
                    "there is no feed '" + feed + "'; there are "
                            + String.join(", ", new TreeMap<>(configuration.mappings()).keySet()));
        }
        return mapping;
    }

    /** One file, or a directory: one delivery a file, or the whole directory where it holds the pages of one pull. */
    static List<Delivery> deliveries(Mapping mapping, Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new Failure(ExitCodes.USAGE, "--input: there is no such file or directory; check the path");
        }
        if (!Files.isDirectory(input)) {
            return List.of(Delivery.ofFile(mapping.feed(), List.of(new FileDocument(input))));
        }
        List<SourceDocument> documents = FileDocument.in(input);
        if (documents.isEmpty()) {
            throw new Failure(ExitCodes.PROBLEMS, "--input: the directory holds no files");
        }
        if (mapping.format().isDirectoryOneDelivery(mapping.settings())) {
            return List.of(Delivery.ofFile(mapping.feed(), documents));
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (SourceDocument document : documents) {
            deliveries.add(Delivery.ofFile(mapping.feed(), List.of(document)));
        }
        return deliveries;
    }

    /**
     * Refuses feeds without a legal basis, and says which run on a trial.
     *
     * @return the feeds that may run, in their order; the others are told
     * @throws Failure where none may
     */
    static List<String> lawful(Tvarsyn program, Configuration configuration, List<String> feeds) {
        LocalDate today = LocalDate.now(program.clock());
        LegalBasisRegister register = configuration.settings().register();
        boolean isServer = configuration.settings().warehouseUrl() != null;
        List<String> lawful = new ArrayList<>();
        List<Problem> refusals = new ArrayList<>();
        List<String> trials = new ArrayList<>();
        for (String feed : feeds) {
            Set<FactTable> tables = mapping(configuration, feed).tables();
            Problem refusal = register.refusal(feed, tables, today, isServer);
            if (refusal != null) {
                refusals.add(refusal);
                continue;
            }
            lawful.add(feed);
            if (!register.trials(feed, tables, today).isEmpty()) {
                trials.add(feed);
            }
        }
        refusals.forEach(program.err()::println);
        if (lawful.isEmpty()) {
            throw new Failure(ExitCodes.PROBLEMS, "nothing was loaded: no feed has a legal basis that is valid today");
        }
        if (!trials.isEmpty()) {
            program.err()
                    .println("trial: the legal basis of " + String.join(", ", trials)
                            + " is a trial entry; complete it before real use");
        }
        return lawful;
    }

    static boolean isLoaded(DeliveryReport report) {
        return report.delivery().status() == DeliveryStatus.LOADED;
    }
}
