package se.tvarsyn.publication;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import se.tvarsyn.warehouse.DerivedRows;
import se.tvarsyn.warehouse.Statements;

/**
 * What comes to a warehouse day by day, made up from a seed: lessons of two feeds, one of which also has absences without a
 * schedule; corrections that move lessons to other months and terms; lessons that are taken back and come again; deliveries
 * that count later or never; notices, sums and enrolments that come late; a person who is erased.
 */
final class LessonStory {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 10, 1);
    private static final int DAYS = 180;
    private static final int PUPILS = 9;
    private static final String LESSON_COLUMNS =
            "(person_pseudonym, is_linkable, key_version, school_unit_code, school_grade, sex, attended_on, offered_minutes,"
                    + " valid_absence_minutes, invalid_absence_minutes, unspecified_absence_minutes, is_reported, feed,"
                    + " delivery_id, source_key, version, is_deleted, has_schedule)";

    private final CoreRows rows;
    private final SplittableRandom random;
    private int day;
    private int lessons;
    private int others;

    LessonStory(CoreRows rows, long seed) {
        this.rows = rows;
        this.random = new SplittableRandom(seed);
    }

    /** A delivery of lessons; of some, what has come to be known of them since. */
    void delivery(int number, String status) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            day = Math.min(DAYS - 1, day + random.nextInt(4));
            for (int person = 1; person <= PUPILS; person++) {
                values.add(lesson(++lessons, person, day, number, 1));
            }
        }
        for (int i = 0; i < 8; i++) {
            int key = 1 + random.nextInt(lessons);
            values.add(
                    i < 2
                            ? takenBack(key, number, number * 10 + i)
                            : lesson(
                                    key,
                                    1 + random.nextInt(PUPILS),
                                    i < 5 ? random.nextInt(DAYS) : day,
                                    number,
                                    number * 10 + i));
        }
        insert(values);
        rows.delivery(number, status);
    }

    private String lesson(int key, int person, int ofDay, int delivery, int version) {
        boolean hasSchedule = !isCsv(key) || random.nextInt(3) > 0;
        int absent = random.nextInt(3) == 0 ? 60 : 0;
        int kind = person == 1 ? 1 : random.nextInt(3);
        return "('" + CoreRows.token(person) + "', " + (person != 3) + ", 1, '"
                + (random.nextInt(8) == 0 ? "" : random.nextInt(4) == 0 ? "87654321" : CoreRows.UNIT) + "', "
                + (random.nextInt(6) == 0 ? "NULL" : "7") + ", '" + (random.nextInt(6) == 0 ? "U" : "F") + "', '"
                + FIRST_DAY.plusDays(ofDay) + "', " + (hasSchedule ? 60 : 0) + ", " + (kind == 0 ? absent : 0) + ", "
                + (person == 1 ? 60 : kind == 1 ? absent : 0) + ", " + (kind == 2 ? absent : 0) + ", "
                + (random.nextInt(9) > 0) + ", '" + (isCsv(key) ? CoreRows.CSV : CoreRows.REST) + "', '"
                + CoreRows.token(delivery) + "', '" + token(key) + "', " + version + ", 0, " + hasSchedule + ")";
    }

    private static String takenBack(int key, int delivery, int version) {
        return "('" + NOBODY + "', false, 1, '', NULL, 'U', '1970-01-01', 0, 0, 0, 0, true, '"
                + (isCsv(key) ? CoreRows.CSV : CoreRows.REST) + "', '" + CoreRows.token(delivery) + "', '" + token(key)
                + "', " + version + ", 1, true)";
    }

    private static boolean isCsv(int key) {
        return key % 4 == 0;
    }

    private static String token(int key) {
        return CoreRows.token(1_000_000 + key);
    }

    private void insert(List<String> values) {
        rows.execute("INSERT INTO core.attendance " + LESSON_COLUMNS + " VALUES " + String.join(", ", values));
    }

    /** Absence that was told beforehand, and comes afterwards. */
    void notice() {
        rows.execute("INSERT INTO core.absence_notice VALUES ('" + CoreRows.token(2) + "', true, 1, '" + CoreRows.UNIT
                + "', 'leave', '" + FIRST_DAY.plusDays(20) + "', '" + FIRST_DAY.plusDays(60) + "', '" + CoreRows.REST
                + "', '" + CoreRows.token(CoreRows.LOADED) + "', '" + CoreRows.token(5_000_000 + ++others)
                + "', 1, 0)");
    }

    void enrolment() {
        rows.term(4, "8", "M", "'2025-08-15'", "NULL");
        rows.term(5, "9", "F", "'2025-08-15'", "'2026-01-20'");
    }

    /** Sums of a pupil without lessons in the term, and of one who has some. */
    void sumsOfTerm() {
        for (int person : List.of(2, PUPILS + 1)) {
            rows.execute("INSERT INTO core.attendance_period (person_pseudonym, is_linkable, key_version,"
                    + " school_unit_code, school_grade, sex, period_from_on, period_to_on, offered_minutes,"
                    + " unspecified_absence_minutes, feed, delivery_id, source_key, version, is_deleted) VALUES ('"
                    + CoreRows.token(person)
                    + "', true, 1, '76543210', 7, 'F', '2026-01-10', '2026-03-20', 6000, 700, '"
                    + CoreRows.REST + "', '" + CoreRows.token(CoreRows.LOADED) + "', '"
                    + CoreRows.token(6_000_000 + ++others) + "', 1, 0)");
        }
    }

    /** As an erasure leaves it: the rows are gone, and so is what was made of them. */
    void erased(Statements statements) {
        rows.execute("ALTER TABLE core.attendance DELETE WHERE person_pseudonym = '" + CoreRows.token(PUPILS)
                + "' SETTINGS mutations_sync = 2");
        DerivedRows.forget(statements);
    }

    /** ClickHouse merges whenever it wants to. */
    void merged() {
        rows.execute("OPTIMIZE TABLE core.attendance FINAL");
    }
}
