package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.ZoneWay;
import se.tvarsyn.erasure.ErasureProof;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.settings.ZoneSettings;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.source.FolderVisit;
import se.tvarsyn.source.SourceDocument;
import se.tvarsyn.source.SourceUnreachable;
import se.tvarsyn.warehouse.WarehouseUnreachable;
import se.tvarsyn.zones.BatchRefused;
import se.tvarsyn.zones.Outbox;
import se.tvarsyn.zones.ReceiveBatches;
import se.tvarsyn.zones.ZoneKeys;
import se.tvarsyn.zones.ZonePublicKey.Role;

/** {@code receive}: sealed batches of other zones into the warehouse. */
@Command(
        name = "receive",
        description = "Proves batches of other zones and loads them; needs no key of a token, and takes none.",
        mixinStandardHelpOptions = true)
final class ReceiveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            description = "A batch, or a directory of them, instead of the inbox that zone names.")
    private @Nullable Path input;

    @Option(
            names = "--accept-removals",
            description = "Takes back rows that a complete delivery no longer has, even if they are suspiciously many.")
    private boolean removals;

    private int exit = ExitCodes.DONE;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        ZoneSettings zone = ZoneEnd.receiver(configuration);
        ZoneKeys keys = ZoneKeys.open(configuration.home().directory(), Role.RECEIVER);
        DeliveryTelling telling = new DeliveryTelling(program.err());
        try (Installation installation = Installation.open(configuration, program.clock())) {
            ReceiveBatches receive = installation.receiving(
                    keys,
                    ZoneEnd.senders(configuration, zone),
                    feed -> ZoneEnd.refusal(program, configuration, String.valueOf(feed)),
                    telling,
                    left -> program.err().println("waiting until replaced parts of " + left + " tables are removed …"));
            if (input != null) {
                takeAll(receive, documents(input).iterator());
            } else {
                visit(receive, new ZoneWay(configuration.home(), zone, program.clock()), telling);
            }
            settle(installation);
        }
        telling.counts(program.out());
        return ExitCodes.worst(exit, telling.filesExit());
    }

    /** What senders have barred is gone from the disk when this command says that it is done. */
    private void settle(Installation installation) throws IOException {
        try {
            installation.settleReceived();
        } catch (ErasureProof.NotErased e) {
            program.err().println("tvarsyn: " + e.getMessage());
            exit = ExitCodes.worst(exit, ExitCodes.PROBLEMS);
        } catch (WarehouseUnreachable e) {
            // What was loaded is told all the same; the next receive begins with this.
            exit = ExitCodes.worst(exit, Failures.tell(e, program.err()));
        }
    }

    private static Iterable<SourceDocument> documents(Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new Failure(ExitCodes.USAGE, "--input: there is no such file or directory; check the path");
        }
        return Files.isDirectory(input)
                ? FileDocument.in(input).stream()
                        .filter(d -> d.name().endsWith(Outbox.SUFFIX))
                        .toList()
                : java.util.List.of(new FileDocument(input));
    }

    private void takeAll(ReceiveBatches receive, Iterator<SourceDocument> batches) throws IOException {
        boolean goesOn = true;
        while (goesOn && batches.hasNext()) {
            goesOn = take(receive, batches.next());
        }
    }

    private void visit(ReceiveBatches receive, ZoneWay way, DeliveryTelling telling) throws IOException {
        try (FolderVisit visit = way.inbox(telling)) {
            boolean goesOn = true;
            while (goesOn) {
                SourceDocument next = visit.next();
                goesOn = next != null && take(receive, next);
            }
        } catch (SourceUnreachable e) {
            exit = ExitCodes.worst(exit, Failures.tell(e, program.err()));
        }
    }

    /** @return whether the next one may be tried: not where the warehouse is what failed */
    private boolean take(ReceiveBatches receive, SourceDocument batch) throws IOException {
        DeliveryReport report;
        try {
            report = receive.receive(batch, new se.tvarsyn.operations.Delivery.Acceptance(removals, false));
        } catch (BatchRefused e) {
            program.err().println("tvarsyn: " + e.getMessage());
            exit = ExitCodes.worst(exit, ExitCodes.PROBLEMS);
            return true;
        }
        Exception failure = report.failure();
        if (failure != null) {
            exit = ExitCodes.worst(exit, Failures.tell(failure, program.err()));
            return false;
        }
        // What the sender rejected is the sender's to mend; here it only counts.
        report.claims().stream().filter(c -> !c.isSettled()).forEach(c -> {
            program.err().println(c.message(report.delivery().feed()));
            exit = ExitCodes.worst(exit, ExitCodes.PROBLEMS);
        });
        return true;
    }
}
