package se.tvarsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sample, changed at random from a seed, through the chain. Needs no Jazzer, so that it runs wherever the tests
 * run. {@code -Dfuzz.rounds} sets how many changed inputs a sample gets, {@code -Dfuzz.seed} where the drawing begins.
 */
class MutatedSamplesTests {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path scratch;

    @Test
    void everyChangedSampleIsReadOrRefusedWithoutAValueInWhatIsSaid() {
        run(Integer.getInteger("fuzz.rounds", 12));
    }

    @Test
    @Tag("long")
    void theSameForALongTime() {
        run(Integer.getInteger("fuzz.rounds", 1_000));
    }

    private void run(int rounds) {
        ChainUnderFuzz chain = new ChainUnderFuzz(scratch);
        long seed = Long.getLong("fuzz.seed", 20261122);
        Map<String, String> failures = new TreeMap<>();
        long rows = 0;
        long rejections = 0;
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (FuzzedDelivery sample : SampleDeliveries.all()) {
                Mutations mutations =
                        new Mutations(new Random(seed ^ sample.feed().hashCode()));
                for (int round = 0; round < rounds; round++) {
                    FuzzedDelivery changed = mutations.of(sample);
                    try {
                        ChainUnderFuzz.Outcome outcome =
                                Assertions.assertTimeoutPreemptively(LONGEST, () -> chain.take(changed));
                        rows += outcome.rows();
                        rejections += outcome.rejections().size();
                    } catch (Throwable e) {
                        failures.putIfAbsent(sample.feed() + ": " + where(e), inputOf(changed) + "\n" + e);
                    }
                }
            }
        } finally {
            System.setErr(before);
        }
        assertThat(failures).isEmpty();
        assertThat(Planted.in(printed.toString(StandardCharsets.UTF_8))).isEmpty();
        // Changes that make everything unreadable would test nothing behind the reader.
        assertThat(rows).isPositive();
        assertThat(rejections).isPositive();
    }

    /** The same fault once. */
    static String where(Throwable e) {
        List<String> ours = new ArrayList<>();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            ours.add(cause.getClass().getSimpleName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("se.tvarsyn.") && ours.size() < 8) {
                    ours.add(frame.getFileName() + ":" + frame.getLineNumber());
                }
            }
        }
        return String.join(" < ", ours);
    }

    private static String inputOf(FuzzedDelivery delivery) {
        byte[] text = delivery.text();
        return text.length > 20_000
                ? text.length + " bytes"
                : Base64.getEncoder().encodeToString(text);
    }
}
