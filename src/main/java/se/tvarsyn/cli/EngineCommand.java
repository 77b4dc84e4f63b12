package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.warehouse.SecondEngine;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** {@code engine}: holds a storage for the process that started it, until that closes its input. Nobody types it. */
@Command(name = SecondEngine.COMMAND, hidden = true)
final class EngineCommand implements Callable<Integer> {
    /** Releases are small. */
    private static final long MEMORY = 4L << 30;

    private static final int THREADS = 2;
    private static final int STATEMENTS = 8;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Option(names = SecondEngine.STORAGE, required = true)
    @SuppressWarnings("NullAway.Init")
    private Path storage;

    @Option(names = SecondEngine.ENGINE, required = true)
    @SuppressWarnings("NullAway.Init")
    private Path library;

    @Option(names = SecondEngine.CONFIG)
    private @Nullable Path config;

    @Override
    public Integer call() throws IOException {
        WarehouseSettings settings =
                WarehouseSettings.embedded(storage, library).withLimits(THREADS, MEMORY, STATEMENTS);
        try (Warehouse held = Warehouse.openAlone(config == null ? settings : settings.withEngineConfig(config))) {
            program.out().println(SecondEngine.READY);
            while (System.in.read() >= 0) {
                // Whatever is written here says only that the other process lives.
            }
        }
        return ExitCodes.DONE;
    }
}
