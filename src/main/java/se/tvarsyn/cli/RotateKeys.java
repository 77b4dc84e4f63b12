package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Rotations;
import se.tvarsyn.application.RouteFiles;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.rotation.RotationOutcome;

/** {@code keys rotate}: the whole campaign to the next version; run again, it finishes what was broken off. */
@Command(
        name = "rotate",
        description =
                "Brings a domain's keys and every stored token to the next version. Run it again if it broke off.",
        mixinStandardHelpOptions = true)
final class RotateKeys implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private KeysCommand keys;

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "D",
            description = "The purpose, and every feed's domain with it; or one feed's domain alone.")
    @SuppressWarnings("NullAway.Init")
    private String domain;

    @Option(
            names = "--mode",
            required = true,
            paramLabel = "MODE",
            description = "chain: new tokens are made of the stored ones; the older keys stay as inner keys."
                    + " reload: every row comes again from its source; the older keys are destroyed.")
    @SuppressWarnings("NullAway.Init")
    private String mode;

    @Option(
            names = "--input",
            paramLabel = "FEED=PATH",
            description = "reload: files of a feed that cannot be pulled again, oldest first; may be given again.")
    private List<String> inputs = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (!mode.equals("chain") && !mode.equals("reload")) {
            throw new Failure(ExitCodes.USAGE, "--mode: use chain or reload");
        }
        if (mode.equals("chain") && !inputs.isEmpty()) {
            throw new Failure(ExitCodes.USAGE, "--input: belongs to --mode reload; leave it out");
        }
        Configuration configuration = keys.configuration();
        KeyStoreFile store = keys.keys(configuration);
        Tvarsyn program = keys.program();
        Map<String, Rotations.Source> sources = mode.equals("reload") ? sources(configuration) : Map.of();
        try (Installation installation = Installation.open(configuration, program.clock())) {
            AuditLog audit =
                    new AuditLog(configuration.home().audit(), store.homeKeys().audit(), program.clock());
            String actor = System.getProperty("user.name", "?");
            audit.append(actor, "keys-rotate", Map.of("domain", domain, "mode", mode));
            Rotations rotations = new Rotations(installation, store, program.err()::println);
            DeliveryTelling telling = new DeliveryTelling(program.err());
            RotationOutcome outcome = mode.equals("chain")
                    ? rotations.chain(domain)
                    : rotations.reload(domain, sources, telling, telling);
            audit.append(
                    actor,
                    "keys-rotated",
                    Map.of("domain", domain, "mode", mode, "versions", String.join(", ", outcome.versions())));
            outcome.versions().forEach(program.out()::println);
            program.out()
                    .println((outcome.wasResumed() ? "finished the rotation that was broken off: " : "rotated: ")
                            + outcome.tableCount() + " tables proven equal and exchanged; the older keys "
                            + (mode.equals("chain") ? "stay as inner keys" : "are destroyed")
                            + ". Make a backup of warehouse and keys together.");
        }
        return ExitCodes.DONE;
    }

    /** Interfaces are pulled in full. A folder of files may lack those that were taken: it needs --input. */
    private Map<String, Rotations.Source> sources(Configuration configuration) throws IOException {
        Map<String, Rotations.Source> sources = new TreeMap<>();
        for (String feed : configuration.settings().sources().keySet()) {
            if (configuration.mappings().containsKey(feed) && RouteFiles.isPulled(configuration.home(), feed)) {
                PullRequest request = new PullRequest(feed, null, null, true, Delivery.Acceptance.NOTHING);
                sources.put(feed, chain -> chain.send(feed, request));
            }
        }
        Map<String, List<Delivery>> deliveries = new LinkedHashMap<>();
        for (String input : inputs) {
            int at = input.indexOf('=');
            if (at < 1) {
                throw new Failure(ExitCodes.USAGE, "--input: write FEED=PATH");
            }
            Mapping mapping = Intake.mapping(configuration, input.substring(0, at));
            deliveries
                    .computeIfAbsent(mapping.feed(), f -> new ArrayList<>())
                    .addAll(Intake.deliveries(mapping, Path.of(input.substring(at + 1))));
        }
        deliveries.forEach((feed, all) -> sources.put(feed, chain -> all.forEach(one -> chain.send("intake", one))));
        // What may not be loaded any more cannot come again: the rotation then names the feed.
        if (!sources.isEmpty()) {
            sources.keySet().retainAll(Intake.lawful(keys.program(), configuration, List.copyOf(sources.keySet())));
        }
        return sources;
    }
}
