package se.tvarsyn.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An embedded engine in a process of its own: a process can hold one storage, with one configuration. So releases lie in a
 * storage that the facts' engine cannot reach, and who reads them reads with an analyst's rights and no others.
 */
public final class SecondEngine implements AutoCloseable {
    /** The hidden command of the program that such a process runs. */
    public static final String COMMAND = "engine";

    public static final String STORAGE = "--storage";
    public static final String ENGINE = "--library";
    public static final String CONFIG = "--rights";

    /** What the process says when it answers. */
    public static final String READY = "ready";

    private static final String MART = "mart";
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Warehouse warehouse;
    private final StorageTurns.@Nullable Wish wish;

    private SecondEngine(Process process, Warehouse warehouse, StorageTurns.@Nullable Wish wish) {
        this.process = process;
        this.warehouse = warehouse;
        this.wish = wish;
    }

    /**
     * Who may do everything: the publisher.
     *
     * @param program the command line that runs this program, without a command
     * @param storage of the second engine
     * @param library the directory with the engine's {@code package.json}
     * @throws WarehouseUnreachable where the process does not come up
     */
    public static SecondEngine ofPublisher(List<String> program, Path storage, Path library) throws IOException {
        return wanting(storage, wish -> start(program, storage, library, null, wish));
    }

    /**
     * Who may read database {@code mart} and nothing else, as {@code warehouse/access} says.
     *
     * @param access that folder
     */
    public static SecondEngine ofAnalyst(List<String> program, Path storage, Path library, Path access)
            throws IOException {
        return wanting(storage, wish -> start(program, storage, library, rights(storage, access), wish));
    }

    /** The same for whoever gives the storage up as soon as another wants it ({@link StorageTurns}). */
    public static SecondEngine ofYieldingAnalyst(List<String> program, Path storage, Path library, Path access)
            throws IOException {
        return start(program, storage, library, rights(storage, access), null);
    }

    private static Path rights(Path storage, Path access) throws IOException {
        Path parent = StorageLock.prepare(storage).resolveSibling("analyst");
        Files.createDirectories(parent);
        return new AccessFiles(access).config(parent, AccessFiles.ANALYST, false);
    }

    @FunctionalInterface
    private interface Start {
        SecondEngine with(StorageTurns.Wish wish) throws IOException;
    }

    private static SecondEngine wanting(Path storage, Start start) throws IOException {
        StorageTurns.Wish wish = new StorageTurns(StorageLock.prepare(storage)).want();
        try {
            return start.with(wish);
        } catch (IOException | RuntimeException e) {
            wish.close();
            throw e;
        }
    }

    private static SecondEngine start(
            List<String> program, Path storage, Path library, @Nullable Path config, StorageTurns.@Nullable Wish wish)
            throws IOException {
        // Said here, in the words of the process that the user started.
        EngineLibrary.in(library);
        Path prepared = StorageLock.prepare(storage);
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(COMMAND, STORAGE, prepared.toString(), ENGINE, library.toString()));
        if (config != null) {
            command.addAll(List.of(CONFIG, config.toString()));
        }
        Process process = new ProcessBuilder(command).start();
        LastWords words = LastWords.of(process);
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            if (!READY.equals(out.readLine())) {
                throw new WarehouseUnreachable("The engine of releases at " + prepared + " does not come up ("
                        + words.told() + "); see to that, or try again");
            }
            Endpoint endpoint = Endpoint.read(prepared);
            if (endpoint == null || !endpoint.answers()) {
                throw new WarehouseUnreachable("The engine of releases at " + prepared + " does not answer; try again");
            }
            return new SecondEngine(
                    process, config == null ? Warehouse.at(endpoint) : Warehouse.at(endpoint, MART), wish);
        } catch (IOException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    /** Whether its process runs; that it answers is not said. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, whatever it does: for who changes nothing, and an engine that does not answer. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** The end of its input is the sign to close. */
    @Override
    public void close() {
        try {
            end();
        } finally {
            if (wish != null) {
                wish.close();
            }
        }
    }

    private void end() {
        warehouse.close();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
