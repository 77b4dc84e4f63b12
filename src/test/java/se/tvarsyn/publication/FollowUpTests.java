package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.tvarsyn.publication.CoreRows.CSV;
import static se.tvarsyn.publication.CoreRows.UNIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.publication.CoreRows.Lesson;

/** Expected cells, worked out by hand, from rows that a real engine holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowUpTests {
    private static final String ALL_PRESENT = "0.0";

    private CoreRows rows;

    @BeforeAll
    void open(@TempDir Path home) {
        rows = CoreRows.open(home);
    }

    @AfterAll
    void close() {
        rows.close();
    }

    @BeforeEach
    void clear() {
        rows.clear();
    }

    private void pupils(int first, int count, java.util.function.UnaryOperator<Lesson> lesson) {
        for (int person = first; person < first + count; person++) {
            lesson.apply(rows.lesson(person)).add();
        }
    }

    private static AbsenceCell march(String count, String absence, String reported) {
        return cell("2026-03", count, absence, reported);
    }

    private static AbsenceCell cell(String month, String count, String absence, String reported) {
        return new AbsenceCell(month, UNIT, 7, "F", count, absence, reported);
    }

    @Test
    void showsTenPupilsAndHidesEveryMeasureOfNine() {
        pupils(1, 10, l -> l.absent(4, 3, 2));
        pupils(1, 9, l -> l.sex("M").absent(9));
        assertThat(rows.followUp().absence())
                .containsExactly(
                        march("10", "9.0", "100.0"), new AbsenceCell("2026-03", UNIT, 7, "M", "..", "..", ".."));
    }

    @Test
    void countsAPupilOnceHoweverManyLessons() {
        for (int lesson = 0; lesson < 3; lesson++) {
            pupils(1, 9, l -> l);
        }
        assertThat(rows.followUp().absence()).containsExactly(march("..", "..", ".."));
    }

    @Test
    void roundsHalvesUpToOneDecimal() {
        // 10 pupils x 2000 offered = 20 000; 9 absent x 10 + 1 absent x 40 = 130 -> 0.65 %.
        pupils(1, 9, l -> l.offered(2000).absent(10));
        pupils(10, 1, l -> l.offered(2000).absent(40));
        assertThat(rows.followUp().absence()).containsExactly(march("10", "0.7", "100.0"));
    }

    @Test
    void showsNoAbsenceAndFullAbsenceOfTenPupils() {
        pupils(1, 10, l -> l);
        pupils(1, 10, l -> l.day("2026-04-01").absent(100));
        assertThat(rows.followUp().absence())
                .containsExactly(march("10", ALL_PRESENT, "100.0"), cell("2026-04", "10", "100.0", "100.0"));
    }

    @Test
    void hidesTheShareWhereOnePupilHasMoreThanEightyPercent() {
        // 100 of 120, and 80 of 100: exactly 80 percent is shown, and two have 90.
        pupils(1, 1, l -> l.absent(100));
        pupils(2, 10, l -> l.absent(2));
        pupils(1, 1, l -> l.day("2026-04-01").absent(80));
        pupils(2, 10, l -> l.day("2026-04-01").absent(2));
        assertThat(rows.followUp().absence())
                .containsExactly(march("11", "..", "100.0"), cell("2026-04", "11", "9.1", "100.0"));
    }

    @Test
    void hidesTheShareWhereTwoPupilsHaveMoreThanNinetyPercent() {
        // 91 of 100, and 90 of 100.
        pupils(1, 1, l -> l.absent(50));
        pupils(2, 1, l -> l.absent(41));
        pupils(3, 9, l -> l.absent(1));
        pupils(1, 2, l -> l.day("2026-04-01").absent(45));
        pupils(3, 10, l -> l.day("2026-04-01").absent(1));
        assertThat(rows.followUp().absence())
                .containsExactly(march("11", "..", "100.0"), cell("2026-04", "12", "8.3", "100.0"));
    }

    @Test
    void takesTheShareOfReportedTimeAndShowsItsCoverageBeside() {
        pupils(1, 10, l -> l.absent(20));
        pupils(1, 10, l -> l.offered(300).unreported());
        assertThat(rows.followUp().absence()).containsExactly(march("10", "20.0", "25.0"));
    }

    @Test
    void hidesTheShareWhereFewerThanTenHaveReportedTime() {
        pupils(1, 9, l -> l.absent(10));
        pupils(10, 1, Lesson::unreported);
        assertThat(rows.followUp().absence()).containsExactly(march("10", "..", "90.0"));
    }

    @Test
    void tellsMissingFromHidden() {
        pupils(1, 10, Lesson::unreported);
        pupils(1, 10, l -> l.day("2026-04-01").offered(0));
        assertThat(rows.followUp().absence()).containsExactly(march("10", ".", "0.0"), cell("2026-04", "10", ".", "."));
    }

    @Test
    void keepsTheMonthsApartAtTheirBorders() {
        pupils(1, 10, l -> l.day("2026-02-28"));
        pupils(1, 11, l -> l.day("2026-03-01"));
        pupils(1, 11, l -> l.day("2026-03-31").absent(50));
        pupils(1, 12, l -> l.day("2026-04-01"));
        assertThat(rows.followUp().absence())
                .containsExactly(
                        cell("2026-02", "10", ALL_PRESENT, "100.0"),
                        march("11", "25.0", "100.0"),
                        cell("2026-04", "12", ALL_PRESENT, "100.0"));
    }

    @Test
    void leavesOutWhatTheSourceTookBack() {
        pupils(1, 10, l -> l);
        rows.lesson(10).key(5_000).version(2).add();
        rows.lesson(11).key(5_001).add();
        rows.send();
        rows.lesson(11).key(5_001).version(2).deleted().add();
        assertThat(rows.followUp().absence()).containsExactly(march("10", ALL_PRESENT, "100.0"));
    }

    @Test
    void takesTheCorrectedRowAlsoWhereItMovesToAnotherLasar() {
        pupils(1, 10, l -> l.absent(10));
        rows.lesson(11).key(6_000).absent(100).day("2025-06-30").add();
        rows.lesson(12).key(6_001).absent(100).add();
        rows.send();
        rows.lesson(11).key(6_000).version(2).absent(10).add();
        rows.lesson(12).key(6_001).version(2).absent(10).add();
        assertThat(rows.followUp().absence()).containsExactly(march("12", "10.0", "100.0"));
    }

    @Test
    void countsWholeDeliveriesOnly() {
        pupils(1, 10, l -> l);
        List<String> states = List.of("received", "loading", "held", "failed");
        for (int i = 0; i < states.size(); i++) {
            rows.delivery(10 + i, states.get(i));
            int delivery = 10 + i;
            pupils(100 + 20 * i, 20, l -> l.delivery(delivery).absent(100));
        }
        pupils(300, 20, l -> l.delivery(99).absent(100));
        assertThat(rows.followUp().absence()).containsExactly(march("10", ALL_PRESENT, "100.0"));
        rows.execute("INSERT INTO ops.delivery (delivery_id, feed, status, written_at) VALUES ('" + CoreRows.token(11)
                + "', 'x', 'loaded', now64(6))");
        assertThat(rows.followUp().absence()).containsExactly(march("30", "66.7", "100.0"));
    }

    @Test
    void neverAddsTwoFeedsOfOnePupil() {
        pupils(1, 10, l -> l.absent(10));
        pupils(1, 10, l -> l.feed(CSV).absent(90));
        // In April only the CSV and a feed without a place in the order have them.
        pupils(1, 10, l -> l.day("2026-04-01").feed(CSV).absent(5));
        pupils(1, 10, l -> l.day("2026-04-01").feed("a-new-feed").absent(70));
        // Unmapped units of the second feed are no second account.
        pupils(1, 10, l -> l.unit("").feed(CSV).absent(100));
        for (int person = 21; person <= 30; person++) {
            rows.lesson(person).unit("").add();
            rows.social(person, true, "report", "2026-01-01", "NULL");
        }
        FollowUpCells cells = rows.followUp();
        assertThat(cells.absence())
                .containsExactly(march("10", "10.0", "100.0"), cell("2026-04", "10", "5.0", "100.0"));
        // 15 of 200 minutes.
        assertThat(cells.overlap()).contains(new OverlapCell("2025/26", false, false, false, "10"));
    }

    @Test
    void takesEachUnitAndMonthFromItsOwnFeed() {
        pupils(1, 10, l -> l.absent(10));
        pupils(1, 10, l -> l.unit("87654321").feed(CSV).absent(20));
        assertThat(rows.followUp().absence())
                .containsExactly(
                        march("10", "10.0", "100.0"),
                        new AbsenceCell("2026-03", "87654321", 7, "F", "10", "20.0", "100.0"));
    }

    @Test
    void leavesUnmappedUnitsOutOfTheCutByUnitButNotOutOfTheOverlap() {
        pupils(1, 10, l -> l.unit("").absent(50));
        for (int person = 1; person <= 10; person++) {
            rows.social(person, true, "report", "2026-01-01", "NULL");
        }
        pupils(20, 10, l -> l.absent(50));
        FollowUpCells cells = rows.followUp();
        assertThat(cells.absence()).containsExactly(march("10", "50.0", "100.0"));
        assertThat(cells.overlap())
                .contains(
                        new OverlapCell("2025/26", true, true, false, "10"),
                        new OverlapCell("2025/26", true, false, false, "10"));
    }

    @Test
    void fillsMissingGradeAndSexFromTheSpellOfTheDay() {
        pupils(1, 10, l -> l.grade("NULL").sex("U"));
        pupils(1, 10, l -> l.grade("NULL").sex("U").day("2026-03-16").absent(50));
        pupils(1, 10, l -> l.grade("NULL").sex("U").day("2026-05-04"));
        rows.delivery(2, "held");
        for (int person = 1; person <= 10; person++) {
            rows.term(person, "7", "F", "NULL", "'2026-03-16'");
            rows.term(person, "8", "U", "'2026-03-16'", "'2026-04-01'");
            rows.term(person, "9", "M", "NULL", "NULL", 2);
        }
        assertThat(rows.followUp().absence())
                .containsExactly(
                        march("10", ALL_PRESENT, "100.0"),
                        new AbsenceCell("2026-03", UNIT, 8, "U", "10", "50.0", "100.0"),
                        new AbsenceCell("2026-05", UNIT, null, "U", "10", ALL_PRESENT, "100.0"));
    }

    @Test
    void countsTheUnlinkableInTheirAgencyButNotInTheOverlap() {
        pupils(1, 10, l -> l);
        pupils(11, 5, l -> l.unlinkable());
        for (int person = 1; person <= 15; person++) {
            rows.visit(person, person <= 10, "2026-01-15");
        }
        for (int person = 16; person <= 25; person++) {
            rows.lesson(person).add();
            rows.social(person, true, "service", "2024-02-01", "'2025-07-01'");
            rows.social(person, false, "service", "2024-02-01", "NULL");
        }
        FollowUpCells cells = rows.followUp();
        assertThat(cells.absence()).containsExactly(march("25", ALL_PRESENT, "100.0"));
        // Nobody with visits and without absence has a social event: a full share, hidden like the zero.
        assertThat(cells.overlap())
                .containsExactly(
                        new OverlapCell("2025/26", false, false, false, ".."),
                        new OverlapCell("2025/26", false, false, true, ".."),
                        new OverlapCell("2025/26", false, true, false, ".."),
                        new OverlapCell("2025/26", false, true, true, ".."),
                        new OverlapCell("2025/26", true, false, false, ".."),
                        new OverlapCell("2025/26", true, false, true, ".."),
                        new OverlapCell("2025/26", true, true, false, ".."),
                        new OverlapCell("2025/26", true, true, true, ".."));
        rows.social(1, true, "report", "2025-07-01", "NULL");
        pupils(30, 4, l -> l);
        for (int person = 30; person < 34; person++) {
            rows.visit(person, true, "2026-06-30");
        }
        pupils(40, 1, l -> l);
        assertThat(rows.followUp().overlap())
                .contains(
                        new OverlapCell("2025/26", false, false, true, "13"),
                        new OverlapCell("2025/26", false, true, true, ".."),
                        new OverlapCell("2025/26", false, false, false, ".."),
                        new OverlapCell("2025/26", false, true, false, "10"))
                .hasSize(8);
    }

    @Test
    void takesTheLasarOfEachEventAndEndsAReportOnItsDay() {
        // Ten pupils in each mark, so that neither side is empty.
        pupils(1, 60, l -> l.absent(10));
        for (int i = 0; i < 10; i++) {
            rows.social(1 + i, true, "report", "2025-06-30", "NULL");
            rows.social(11 + i, true, "service", "2025-06-30", "NULL");
            rows.social(21 + i, true, "investigation", "2026-07-01", "NULL");
            rows.social(31 + i, true, "service", "2025-01-01", "'2025-06-30'");
            rows.social(41 + i, true, "decision", "2026-06-30", "NULL");
            rows.visit(51 + i, true, "2026-07-01");
        }
        assertThat(rows.followUp().overlap())
                .contains(
                        new OverlapCell("2025/26", true, true, false, "20"),
                        new OverlapCell("2025/26", true, false, false, "40"));
    }

    @Test
    void takesTenPercentOverTheWholeLasarInclusive() {
        // 5 + 15 of 200 = 10 %; 5 + 14 of 200 is less; unreported time and the next läsår do not count.
        pupils(1, 20, l -> l.day("2025-07-01").absent(5));
        pupils(1, 10, l -> l.day("2026-06-30").absent(15));
        pupils(11, 10, l -> l.day("2026-06-30").absent(14));
        pupils(1, 20, l -> l.offered(900).unreported());
        pupils(1, 20, l -> l.day("2026-07-01").unreported());
        pupils(31, 20, l -> l.absent(10));
        for (int person = 21; person <= 50; person++) {
            rows.lesson(person).absent(person <= 30 ? 0 : 10).add();
            rows.social(person, true, "report", "2026-01-01", "NULL");
        }
        assertThat(rows.followUp().overlap())
                .containsExactly(
                        new OverlapCell("2025/26", false, false, false, "10"),
                        new OverlapCell("2025/26", false, false, true, ".."),
                        new OverlapCell("2025/26", false, true, false, "10"),
                        new OverlapCell("2025/26", false, true, true, ".."),
                        new OverlapCell("2025/26", true, false, false, "10"),
                        new OverlapCell("2025/26", true, false, true, ".."),
                        new OverlapCell("2025/26", true, true, false, "20"),
                        new OverlapCell("2025/26", true, true, true, ".."));
    }

    @Test
    void changesNoByteOnASecondRefreshAndLeavesNoTableBehind() {
        pupils(1, 30, l -> l.absent(10));
        pupils(1, 12, l -> l.sex("M").grade("NULL"));
        FollowUpCells first = rows.followUp();
        List<String> bytes = bytes();
        assertThat(rows.followUp()).isEqualTo(first);
        assertThat(bytes()).isEqualTo(bytes);
        assertThat(rows.texts("SELECT name FROM system.tables WHERE database = 'mart' ORDER BY name"))
                .containsExactly("fct_absence_by_month", "fct_agency_overlap");
        assertThat(rows.texts("SELECT name FROM system.tables WHERE database = 'core' AND name LIKE '%build%'"))
                .isEmpty();
        assertThat(MartSelfCheck.problems(rows.warehouse())).isEmpty();
    }

    /** Checksums of the files, not of what a query shows. */
    private List<String> bytes() {
        return rows.texts("SELECT table, rows, hash_of_uncompressed_files FROM system.parts"
                + " WHERE database = 'mart' AND active ORDER BY table, name");
    }

    @Test
    void makesEmptyCubesOfAnEmptyWarehouse() {
        assertThat(rows.followUp()).isEqualTo(new FollowUpCells(List.of(), List.of()));
    }

    @Test
    void refusesOutsideDemoHomes() {
        assertThatThrownBy(() -> FollowUp.refresh(rows.warehouse(), CoreRows.WAREHOUSE, false, (feed, table) -> true))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("demo homes");
        assertThat(rows.texts("SELECT name FROM system.tables WHERE database = 'mart'"))
                .isEmpty();
        assertThatThrownBy(() -> FollowUp.read(rows.warehouse()))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("ClickHouse error 60");
    }

    @Test
    void keepsTheOldCubesWhereAModelFailsOrIsNotSafe(@TempDir Path own) throws IOException {
        pupils(1, 10, l -> l.absent(10));
        FollowUpCells first = rows.followUp();
        pupils(1, 10, l -> l.absent(90));
        rows.send();
        copy(CoreRows.WAREHOUSE.resolve("models"), own.resolve("models"));
        copy(CoreRows.WAREHOUSE.resolve("marts"), own.resolve("marts"));
        Path cube = own.resolve("marts/overlap/fct_agency_overlap.sql");
        String good = Files.readString(cube);
        Files.writeString(cube, good.replace("FROM beside", "FROM beside WHERE throwIf(pupils >= 0, 'secret') = 0"));
        assertThatThrownBy(() -> FollowUp.refresh(rows.warehouse(), own, true, (feed, table) -> true))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("fct_agency_overlap.sql:")
                .hasMessageContaining("ClickHouse error 395")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        Files.writeString(
                cube,
                good.replace("pupil_count String", "pupil_count UInt64")
                        .replace("if(pupils < 10 OR smaller_side = 0, '..', toString(pupils))", "pupils"));
        assertThatThrownBy(() -> FollowUp.refresh(rows.warehouse(), own, true, (feed, table) -> true))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("pupil_count: a raw figure (UInt64)");
        assertThat(FollowUp.read(rows.warehouse())).isEqualTo(first);
        assertThat(rows.texts("SELECT name FROM system.tables WHERE database = 'core' AND name LIKE '%build%'"))
                .isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void makesNoCubeOfRowsWhoseFeedHasNoLegalBasisForThisPurpose() {
        String overlap = "SELECT uuid FROM system.tables WHERE name = 'fct_agency_overlap'";
        pupils(1, 10, l -> l);
        rows.followUp();
        List<String> earlier = rows.texts(overlap);
        pupils(11, 10, l -> l);
        rows.visit(1, true, "2026-03-02");
        rows.send();

        rows.models((feed, table) -> !feed.equals("leisure-dak"));
        assertThatThrownBy(() -> FollowUp.refresh(
                        rows.warehouse(), CoreRows.WAREHOUSE, true, (feed, table) -> !feed.equals("leisure-dak")))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("fct_agency_overlap was not made")
                .hasMessageContaining("leisure-dak in core.leisure_visit")
                .hasMessageNotContaining("fct_absence_by_month");
        FollowUpCells cells = FollowUp.read(rows.warehouse());
        assertThat(cells.absence()).as("its feeds have one").containsExactly(march("20", ALL_PRESENT, "100.0"));
        assertThat(rows.texts(overlap)).as("the earlier cube stands").isEqualTo(earlier);

        rows.models((feed, table) -> false);
        assertThatThrownBy(() -> FollowUp.refresh(rows.warehouse(), CoreRows.WAREHOUSE, true, (feed, table) -> false))
                .isInstanceOf(RefreshRefused.class)
                .hasMessageContaining("fct_absence_by_month was not made");
        assertThat(FollowUp.read(rows.warehouse())).isEqualTo(cells);
    }
}
