package se.tvarsyn.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** What a source took back is remembered no longer than a retry can ask for it, and not of a person who is erased. */
class RemovalsForgottenTests {
    private static final int ERASED = 1;
    private static final int OTHER = 2;
    private static final int ROW = 10;
    private static final int ALONE = 20;
    private static final int SHARED = 30;
    private static final int CODE = 40;

    @TempDir
    private Path home;

    private Warehouse warehouse;
    private Statements statements;

    @BeforeEach
    void open() {
        MigratedStorage.into(home.resolve("warehouse/data"));
        warehouse =
                Warehouse.open(WarehouseSettings.embedded(home.resolve("warehouse/data"), Path.of("warehouse/engine")));
        Migrations.apply(warehouse, Path.of("warehouse/migrations"));
        statements = new Statements(warehouse, code -> new IllegalStateException("ClickHouse error " + code));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private static String token(int number) {
        return String.format(Locale.ROOT, "00000000-0000-8000-8000-%012d", number);
    }

    private void visit(int person, int key, int meeting, int code) {
        statements.execute("INSERT INTO core.leisure_visit (person_pseudonym, is_linkable, key_version, visited_on,"
                + " meeting_key, meeting_code_key, feed, source_key, version) SETTINGS async_insert = 0 SELECT toUUID('"
                + token(person) + "'), true, 1, toDate('2026-03-02'), toUUID('" + token(meeting) + "'), "
                + (code == 0 ? "NULL" : "toUUID('" + token(code) + "')") + ", 'leisure-dak', toUUID('" + token(key)
                + "'), 1");
    }

    private void removal(int key, int days) {
        statements.execute("INSERT INTO ops.removal (feed, table_name, removed_key, position, written_at) SETTINGS"
                + " async_insert = 0 SELECT 'leisure-dak', 'core.leisure_visit', toUUID('" + token(key)
                + "'), 7, now64(6) - INTERVAL " + days + " DAY");
    }

    private List<String> left() {
        return statements.texts("SELECT toString(removed_key) FROM ops.removal ORDER BY removed_key");
    }

    @Test
    void anErasedPersonsRemovalsGoAndThoseOfASharedMeetingStay() {
        visit(ERASED, ROW, ALONE, CODE);
        visit(ERASED, ROW + 1, SHARED, 0);
        visit(OTHER, ROW + 2, SHARED, CODE + 1);
        for (int key : List.of(ROW, ROW + 1, ROW + 2, ALONE, SHARED, CODE, CODE + 1, 99)) {
            removal(key, 0);
        }

        new WarehouseErasure(warehouse, Clock.systemUTC())
                .erase(List.of(new Pseudonym(0x0000_0000_0000_8000L, 0x8000_0000_0000_0000L | ERASED)));

        assertThat(left()).containsExactly(token(ROW + 2), token(SHARED), token(CODE + 1), token(99));
        assertThat(statements.number("SELECT count() FROM core.leisure_visit")).isEqualTo(1);
    }

    @Test
    void whatNoRetryCanAskForIsForgotten() {
        removal(1, 32);
        removal(2, 30);
        removal(3, 0);

        new LaterRemovals(warehouse).expire(Duration.ofDays(30));

        assertThat(left()).containsExactly(token(2), token(3));
    }
}
