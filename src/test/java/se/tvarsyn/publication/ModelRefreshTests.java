package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.models.ModelInputs;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.settings.FollowUpSettings;

/** What is made anew, and that it is what a whole refresh would have made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelRefreshTests {
    private static final String MONTHS =
            "SELECT person_pseudonym, month_on, sum(offered_minutes), sum(unspecified_minutes)"
                    + " FROM model.int_lesson_month GROUP BY ALL ORDER BY ALL";
    private static final String PERIODS = "SELECT * FROM model.int_pupil_period ORDER BY ALL";
    private static final BiPredicate<String, FactTable> ALL = (feed, table) -> true;

    private CoreRows rows;

    @BeforeAll
    void open(@TempDir Path home) {
        rows = CoreRows.open(home);
    }

    @AfterAll
    void close() {
        rows.close();
    }

    private ModelRefresh.Done refresh(Path root, BiPredicate<String, FactTable> allows) {
        return new ModelRefresh(rows.warehouse(), root, Clock.systemUTC())
                .run(
                        new ModelInputs(LocalDate.of(2026, 6, 30), FollowUpSettings.defaults(), List.of()),
                        allows,
                        model -> {});
    }

    private void isWhatAWholeRefreshGives() {
        List<String> kept = rows.texts(MONTHS);
        List<String> keptPeriods = rows.texts(PERIODS);
        rows.execute("TRUNCATE TABLE ops.model_refresh");
        assertThat(refresh(CoreRows.WAREHOUSE, ALL).isWhole()).isTrue();
        assertThat(kept).isNotEmpty().isEqualTo(rows.texts(MONTHS));
        assertThat(keptPeriods).isNotEmpty().isEqualTo(rows.texts(PERIODS));
    }

    @Test
    void onlyMonthsThatDeliveriesTouchAreMadeAnewAlsoThoseThatALessonHasLeft() {
        rows.clear();
        rows.lesson(1).day("2025-09-01").key(901).absent(10).add();
        rows.lesson(1).day("2026-02-02").key(902).absent(20).add();
        rows.lesson(2).day("2024-09-02").key(903).add();
        rows.send();
        rows.execute("TRUNCATE TABLE ops.model_refresh");
        assertThat(refresh(CoreRows.WAREHOUSE, ALL).isWhole()).isTrue();

        assertThat(refresh(CoreRows.WAREHOUSE, ALL)).as("nothing came").satisfies(done -> {
            assertThat(done.isWhole()).isFalse();
            assertThat(done.months()).isEmpty();
        });

        rows.delivery(2, "loaded");
        rows.lesson(1).day("2026-03-02").delivery(2).add();
        rows.send();
        assertThat(refresh(CoreRows.WAREHOUSE, ALL).months()).containsExactly("202603");

        // The lesson of September was held in February, and the one of 2024 was taken back.
        rows.delivery(3, "loaded");
        rows.lesson(1)
                .day("2026-02-09")
                .key(901)
                .version(2)
                .delivery(3)
                .absent(10)
                .add();
        rows.lesson(2)
                .day("1970-01-01")
                .key(903)
                .version(2)
                .delivery(3)
                .deleted()
                .add();
        rows.send();
        ModelRefresh.Done moved = refresh(CoreRows.WAREHOUSE, ALL);
        assertThat(moved.isWhole()).isFalse();
        assertThat(moved.months()).containsExactlyInAnyOrder("202409", "202509", "202602");
        assertThat(rows.texts(MONTHS)).noneMatch(row -> row.contains("2025-09") || row.contains("2024-09"));

        // And back again. February is made anew each time, March and 2024 stand as the refreshes before left them.
        rows.delivery(4, "loaded");
        rows.lesson(1)
                .day("2025-09-01")
                .key(901)
                .version(3)
                .delivery(4)
                .absent(30)
                .add();
        rows.send();
        assertThat(refresh(CoreRows.WAREHOUSE, ALL).months()).containsExactlyInAnyOrder("202509", "202602");
        isWhatAWholeRefreshGives();
    }

    /** Bands of the month after, spells and occasions that began before: all that one month tells of another. */
    @Test
    void monthsBeforeTheFirstThatALessonTouchesStayAsTheyAre() {
        changed(List.of("2026-04-10"));
        rows.visit(2, true, "2026-03-02");
        assertThat(refresh(CoreRows.WAREHOUSE, ALL).kept())
                .as("another agency's facts")
                .isNull();
        isWhatAWholeRefreshGives();
    }

    @Test
    @Tag("long")
    void soTheyDoWhereTheLastMonthOrAnEarlyOneIsTouched() {
        changed(List.of("2026-05-20", "2026-04-10", "2026-03-03"));
    }

    private void changed(List<String> days) {
        rows.clear();
        for (int person = 1; person <= 3; person++) {
            for (LocalDate day = LocalDate.of(2026, 2, 16);
                    day.isBefore(LocalDate.of(2026, 5, 20));
                    day = day.plusDays(3)) {
                rows.lesson(person)
                        .day(day.toString())
                        .key(person * 1000 + day.getDayOfYear())
                        .absent(person == 1 ? 60 : day.getDayOfMonth() % 2 * 10)
                        .add();
            }
        }
        rows.send();
        rows.execute("TRUNCATE TABLE ops.model_refresh");
        refresh(CoreRows.WAREHOUSE, ALL);

        for (String changed : days) {
            int number = 20 + changed.hashCode() % 10;
            rows.delivery(number, "loaded");
            LocalDate day = LocalDate.parse(changed);
            rows.lesson(1)
                    .day(changed)
                    .key(1000 + day.getDayOfYear())
                    .version(2)
                    .delivery(number)
                    .absent(0)
                    .add();
            rows.lesson(2)
                    .day(changed)
                    .key(7000 + day.getDayOfYear())
                    .delivery(number)
                    .absent(60)
                    .add();
            rows.send();
            ModelRefresh.Done done = refresh(CoreRows.WAREHOUSE, ALL);
            assertThat(done.isWhole()).isFalse();
            assertThat(done.kept())
                    .isNotNull()
                    .extracting(ModelRefresh.Kept::from)
                    .isEqualTo(LocalDate.parse(changed).withDayOfMonth(1));
            isWhatAWholeRefreshGives();
        }
    }

    @Test
    void onlyWholeDeliveriesCountAndOneThatBecomesWholeMakesEverythingAnew() {
        rows.clear();
        rows.delivery(5, "loading");
        rows.delivery(6, "received");
        rows.delivery(7, "held");
        rows.delivery(8, "failed");
        rows.lesson(3).day("2026-03-02").add();
        // The last of them is a delivery that the ledger does not know.
        for (int delivery = 5; delivery <= 9; delivery++) {
            rows.lesson(3).day("2026-03-03").delivery(delivery).absent(50).add();
        }
        rows.send();
        refresh(CoreRows.WAREHOUSE, ALL);
        List<String> without = rows.texts(MONTHS);
        assertThat(without).singleElement().asString().endsWith("|2026-03-01|100|0");
        rows.delivery(5, "loaded");
        refresh(CoreRows.WAREHOUSE, ALL);
        assertThat(rows.texts(MONTHS)).isNotEqualTo(without);
        isWhatAWholeRefreshGives();
    }

    @Test
    void rowsOfAFeedWithoutALegalBasisAreInNoTable() {
        rows.clear();
        rows.lesson(4).day("2026-03-02").add();
        rows.visit(4, true, "2026-03-02");
        rows.lesson(5).feed(CoreRows.CSV).day("2026-03-02").add();
        rows.send();
        assertThat(refresh(CoreRows.WAREHOUSE, (feed, table) -> !feed.equals(CoreRows.CSV))
                        .feedsLeftOut())
                .containsExactly(CoreRows.CSV);
        assertThat(rows.texts("SELECT count() FROM model.int_loaded_delivery WHERE feed = '" + CoreRows.CSV + "'"))
                .containsExactly("0");
    }

    @Test
    void theOldTablesStandWhereAModelFails(@TempDir Path own) throws IOException {
        rows.clear();
        rows.lesson(6).day("2026-03-02").add();
        rows.send();
        refresh(CoreRows.WAREHOUSE, ALL);
        List<String> before = rows.texts("SELECT name, uuid FROM system.tables WHERE database = 'model' ORDER BY name");
        try (Stream<Path> files = Files.walk(CoreRows.WAREHOUSE.resolve("models"))) {
            for (Path file : files.toList()) {
                Files.copy(file, own.resolve(CoreRows.WAREHOUSE.relativize(file).toString()));
            }
        }
        Path model = own.resolve("models/int_pupil_period.sql");
        Files.writeString(
                model,
                Files.readString(model).replace("    pupils.reported_minutes > 0,", "    throwIf(true, 'secret'),"));
        rows.lesson(7).day("2026-03-02").add();
        rows.send();
        assertThatThrownBy(() -> refresh(own, ALL))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("int_pupil_period.sql:")
                .hasMessageContaining("ClickHouse error 395")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(rows.texts("SELECT name, uuid FROM system.tables WHERE database = 'model' ORDER BY name"))
                .isEqualTo(before);
    }
}
