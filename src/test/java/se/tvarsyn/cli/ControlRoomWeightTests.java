package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.operations.ShownDelivery;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.Visitor;

/** Drift after three years of twelve feeds a day, of whose deliveries every tenth had rejected records. */
class ControlRoomWeightTests {
    private static final int MOST_BYTES = 300_000;
    /** A bound that only a page that has gone wrong passes; the figures themselves are in docs/pages-drift.md. */
    private static final long MOST_MILLIS = 3_000;

    private static final int DAYS = 3 * 365;
    private static final int FEEDS = 12;
    private static final int RECORDS = 60;
    private static final List<String> REASONS = List.of("pattern", "required", "range");

    private static final Instant NEWEST = Instant.parse("2026-06-01T05:30:00Z");

    @TempDir
    private Path folder;

    private static String feed(int which) {
        return which == 0 ? ServedHome.FEED : which == 1 ? ServedHome.PULLED : "school-lesson-csv-" + which;
    }

    private static void putDeliveries(ServedHome home) {
        Statements statements =
                new Statements(home.warehouse(), code -> new IllegalStateException("ClickHouse error " + code));
        for (int f = 0; f < FEEDS; f++) {
            statements.execute(
                    "INSERT INTO ops.delivery (delivery_id, feed, scope, content_hash, recipe, sequence, status, read_count,"
                            + " accepted_count, rejected_count, protected_count, skipped_count, unlinked_count,"
                            + " unmapped_unit_count, started_at, finished_at, written_at) SELECT generateUUIDv4(), '"
                            + feed(f) + "', 'day ' || toString(number), hex(MD5(toString(number))), 'r', (" + DAYS
                            + " - number) * " + FEEDS + " + " + f + ", 'loaded', 1000, 990, if(number % 10 = 0, "
                            + RECORDS
                            + ", 0), 3, 0, 20, 0, at, at + 5, at FROM (SELECT number,"
                            + " toDateTime64('2026-06-01 05:30:00', 3, 'UTC') - toIntervalDay(number) AS at FROM numbers("
                            + DAYS + "))");
        }
    }

    /** Files of the quarantine as their writer leaves them; payloads are there for the last thirty days. */
    private static void putRejected(Path home) throws IOException {
        for (int f = 0; f < FEEDS; f++) {
            Path quarantine =
                    Files.createDirectories(home.resolve(".tvarsyn/quarantine").resolve(feed(f)));
            for (int day = f % 10; day < DAYS; day += 10) {
                Instant at = ServedHome.CLOCK.instant().minus(Duration.ofDays(day));
                try (BufferedWriter out = Files.newBufferedWriter(quarantine.resolve(UUID.randomUUID() + ".q"))) {
                    for (int i = 0; i < RECORDS; i++) {
                        String state = day < 30
                                ? "\"payload\":\"AAAA\""
                                : "\"discardedBy\":\"retention\",\"discardedAt\":\"" + at.plus(Duration.ofDays(30))
                                        + "\"";
                        out.write(("{\"place\":\"0.%d\",\"type\":\"lesson\",\"document\":\"lessons.csv\",\"line\":%d,"
                                        + "\"field\":\"lektion_start\",\"reason\":\"%s\",\"mend\":\"m\",\"at\":\"%s\",%s}\n")
                                .formatted(i, i, REASONS.get(i % REASONS.size()), at, state));
                    }
                }
            }
        }
    }

    @Test
    void everyPageIsSmallAndSoonThereAfterThreeYears() throws IOException {
        try (ServedHome home = new ServedHome(folder)) {
            putDeliveries(home);
            putRejected(home.program.home());
            Visitor technician = home.as(Role.OPERATOR);
            assertThat(home.operator.feeds())
                    .filteredOn(feed -> feed.deliveries() > 0)
                    .hasSize(FEEDS)
                    .allSatisfy(feed -> {
                        assertThat(feed.deliveries()).isEqualTo(DAYS);
                        assertThat(feed.freshness().deliveredAt()).isEqualTo(NEWEST.plusSeconds(5));
                        assertThat(feed.lastDelivery()).isNotNull().returns(NEWEST, ShownDelivery::startedAt);
                    });
            List<ShownDelivery> newest = home.operator.deliveries(ServedHome.FEED, 3);
            assertThat(newest)
                    .extracting(ShownDelivery::startedAt)
                    .containsExactly(NEWEST, NEWEST.minus(Duration.ofDays(1)), NEWEST.minus(Duration.ofDays(2)));
            assertThat(home.operator.releases().loadedAt()).isEqualTo(NEWEST.plusSeconds(5));
            List<String> pages = new ArrayList<>(ControlRoomTests.PAGES);
            pages.add("/drift/delivery/" + newest.get(0).id());
            List<String> told = new ArrayList<>();
            for (String path : pages) {
                technician.get(path);
                long start = System.nanoTime();
                HttpResponse<String> answer = technician.get(path);
                long millis = (System.nanoTime() - start) / 1_000_000;
                int bytes = answer.body().getBytes(StandardCharsets.UTF_8).length;
                told.add(path + " " + bytes + " bytes, " + millis + " ms");
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(bytes).as(path).isLessThan(MOST_BYTES);
                assertThat(millis).as(path).isLessThan(MOST_MILLIS);
            }
            assertThat(technician.get("/drift/quarantine").body())
                    .as("some are shown, and it says that there are more")
                    .containsPattern("Här visas de nyaste. [1-9][0-9]* äldre listas av ./tvarsyn quarantine list");
            System.out.println("pages of Drift after three years: " + told);
        }
    }
}
