package se.tvarsyn.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer on every format through its shipped mapping. Jazzer fuzzes one method a JVM, so each target is a class. */
class ReaderFuzzTests {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static @Nullable ChainUnderFuzz chain;

    static Stream<byte[]> samples() {
        return SampleDeliveries.all().stream().map(FuzzedDelivery::text);
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5m")
    void readsAnyDelivery(byte[] delivery) {
        ChainUnderFuzz open = chain;
        if (open == null) {
            open = new ChainUnderFuzz(folder);
            chain = open;
        }
        open.take(FuzzedDelivery.of(delivery));
    }
}
