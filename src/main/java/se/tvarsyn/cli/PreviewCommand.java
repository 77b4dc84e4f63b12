package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Preview;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.operations.Delivery;

/** {@code preview}: what a load would take and refuse, without loading. */
@Command(
        name = "preview",
        description = "Dry run: accepted records and rejections as JSON lines; loads nothing.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Parameters(paramLabel = "FEED", description = "Name of the feed.")
    @SuppressWarnings("NullAway.Init")
    private String feed;

    @Option(names = "--input", required = true, paramLabel = "PATH", description = "File or directory.")
    @SuppressWarnings("NullAway.Init")
    private Path input;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N lines.")
    private long limit = Long.MAX_VALUE;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        ZoneEnd.refuseRawInReceiver(configuration);
        Mapping mapping = Intake.mapping(configuration, feed);
        List<Delivery> deliveries = Intake.deliveries(mapping, input);
        Path scratch = Files.createTempDirectory(configuration.home().scratch(), "preview-");
        try {
            Preview preview = new Preview(configuration, program.clock(), scratch, limit);
            boolean isClean = true;
            for (Delivery delivery : deliveries) {
                isClean &= preview.run(delivery, program.out()::println);
            }
            return isClean ? ExitCodes.DONE : ExitCodes.PROBLEMS;
        } finally {
            BenchCommand.delete(scratch);
        }
    }
}
