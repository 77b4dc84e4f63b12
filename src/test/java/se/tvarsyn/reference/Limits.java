package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.List;

/**
 * What a municipality chooses, and the day of the refresh.
 *
 * @param bands limits in percent, ascending
 * @param threshold in percent
 * @param scatteredOccasions within {@code scatteredMonths} calendar months
 * @param feedOrder the feeds that come first where several have the same pupil, unit and month
 * @param today the day of the refresh
 */
record Limits(
        List<Integer> bands,
        int threshold,
        int scatteredOccasions,
        int scatteredMonths,
        List<String> feedOrder,
        LocalDate today) {

    Limits {
        bands = List.copyOf(bands);
        feedOrder = List.copyOf(feedOrder);
    }

    /** The defaults of docs/figures.md. */
    static Limits on(LocalDate today) {
        return new Limits(
                List.of(5, 10, 15, 20, 30, 50), 10, 5, 2, List.of("school-ss12000", "school-lesson-csv"), today);
    }

    /** The highest limit that the share reaches; 0 = under the lowest. */
    int band(long absence, long reported) {
        int reached = 0;
        for (int limit : bands) {
            if (reaches(absence, reported, limit)) {
                reached = limit;
            }
        }
        return reached;
    }

    boolean isOver(long absence, long reported) {
        return reaches(absence, reported, threshold);
    }

    /** In whole numbers: exactly 10 % reaches 10. */
    private static boolean reaches(long absence, long reported, int percent) {
        return reported > 0 && absence * 100 >= reported * percent;
    }
}
