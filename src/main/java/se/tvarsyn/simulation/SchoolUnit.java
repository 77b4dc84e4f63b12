package se.tvarsyn.simulation;

/**
 * A made-up school unit.
 *
 * @param code skolenhetskod, eight digits
 * @param district stadsdel
 * @param feed which feed it delivers by: {@code school-ss12000} or {@code school-lesson-csv}
 * @param weight its part of the pupils of its grades
 * @param hasProgramme whether an attendance programme runs there in the spring term
 */
public record SchoolUnit(
        int index,
        String code,
        String name,
        String district,
        int lowestGrade,
        int highestGrade,
        String feed,
        double weight,
        boolean hasProgramme) {
    public static final String SS12000 = "school-ss12000";
    public static final String LESSON_CSV = "school-lesson-csv";

    boolean isRest() {
        return feed.equals(SS12000);
    }

    /** The same unit before any programme ran there. */
    SchoolUnit withoutProgramme() {
        return new SchoolUnit(index, code, name, district, lowestGrade, highestGrade, feed, weight, false);
    }
}
