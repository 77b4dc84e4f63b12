package se.tvarsyn.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.source.FileDocument;

/** A batch of any size is written, proven and read in a heap that is smaller than it. */
class LargeBatchTests {
    private static final int BLOCKS = 60;
    private static final int RECORDS = 15_000;

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void needsTheMemoryOfOneBlock() throws Exception {
        Path file = folder.resolve("large.tvb");
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeBatchTests.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).isEqualTo(BLOCKS * RECORDS + " rows\n");
        assertThat(Files.size(file)).isGreaterThan(32L << 20);
    }

    /** Runs in the small heap. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Batches ends = new Batches();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                OutgoingBatch batch = new OutgoingBatch(out, ends.sender, ends.receiver.publicKey(), Batches.facts())) {
            for (int block = 0; block < BLOCKS; block++) {
                batch.add(Batches.rows(block, RECORDS));
            }
            batch.finish(StandingState.NONE);
        }
        ProvenBatch proven = ProvenBatch.of(new FileDocument(file), ends.receiver, ends.senders());
        long rows = 0;
        try (ProvenBatch.Rows reading = proven.rows(Batches.TICKET)) {
            while (reading.hasNext()) {
                PseudonymousBatch block = reading.next();
                rows += block.records().size();
            }
        }
        System.out.println(rows + " rows");
    }
}
