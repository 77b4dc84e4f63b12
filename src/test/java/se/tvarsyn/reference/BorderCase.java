package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Enrolment;
import se.tvarsyn.reference.CoreRow.Grade;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.Notice;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.SocialKind;
import se.tvarsyn.reference.CoreRow.Source;
import se.tvarsyn.reference.CoreRow.Step;
import se.tvarsyn.reference.CoreRow.Sums;
import se.tvarsyn.reference.CoreRow.Visit;

/**
 * A case at a limit: its rows, and what the figures are of them. It has pupils, units, programme and category of its own, so
 * that its figures can be read apart from those of other cases in the same warehouse.
 */
final class BorderCase {
    static final String SUMS = "school-sums-csv";
    static final UUID LATE = new UUID(0x8000, 0x8000_0000_0000_0003L);

    final String name;
    private final int number;
    private final String label;
    final Map<Integer, List<OfPerson>> rows = new LinkedHashMap<>();
    final Map<Integer, List<OfPerson>> lateRows = new LinkedHashMap<>();
    final List<Expected> expected = new ArrayList<>();
    final List<Expected> shown = new ArrayList<>();
    private int pupil;
    private int keys;
    private String unit;
    private @Nullable Integer grade = 7;
    private boolean isLinkable = true;
    private String feed = TinyTown.REST;
    private @Nullable Lesson last;

    /**
     * One line of the table.
     *
     * @param isAfterwards whether it holds after the second refresh, with late rows and other limits
     * @param numbers as {@link FoundFigures#numbers}; - = there is no such figure
     */
    record Expected(
            String why,
            boolean isAfterwards,
            String metric,
            String period,
            String dimension,
            String value,
            String across,
            String numbers) {
        @Override
        public String toString() {
            return why + " | " + metric + " | " + period + " | " + dimension + " " + value + " " + across + " | "
                    + numbers + (isAfterwards ? " afterwards" : "");
        }
    }

    BorderCase(int number, String name) {
        this.number = number;
        this.name = name;
        this.label = "fall-" + number;
        this.unit = unit(0);
    }

    private String unit(int which) {
        return Integer.toString(20_000_000 + number * 10 + which);
    }

    private Person person() {
        return new Person(TinyTown.token(number * 100 + pupil), isLinkable);
    }

    private Source source(String of) {
        return new Source(
                of, TinyTown.LOADED, new UUID(0x8000, 0x8000_0003_0000_0000L + number * 1000L + ++keys), 1, false);
    }

    private BorderCase add(OfPerson row) {
        rows.computeIfAbsent(pupil, p -> new ArrayList<>()).add(row);
        return this;
    }

    /** The rows that follow are of another pupil. */
    BorderCase pupil(int which) {
        pupil = which;
        return this;
    }

    BorderCase at(int whichUnit) {
        unit = unit(whichUnit);
        return this;
    }

    BorderCase at(String code) {
        unit = code;
        return this;
    }

    BorderCase inGrade(@Nullable Integer value) {
        grade = value;
        return this;
    }

    BorderCase unlinkable() {
        isLinkable = false;
        return this;
    }

    BorderCase from(String otherFeed) {
        feed = otherFeed;
        return this;
    }

    BorderCase lesson(String day, int offered, int valid, int invalid) {
        return lesson(day, offered, valid, invalid, true, true);
    }

    BorderCase unreported(String day) {
        return lesson(day, 100, 0, 0, false, true);
    }

    BorderCase withoutSchedule(String day, int valid) {
        return lesson(day, 100, valid, 0, true, false);
    }

    private BorderCase lesson(
            String day, int offered, int valid, int invalid, boolean isReported, boolean hasSchedule) {
        Lesson lesson = new Lesson(
                person(),
                unit,
                grade,
                grade == null ? Sex.U : Sex.F,
                LocalDate.parse(day),
                offered,
                valid,
                invalid,
                0,
                isReported,
                hasSchedule,
                source(feed));
        last = lesson;
        return add(lesson);
    }

    /** A lesson of 100 minutes on each, none of it attended and nobody told why. */
    BorderCase invalid(String from, String to) {
        for (LocalDate day = LocalDate.parse(from); !day.isAfter(LocalDate.parse(to)); day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                lesson(day.toString(), 100, 0, 100);
            }
        }
        return this;
    }

    BorderCase absent(String... days) {
        for (String day : days) {
            lesson(day, 100, 5, 0);
        }
        return this;
    }

    BorderCase present(String... days) {
        for (String day : days) {
            lesson(day, 100, 0, 0);
        }
        return this;
    }

    private Lesson last() {
        return java.util.Objects.requireNonNull(last, "a lesson has to come first");
    }

    /** The last lesson is taken back; a source that only tells its key gives no day and no person. */
    BorderCase takenBack(boolean isOnlyAKey) {
        Lesson lesson = last().from(TinyTown.deleted(last().source()));
        return add(isOnlyAKey ? onlyKey(lesson) : lesson);
    }

    private static Lesson onlyKey(Lesson lesson) {
        return new Lesson(
                new Person(new UUID(0, 0), false),
                "",
                null,
                Sex.U,
                LocalDate.EPOCH,
                0,
                0,
                0,
                0,
                true,
                true,
                lesson.source());
    }

    BorderCase replacedByAFailedDelivery() {
        return add(last().withAbsence(0, 0, 0).from(TinyTown.unloaded(last().source())));
    }

    /** A delivery that comes before the second refresh says of the last lesson something else. */
    BorderCase correctedTo(String day, int valid) {
        return late(last().withAbsence(valid, 0, 0).on(LocalDate.parse(day)).from(newer(false)));
    }

    BorderCase takenBackLate() {
        return late(onlyKey(last().from(newer(true))));
    }

    private Source newer(boolean isDeleted) {
        Source source = last().source();
        return new Source(source.feed(), LATE, source.key(), source.version() + 1, isDeleted);
    }

    private BorderCase late(Lesson lesson) {
        lateRows.computeIfAbsent(pupil, p -> new ArrayList<>()).add(lesson);
        return this;
    }

    BorderCase sums(String from, String to, int offered, int valid) {
        return add(new Sums(
                person(),
                unit,
                grade,
                Sex.F,
                LocalDate.parse(from),
                LocalDate.parse(to),
                offered,
                null,
                null,
                valid,
                0,
                0,
                source(SUMS)));
    }

    BorderCase notice(String from, String to) {
        return add(new Notice(
                person(),
                unit,
                "ABSENCE",
                LocalDate.parse(from),
                LocalDate.parse(to),
                source("school-edlevo-absence")));
    }

    /** @param to first day after it */
    BorderCase enrolled(int inGrade, Sex sex, String from, @Nullable String to) {
        return add(new Enrolment(
                person(),
                unit,
                "GR",
                inGrade,
                sex,
                2012,
                LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to),
                source(feed)));
    }

    BorderCase step(String step, String day) {
        return add(new Step(
                person(),
                unit,
                "Norrby",
                label,
                "2",
                step,
                LocalDate.parse(day),
                TinyTown.token(1_000_000 + number * 100 + pupil),
                source("support-team")));
    }

    BorderCase social(SocialKind kind, String from, @Nullable String to, @Nullable Boolean wasAssessed) {
        return add(new Social(
                person(),
                kind,
                label,
                LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to),
                wasAssessed,
                source("social-lifecare")));
    }

    BorderCase visit(String day) {
        return add(new Visit(person(), label, label, LocalDate.parse(day), source("leisure-dak")));
    }

    BorderCase graded(String day, String grade, String... subjects) {
        for (String subject : subjects) {
            add(new Grade(
                    person(), unit, "GR", subject, grade, LocalDate.parse(day), "", null, true, source("grades")));
        }
        return this;
    }

    /** At the case's own unit, programme, category or activity; the total where the metric is cut by none of them. */
    BorderCase is(String metric, String period, String numbers) {
        return is(metric, period, metric.equals("leisure-activities") ? label : "", numbers);
    }

    BorderCase is(String metric, String period, String across, String numbers) {
        return expect(false, metric, period, own(metric), ownValue(metric), across, numbers);
    }

    BorderCase isBy(String dimension, String value, String metric, String period, String numbers) {
        return expect(false, metric, period, dimension, value, "", numbers);
    }

    BorderCase isBy(String dimension, String value, String metric, String period, String across, String numbers) {
        return expect(false, metric, period, dimension, value, across, numbers);
    }

    /** @param numbers what is shown, that of a year before, and the change, of {@code model.figure_value} */
    BorderCase shows(String metric, String period, String across, String numbers) {
        shown.add(new Expected(name, false, metric, period, own(metric), ownValue(metric), across, numbers));
        return this;
    }

    /** After the second refresh. */
    BorderCase then(String metric, String period, String numbers) {
        return then(metric, period, "", numbers);
    }

    BorderCase then(String metric, String period, String across, String numbers) {
        return expect(true, metric, period, own(metric), ownValue(metric), across, numbers);
    }

    private static String own(String metric) {
        return switch (metric) {
            case "social-investigation-4-months", "social-not-assessed", "social-open-at-end" -> "category";
            case "leisure-participants" -> "association";
            case "social-report-14-days", "signal-to-effort", "leisure-activities" -> "";
            default -> metric.startsWith("support-") && !metric.equals("support-reach") ? "programme" : "school_unit";
        };
    }

    private String ownValue(String metric) {
        return switch (own(metric)) {
            case "school_unit" -> unit;
            case "" -> "";
            default -> label;
        };
    }

    private BorderCase expect(
            boolean isAfterwards,
            String metric,
            String period,
            String dimension,
            String value,
            String across,
            String numbers) {
        expected.add(new Expected(name, isAfterwards, metric, period, dimension, value, across, numbers));
        return this;
    }
}
