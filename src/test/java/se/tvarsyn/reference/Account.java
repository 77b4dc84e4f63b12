package se.tvarsyn.reference;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.Sums;

/**
 * The minutes of one pupil that count: each unit and month from one feed, lessons before sums, then the order of the feeds,
 * then by name. A way that has no time with a denominator in the month gives way to one that has.
 */
final class Account {
    private final List<Line> lines = new ArrayList<>();
    private final List<Uncovered> uncovered = new ArrayList<>();
    private final Enrolments enrolments;
    private final Limits limits;
    private final Period.Known periods;
    private final Set<LocalDate> noticed;

    /**
     * Counted minutes of a day at a unit, or of a sum.
     *
     * @param day the day; of a sum its last
     * @param isDay false = a sum, which has no school days
     * @param kind the shortest kind of period that it belongs to: {@link Period#MONTH} or {@link Period#TERM}
     */
    record Line(
            String unit,
            String feed,
            LocalDate day,
            boolean isDay,
            String kind,
            @Nullable Integer grade,
            Sex sex,
            Minutes minutes) {}

    /** Absence without a denominator, of the feed that the account is taken from. */
    record Uncovered(String feed, LocalDate day, String kind, long absence) {}

    /** A feed's lessons or sums. */
    private record Way(String feed, boolean isSums) {}

    private record Place(String unit, Period period) {}

    /** What one way says of one unit and period. */
    private static final class Told {
        final List<Lesson> lessons = new ArrayList<>();
        final List<Sums> sums = new ArrayList<>();
        boolean hasDenominator;
        long uncoveredAbsence;
    }

    private Account(Enrolments enrolments, Limits limits, Period.Known periods, Set<LocalDate> noticed) {
        this.enrolments = enrolments;
        this.limits = limits;
        this.periods = periods;
        this.noticed = noticed;
    }

    static Account of(PersonRecords records, Enrolments enrolments, Limits limits, Period.Known periods) {
        Account account = new Account(enrolments, limits, periods, records.noticedDays());
        Map<Place, Map<Way, Told>> byMonth = new LinkedHashMap<>();
        Map<Place, Map<Way, Told>> byTerm = new LinkedHashMap<>();
        account.sortLessons(records.lessons, byMonth);
        account.sortSums(records.sums, byMonth, byTerm);
        account.choose(byMonth, byTerm);
        account.lines.sort(Comparator.comparing(Line::day).thenComparing(Line::unit));
        return account;
    }

    List<Line> lines() {
        return lines;
    }

    List<Uncovered> uncovered() {
        return uncovered;
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** A week of a feed. */
    private record Week(String feed, LocalDate monday) {
        static Week of(Lesson lesson) {
            return new Week(lesson.source().feed(), Account.monday(lesson.day()));
        }
    }

    /** Lessons without a schedule count in weeks in which their feed has a lesson with one, at any unit. */
    private void sortLessons(List<Lesson> lessons, Map<Place, Map<Way, Told>> byMonth) {
        Set<Week> covered = new HashSet<>();
        if (lessons.stream().anyMatch(lesson -> !lesson.hasSchedule())) {
            lessons.stream().filter(Lesson::hasSchedule).forEach(lesson -> covered.add(Week.of(lesson)));
        }
        for (Lesson lesson : lessons) {
            Told told = told(
                    byMonth,
                    lesson.unit(),
                    periods.of(lesson.day()).get(0),
                    new Way(lesson.source().feed(), false));
            if (lesson.hasSchedule() || covered.contains(Week.of(lesson))) {
                told.lessons.add(lesson);
                told.hasDenominator = true;
            } else if (lesson.isReported()) {
                told.uncoveredAbsence += lesson.absent();
            }
        }
    }

    private void sortSums(List<Sums> sums, Map<Place, Map<Way, Told>> byMonth, Map<Place, Map<Way, Told>> byTerm) {
        for (Sums sum : sums) {
            Period month = Period.of(Period.MONTH, sum.from());
            Period term = Period.of(Period.TERM, sum.from());
            if (!term.holds(sum.to())) {
                continue;
            }
            boolean isInMonth = month.holds(sum.to());
            Way way = new Way(sum.source().feed(), true);
            Told told = isInMonth ? told(byMonth, sum.unit(), month, way) : told(byTerm, sum.unit(), term, way);
            if (sum.offered() == null) {
                told.uncoveredAbsence += sum.absent();
            } else {
                told.sums.add(sum);
                told.hasDenominator = true;
            }
        }
    }

    private static Told told(Map<Place, Map<Way, Told>> places, String unit, Period period, Way way) {
        return places.computeIfAbsent(new Place(unit, period), place -> new HashMap<>(4))
                .computeIfAbsent(way, w -> new Told());
    }

    private void choose(Map<Place, Map<Way, Told>> byMonth, Map<Place, Map<Way, Told>> byTerm) {
        Map<Period, Set<String>> feedsOfMonth = new HashMap<>();
        Map<Period, Set<String>> feedsOfTerm = new HashMap<>();
        byMonth.forEach((place, ways) -> ways.keySet().forEach(way -> {
            feeds(feedsOfMonth, place.period()).add(way.feed());
            feeds(feedsOfTerm, Period.of(Period.TERM, place.period().first())).add(way.feed());
        }));
        byTerm.forEach((place, ways) ->
                ways.keySet().forEach(way -> feeds(feedsOfTerm, place.period()).add(way.feed())));

        Set<Place> termsWithMonths = new HashSet<>();
        byMonth.forEach((place, ways) -> {
            Way way = first(ways);
            Told told = Objects.requireNonNull(ways.get(way));
            if (isOfOneFeed(place, feedsOfMonth)) {
                take(place, way, told, Period.MONTH);
                if (told.hasDenominator) {
                    termsWithMonths.add(new Place(
                            place.unit(), Period.of(Period.TERM, place.period().first())));
                }
            }
        });
        byTerm.forEach((place, ways) -> {
            Way way = first(ways);
            if (isOfOneFeed(place, feedsOfTerm) && !termsWithMonths.contains(place)) {
                take(place, way, Objects.requireNonNull(ways.get(way)), Period.TERM);
            }
        });
    }

    private static Set<String> feeds(Map<Period, Set<String>> byPeriod, Period period) {
        return byPeriod.computeIfAbsent(period, p -> new HashSet<>());
    }

    /** Rows without a mapped unit may be those of another feed under another name. */
    private static boolean isOfOneFeed(Place place, Map<Period, Set<String>> feeds) {
        return !place.unit().isEmpty() || feeds(feeds, place.period()).size() == 1;
    }

    private Way first(Map<Way, Told> ways) {
        return ways.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<Way, Told> entry) -> !entry.getValue().hasDenominator)
                        .thenComparing(entry -> entry.getKey().isSums())
                        .thenComparing(entry -> rank(entry.getKey().feed()))
                        .thenComparing(entry -> entry.getKey().feed()))
                .orElseThrow()
                .getKey();
    }

    private int rank(String feed) {
        int index = limits.feedOrder().indexOf(feed);
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    private void take(Place place, Way way, Told told, String kind) {
        if (told.uncoveredAbsence > 0) {
            uncovered.add(new Uncovered(way.feed(), place.period().last(), kind, told.uncoveredAbsence));
        }
        for (Sums sum : told.sums) {
            lines.add(new Line(
                    place.unit(),
                    way.feed(),
                    sum.to(),
                    false,
                    kind,
                    filled(sum.grade(), place.unit(), sum.to()),
                    filled(sum.sex(), place.unit(), sum.to()),
                    Minutes.of(sum)));
        }
        Map<LocalDate, Line> days = new HashMap<>();
        for (Lesson lesson : told.lessons) {
            LocalDate day = lesson.day();
            Line line = new Line(
                    place.unit(),
                    way.feed(),
                    day,
                    true,
                    kind,
                    filled(lesson.grade(), place.unit(), day),
                    filled(lesson.sex(), place.unit(), day),
                    Minutes.of(lesson, noticed.contains(day)));
            days.merge(day, line, Account::both);
        }
        lines.addAll(days.values());
    }

    /** Where lessons of one day differ: the highest grade that is known, and the first sex that is, F before M. */
    private static Line both(Line a, Line b) {
        return new Line(
                a.unit,
                a.feed,
                a.day,
                a.isDay,
                a.kind,
                higher(a.grade, b.grade),
                known(a.sex, b.sex),
                a.minutes.plus(b.minutes));
    }

    static @Nullable Integer higher(@Nullable Integer a, @Nullable Integer b) {
        return a == null ? b : b == null ? a : Integer.valueOf(Math.max(a, b));
    }

    static Sex known(Sex a, Sex b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private @Nullable Integer filled(@Nullable Integer grade, String unit, LocalDate day) {
        return grade == null ? enrolments.grade(unit, day) : grade;
    }

    private Sex filled(Sex sex, String unit, LocalDate day) {
        return sex == Sex.U ? enrolments.sex(unit, day) : sex;
    }
}
