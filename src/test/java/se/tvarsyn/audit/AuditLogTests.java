package se.tvarsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTests {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private AuditLog log(int key) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) key);
        return new AuditLog(folder, new SecretKeySpec(bytes, "HmacSHA256"), NOW);
    }

    private List<String> threeEntries() throws IOException {
        List<String> heads = new ArrayList<>();
        for (String action : List.of("erase-request", "erase-approve", "query")) {
            heads.add(log(1).append("Åsa", action, Map.of("case", "BUN 2026/1", "b", "2")));
        }
        return heads;
    }

    private Path file() {
        return folder.resolve("audit.log");
    }

    @Test
    void aWholeChainIsWholeAndGivesItsHead() throws IOException {
        List<String> heads = threeEntries();
        AuditVerdict verdict = log(1).verify(null);
        assertThat(verdict.isWhole()).isTrue();
        assertThat(verdict.entries()).isEqualTo(3);
        assertThat(verdict.head()).isEqualTo(heads.get(2));
        assertThat(log(1).verify(heads.get(1)).isWhole())
                .as("a head of earlier holds though entries followed")
                .isTrue();
        assertThat(log(2).verify(null).brokenEntry()).as("another key").isEqualTo(1);
    }

    @Test
    void everyFlippedBitIsSeenAndItsEntryNamed() throws IOException {
        threeEntries();
        byte[] good = Files.readAllBytes(file());
        int entry = 1;
        for (int i = 0; i < good.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) (1 << bit);
                Files.write(file(), bad);
                AuditVerdict verdict = log(1).verify(null);
                assertThat(verdict.isWhole()).as("byte %d bit %d", i, bit).isFalse();
                assertThat(verdict.brokenEntry()).as("byte %d bit %d", i, bit).isEqualTo(entry);
            }
            entry += good[i] == '\n' ? 1 : 0;
        }
    }

    @Test
    void removedReorderedAndRepeatedEntriesAreSeen() throws IOException {
        threeEntries();
        List<String> lines = Files.readAllLines(file(), StandardCharsets.UTF_8);
        for (int i = 0; i < 2; i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            Files.write(file(), fewer, StandardCharsets.UTF_8);
            assertThat(log(1).verify(null).brokenEntry()).isEqualTo(i + 1);
        }
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 1, 2);
        Files.write(file(), swapped, StandardCharsets.UTF_8);
        assertThat(log(1).verify(null).brokenEntry()).isEqualTo(2);
        List<String> twice = new ArrayList<>(lines);
        twice.add(lines.get(2));
        Files.write(file(), twice, StandardCharsets.UTF_8);
        assertThat(log(1).verify(null).brokenEntry()).isEqualTo(4);
    }

    @Test
    void cutOffEntriesAreSeenAgainstANotedHeadOnly() throws IOException {
        List<String> heads = threeEntries();
        List<String> lines = Files.readAllLines(file(), StandardCharsets.UTF_8);
        Files.write(file(), lines.subList(0, 2), StandardCharsets.UTF_8);
        assertThat(log(1).verify(null).isWhole()).isTrue();
        AuditVerdict verdict = log(1).verify(heads.get(2));
        assertThat(verdict.brokenEntry()).isEqualTo(3);
        assertThat(verdict.problem()).contains("removed");
        Files.delete(file());
        assertThat(log(1).verify(heads.get(0)).isWhole()).isFalse();
    }

    @Test
    void anEntryWhoseWritingWasCutOffGivesWayToTheNext() throws IOException {
        threeEntries();
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 20));
        assertThat(log(1).verify(null).brokenEntry()).isEqualTo(3);
        log(1).append("Åsa", "query", Map.of());
        AuditVerdict verdict = log(1).verify(null);
        assertThat(verdict.isWhole()).isTrue();
        assertThat(verdict.entries()).isEqualTo(3);
    }

    @Test
    void entriesOfManyWritersAreOneChain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Callable<String>> work = Collections.nCopies(40, () -> log(1).append("a", "query", Map.of()));
        try {
            for (var head : writers.invokeAll(work)) {
                assertThat(log(1).verify(head.get()).isWhole()).isTrue();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(log(1).verify(null).entries()).isEqualTo(40);
    }
}
