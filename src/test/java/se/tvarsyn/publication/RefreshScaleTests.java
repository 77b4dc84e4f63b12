package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelInputs;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.settings.Problem;

/**
 * A whole refresh and one after a day's delivery: what they cost, and that figures are those of the formula that the lessons
 * are made by. Seconds are printed, not held: they are the machine's.
 */
class RefreshScaleTests {
    private static final long MOST_MEMORY_KB = 6L << 20;
    private static final IntPredicate IN_SECOND_YEAR = day -> day >= MadeUpLessons.DAYS_OF_A_YEAR;
    private static final IntPredicate IN_APRIL =
            day -> MadeUpLessons.date(day).withDayOfMonth(1).equals(LocalDate.of(2026, 4, 1));

    /** Wall and processor seconds. */
    private record Cost(double wall, double cpu) {}

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static Cost cost(String what, Work work) throws IOException {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long wall = System.nanoTime();
        long cpu = machine.getProcessCpuTime();
        work.run();
        Cost cost = new Cost((System.nanoTime() - wall) / 1e9, (machine.getProcessCpuTime() - cpu) / 1e9);
        System.out.printf("%s: %.1f s, %.1f CPU s, peak %d MB%n", what, cost.wall, cost.cpu, peakKb() >> 10);
        return cost;
    }

    /** Most memory of this process so far; 0 where the system does not tell. */
    private static long peakKb() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static Catalogue catalogue() throws IOException {
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(CoreRows.WAREHOUSE).forEach(model -> columns.put(model.name(), model.columns()));
        List<Problem> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(CoreRows.WAREHOUSE.resolve("metrics"))) {
            Catalogue catalogue = Catalogue.read(files.sorted().toList(), Path::toString, columns, problems);
            assertThat(problems).isEmpty();
            return catalogue;
        }
    }

    private static ModelRefresh.Done refresh(CoreRows rows) throws IOException {
        ModelRefresh.Done done = new ModelRefresh(rows.warehouse(), CoreRows.WAREHOUSE, Clock.systemUTC())
                .run(
                        new ModelInputs(LocalDate.of(2026, 4, 30), FollowUpSettings.defaults(), List.of()),
                        (feed, table) -> true,
                        model -> {});
        new FigureRefresh(rows.warehouse()).run(catalogue(), done, model -> {});
        return done;
    }

    private static void dataTests(CoreRows rows) throws IOException {
        assertThat(new DataTests(rows.warehouse()).run(CoreRows.WAREHOUSE.resolve("tests"), Clock.systemUTC()))
                .isEmpty();
    }

    private static void figuresAreThoseOfTheFormula(CoreRows rows, MadeUpLessons town, int days) {
        for (String period : List.of("2025/26", "2026-04")) {
            IntPredicate ofPeriod = period.equals("2025/26") ? IN_SECOND_YEAR : IN_APRIL;
            long offered = town.minutes(days, ofPeriod, (pupil, day, lesson) -> true);
            long reported = town.minutes(days, ofPeriod, MadeUpLessons::isReported);
            long absent = town.minutes(days, ofPeriod, MadeUpLessons::isAbsent);
            long invalid = town.minutes(
                    days,
                    ofPeriod,
                    (pupil, day, lesson) ->
                            MadeUpLessons.isInvalid(pupil) && MadeUpLessons.isAbsent(pupil, day, lesson));
            assertThat(figure(rows, "absence-rate", period, "")).isEqualTo(absent + "/" + reported);
            assertThat(figure(rows, "absence-invalid-rate", period, "")).isEqualTo(invalid + "/" + reported);
            assertThat(figure(rows, "reporting-coverage", period, "")).isEqualTo(reported + "/" + offered);
            assertThat(figure(rows, "pupils", period, "")).isEqualTo(town.pupils() + "/0");
            String unit = MadeUpLessons.unit(7);
            MadeUpLessons.Counted there =
                    (pupil, day, lesson) -> MadeUpLessons.unit(pupil).equals(unit);
            assertThat(figure(rows, "reporting-coverage", period, unit))
                    .isEqualTo(town.minutes(
                                    days,
                                    ofPeriod,
                                    (pupil, day, lesson) -> there.is(pupil, day, lesson)
                                            && MadeUpLessons.isReported(pupil, day, lesson))
                            + "/" + town.minutes(days, ofPeriod, there));
        }
    }

    /** Numerator and denominator; of a unit where one is told. */
    private static String figure(CoreRows rows, String metric, String period, String unit) {
        return String.join(
                ",",
                rows.texts("SELECT concat(toString(toInt64(numerator)), '/', toString(toInt64(denominator)))"
                        + " FROM model.figure WHERE metric = '" + metric + "' AND period = '" + period
                        + "' AND dimension = '" + (unit.isEmpty() ? "" : "school_unit") + "' AND value = '" + unit
                        + "'"));
    }

    /** @return what the second refresh cost for each processor second of the first */
    private static double refreshedTwice(Path home, int pupils) throws IOException {
        MadeUpLessons town = new MadeUpLessons(pupils);
        int days = MadeUpLessons.DAYS;
        try (CoreRows rows = CoreRows.open(home)) {
            cost("filling with " + town.lessons(days) + " lessons", () -> {
                for (int from = 0; from < days; from += MadeUpLessons.DAYS_OF_A_YEAR / 2) {
                    rows.execute(town.insertLessons(from, from + MadeUpLessons.DAYS_OF_A_YEAR / 2));
                }
                rows.execute(town.insertDeliveries(0, days));
            });
            Cost whole = cost(
                    "whole refresh", () -> assertThat(refresh(rows).isWhole()).isTrue());
            figuresAreThoseOfTheFormula(rows, town, days);
            cost("its data tests", () -> dataTests(rows));
            rows.execute(town.insertLessons(days, days + 1));
            rows.execute(town.insertDeliveries(days, days + 1));
            Cost afterADay =
                    cost("refresh after a day", () -> assertThat(refresh(rows)).satisfies(done -> {
                        assertThat(done.isWhole()).isFalse();
                        assertThat(done.months()).containsExactly("202604");
                        assertThat(done.kept()).isNotNull();
                    }));
            figuresAreThoseOfTheFormula(rows, town, days + 1);
            cost("its data tests", () -> dataTests(rows));
            return afterADay.cpu / whole.cpu;
        }
    }

    @Test
    void aDaysDeliveryGivesTheFiguresOfTheFormula(@TempDir Path home) throws IOException {
        refreshedTwice(home, 100);
    }

    @Test
    @Tag("long")
    void aHundredMillionLessonsFitIntoTheMemoryAndADayIsAFractionOfThem(@TempDir Path home) throws IOException {
        assertThat(refreshedTwice(home, 100_000)).isLessThan(0.3);
        assertThat(peakKb()).isLessThan(MOST_MEMORY_KB);
    }
}
