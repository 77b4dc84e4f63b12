package se.tvarsyn.publication;

import java.time.LocalDate;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Lessons by a formula that SQL and Java both work out: three a school day of each pupil, an hour each, in two läsår of 178
 * school days. Tokens are random, of version 8.
 *
 * @param pupils how many; 100,000 have 107 million lessons
 */
record MadeUpLessons(int pupils) {
    static final String FEED = "school-ss12000";
    static final int LESSONS_OF_A_DAY = 3;
    static final int DAYS_OF_A_YEAR = 178;
    static final int DAYS = 2 * DAYS_OF_A_YEAR;
    static final int UNITS = 60;
    private static final LocalDate FIRST = LocalDate.of(2024, 8, 19);
    private static final LocalDate SECOND = LocalDate.of(2025, 8, 18);
    /** All of a UUID's bits but those of its version and variant; then those. */
    private static final String FREE = "toUInt128('85070591730234615865843651857941991423')";

    private static final String FIXED = "toUInt128('170141183460469231731687303715884138496')";

    /** The day with a number; those of the second läsår go on after its 178 days. */
    static LocalDate date(int day) {
        int ofYear = day < DAYS_OF_A_YEAR ? day : day - DAYS_OF_A_YEAR;
        return (day < DAYS_OF_A_YEAR ? FIRST : SECOND).plusDays(ofYear / 5 * 7L + ofYear % 5);
    }

    static boolean isReported(long pupil, int day, int lesson) {
        return (pupil * 7 + day * 3L + lesson) % 37 != 0;
    }

    static boolean isAbsent(long pupil, int day, int lesson) {
        return (pupil * 31 + day * 17L + lesson * 7L) % 25 < 2 && isReported(pupil, day, lesson);
    }

    /** Half of the pupils only have valid absence, the others invalid. */
    static boolean isInvalid(long pupil) {
        return pupil % 2 == 1;
    }

    static String unit(long pupil) {
        return Long.toString(10_000_000 + pupil % UNITS);
    }

    private static String token(String number) {
        return "reinterpret(bitOr(bitAnd(reinterpret(sipHash128(" + number + "), 'UInt128'), " + FREE + "), " + FIXED
                + "), 'UUID')";
    }

    /** Fills the days from one to another, not included, as deliveries of one day each. */
    String insertLessons(int from, int to) {
        return String.format(
                Locale.ROOT,
                """
                INSERT INTO core.attendance (person_pseudonym, is_linkable, key_version, school_unit_code, school_grade,
                    sex, attended_on, offered_minutes, present_minutes, valid_absence_minutes, invalid_absence_minutes,
                    is_reported, feed, delivery_id, source_key, version, is_deleted)
                SELECT %s, true, 1, toString(10000000 + pupil %% %d), pupil %% 10, if(pupil %% 2 = 0, 'F', 'M'),
                    if(day < %d, toDate('%s'), toDate('%s')) + intDiv(of_year, 5) * 7 + of_year %% 5, 60,
                    if(reported, 60 - absence, 0), if(pupil %% 2 = 0, absence, 0), if(pupil %% 2 = 1, absence, 0),
                    reported, '%s', %s, %s, 1, 0
                FROM
                (
                    SELECT
                        number,
                        number %% %d AS pupil,
                        toUInt32(intDiv(number, %d)) AS slot,
                        intDiv(slot, %d) AS day,
                        slot %% %d AS lesson,
                        if(day < %d, day, day - %d) AS of_year,
                        (pupil * 7 + day * 3 + lesson) %% 37 != 0 AS reported,
                        if((pupil * 31 + day * 17 + lesson * 7) %% 25 < 2 AND reported, 60, 0) AS absence
                    FROM numbers(%d, %d)
                )
                SETTINGS async_insert = 0, max_insert_threads = 2, max_partitions_per_insert_block = 100
                """,
                token("'pupil', pupil"),
                UNITS,
                DAYS_OF_A_YEAR,
                FIRST,
                SECOND,
                FEED,
                token("'delivery', day"),
                token("'lesson', number"),
                pupils,
                pupils,
                LESSONS_OF_A_DAY,
                LESSONS_OF_A_DAY,
                DAYS_OF_A_YEAR,
                DAYS_OF_A_YEAR,
                lessons(from),
                lessons(to) - lessons(from));
    }

    /** The deliveries of those days, loaded. */
    String insertDeliveries(int from, int to) {
        return "INSERT INTO ops.delivery (delivery_id, feed, status, written_at) SELECT " + token("'delivery', day")
                + ", '" + FEED + "', 'loaded', now64(6) FROM (SELECT toUInt32(number) AS day FROM numbers(" + from
                + ", " + (to - from) + "))";
    }

    /** How many lessons come before a day. */
    long lessons(int day) {
        return (long) day * LESSONS_OF_A_DAY * pupils;
    }

    @FunctionalInterface
    interface Counted {
        boolean is(long pupil, int day, int lesson);
    }

    /** Minutes of the lessons of the days that are counted. */
    long minutes(int days, IntPredicate ofDay, Counted counted) {
        long lessons = 0;
        for (int day = 0; day < days; day++) {
            if (!ofDay.test(day)) {
                continue;
            }
            for (int lesson = 0; lesson < LESSONS_OF_A_DAY; lesson++) {
                for (int pupil = 0; pupil < pupils; pupil++) {
                    if (counted.is(pupil, day, lesson)) {
                        lessons++;
                    }
                }
            }
        }
        return lessons * 60;
    }
}
