package se.tvarsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.settings.Problem;

/** Every shipped mapping and a full {@code tvarsyn.yaml}, changed at random from a seed. */
class MutatedYamlTests {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Every kind of setting. */
    static final byte[] SETTINGS = """
            purpose: uppfoljning
            controller: {name: Nämnden, contact: namnden@example.se, dpo: dso@example.se}
            warehouse:
              url: https://clickhouse.example.se:8443
              user: tvarsyn
              password-file: secrets/warehouse
            sources:
              leisure-dak: {directory: inbox/dak, complete: true, largest-removal-percent: 10}
              school-ss12000: {url: "https://skola.example.se/v2", from: "2026-08-01", header-files: {X-Key: secrets/key}}
            legal-basis:
              - feed: leisure-dak
                purpose: uppfoljning
                law: SFS 2018:218, 3 kap. 1 §
                decision: KS 2026/17
                valid-from: 2026-08-01
                valid-to: 2027-06-30
              - feed: school-ss12000
                trial: true
            """.getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void everyChangedMappingIsReadOrItsProblemsAreListed() {
        mappings(Integer.getInteger("fuzz.rounds", 40));
    }

    @Test
    void everyChangedSettingsFileIsReadOrItsProblemsAreListed() {
        settings(Integer.getInteger("fuzz.rounds", 300));
    }

    @Test
    @Tag("long")
    void theSameForALongTime() {
        mappings(Integer.getInteger("fuzz.rounds", 5_000));
        settings(Integer.getInteger("fuzz.rounds", 50_000));
    }

    /** Whoever writes a password into the file by mistake must not find it in a log. */
    @Test
    void noProblemShowsASecretInPlaceOfAnAddressOrAFile() {
        YamlUnderFuzz yaml = new YamlUnderFuzz(folder);
        String text = new String(SETTINGS, StandardCharsets.UTF_8);
        for (String value : new String[] {
            "https://clickhouse.example.se:8443",
            "secrets/warehouse",
            "\"https://skola.example.se/v2\"",
            "secrets/key",
            "inbox/dak",
            "2026-08-01",
            "uppfoljning",
            "true",
            "10"
        }) {
            for (String shape : new String[] {
                "%s",
                "\"%s\"",
                "*%s",
                "!%s x",
                "https://u:%s@h/",
                "https://h/?p=%s",
                "[%s]",
                "{a: %s}",
                "h ttp://%s",
                "%s: x"
            }) {
                String written = text.replaceFirst(value, shape.formatted(YamlUnderFuzz.SECRET));
                for (Problem problem : yaml.readSettings(written.getBytes(StandardCharsets.UTF_8))) {
                    assertThat(problem.toString()).as(value + " as " + shape).doesNotContain(YamlUnderFuzz.SECRET);
                }
            }
        }
    }

    private void mappings(int rounds) {
        YamlUnderFuzz yaml = new YamlUnderFuzz(folder);
        long[] good = {0};
        run(rounds, YamlUnderFuzz.shippedMappings(), text -> good[0] += yaml.readsMapping(text) ? 1 : 0);
        assertThat(good[0]).as("changed mappings that can be used").isPositive();
    }

    private void settings(int rounds) {
        YamlUnderFuzz yaml = new YamlUnderFuzz(folder);
        run(rounds, java.util.List.of(SETTINGS), yaml::readSettings);
    }

    private static void run(int rounds, Iterable<byte[]> seeds, Consumer<byte[]> target) {
        Map<String, String> failures = new TreeMap<>();
        Mutations mutations = new Mutations(new Random(Long.getLong("fuzz.seed", 20261122)));
        for (byte[] seed : seeds) {
            for (int round = 0; round < rounds; round++) {
                byte[] changed = mutations.changed(seed);
                try {
                    Assertions.assertTimeoutPreemptively(LONGEST, () -> target.accept(changed));
                } catch (Throwable e) {
                    failures.putIfAbsent(MutatedSamplesTests.where(e), new String(changed, StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(failures).isEmpty();
    }
}
