package se.tvarsyn.reference;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Sums;

/** What the sources of one pupil report of the pupil's lessons. */
final class FeedViews {
    private final PupilLife pupil;
    private final DeliveryPlan plan;

    FeedViews(PupilLife pupil, DeliveryPlan plan) {
        this.pupil = pupil;
        this.plan = plan;
    }

    List<OfPerson> of(List<Lesson> lessons) {
        return switch (pupil.mix) {
            case REST, CSV, MEITNER, UNMAPPED, UNLINKABLE -> List.copyOf(lessons);
            case REST_AND_CSV -> restAndCsv(lessons);
            case EDLEVO -> edlevo(lessons);
            case MONTH_SUMS -> new ArrayList<>(monthSums(lessons));
            case TERM_SUMS -> termSums(lessons);
            case LESSONS_AND_SUMS -> lessonsAndSums(lessons);
            case UNMAPPED_BESIDE -> unmappedBeside(lessons);
            case EDLEVO_AND_SUMS -> edlevoAndSums(lessons);
        };
    }

    private Lesson otherFeed(Lesson lesson, String feed) {
        return lesson.from(plan.monthly(feed, lesson.day(), pupil.key()));
    }

    /** By month: one feed, both with other minutes, the other feed. */
    private List<OfPerson> restAndCsv(List<Lesson> lessons) {
        List<OfPerson> rows = new ArrayList<>();
        for (Lesson lesson : lessons) {
            int month = (SchoolCalendar.month(lesson.day()) + pupil.index) % 3;
            if (month > 0) {
                rows.add(lesson);
            }
            if (month == 1) {
                int absent = lesson.isReported() && lesson.day().getDayOfMonth() % 7 == 0 ? lesson.offered() : 0;
                rows.add(otherFeed(lesson, DeliveryPlan.CSV).withAbsence(absent, 0, 0));
            } else if (month == 0) {
                rows.add(otherFeed(lesson, DeliveryPlan.CSV));
            }
        }
        return rows;
    }

    /** One week in three holds the lessons, one of them without schedule; the others hold the absences. */
    private List<OfPerson> edlevo(List<Lesson> lessons) {
        List<OfPerson> rows = new ArrayList<>();
        for (Lesson lesson : lessons) {
            long week = lesson.day().toEpochDay() + 3;
            boolean hasLessons = week / 7 % 3 == 0 && SchoolCalendar.month(lesson.day()) % 6 != 5;
            if (hasLessons) {
                boolean isBeside = lesson.absent() > 0 && lesson.day().getDayOfWeek() == DayOfWeek.WEDNESDAY;
                rows.add(isBeside ? lesson.withoutSchedule() : lesson);
            } else if (lesson.absent() > 0) {
                rows.add(lesson.withoutSchedule());
            }
        }
        return rows;
    }

    /** Absences without any schedule, beside sums of another feed, and from 2026 of the same feed. */
    private List<OfPerson> edlevoAndSums(List<Lesson> lessons) {
        List<OfPerson> rows = new ArrayList<>();
        lessons.stream().filter(lesson -> lesson.absent() > 0).forEach(lesson -> rows.add(lesson.withoutSchedule()));
        List<Lesson> late =
                lessons.stream().filter(l -> l.day().getYear() == 2026).toList();
        List<Lesson> early =
                lessons.stream().filter(l -> l.day().getYear() < 2026).toList();
        rows.addAll(sums(early, DeliveryPlan.SUMS, FeedViews::month));
        rows.addAll(sums(late, DeliveryPlan.EDLEVO, FeedViews::month));
        return rows;
    }

    /** In some months one feed has no unit and the other has it; where it stands alone it counts. */
    private List<OfPerson> unmappedBeside(List<Lesson> lessons) {
        List<OfPerson> rows = new ArrayList<>();
        for (Lesson lesson : lessons) {
            rows.add(lesson.at(""));
            if (SchoolCalendar.month(lesson.day()) % 2 == 0) {
                rows.add(otherFeed(lesson, DeliveryPlan.CSV));
            }
        }
        return rows;
    }

    /** By calendar month, or by week where months are odd: then a week may lie in two months. */
    private List<Sums> monthSums(List<Lesson> lessons) {
        List<Lesson> byMonth = new ArrayList<>();
        List<Lesson> byWeek = new ArrayList<>();
        for (Lesson lesson : lessons) {
            (monday(lesson.day()).getMonthValue() % 2 == 0 ? byMonth : byWeek).add(lesson);
        }
        List<Sums> rows = sums(byMonth, DeliveryPlan.SUMS, FeedViews::month);
        rows.addAll(sums(byWeek, DeliveryPlan.SUMS, FeedViews::week));
        return rows;
    }

    /** Whole terms; one sum over the end of a term; and for some a month beside the term, which then counts alone. */
    private List<OfPerson> termSums(List<Lesson> lessons) {
        List<OfPerson> rows = new ArrayList<>(sums(lessons, DeliveryPlan.SUMS, FeedViews::term));
        List<Lesson> overTheEnd = lessons.stream()
                .filter(lesson -> SchoolCalendar.month(lesson.day()) >= 16 && SchoolCalendar.month(lesson.day()) <= 19)
                .toList();
        Span winter = new Span(LocalDate.of(2025, 11, 1), LocalDate.of(2026, 2, 28));
        rows.addAll(sums(overTheEnd, DeliveryPlan.SUMS, day -> winter));
        if (pupil.oneIn(2)) {
            List<Lesson> march = lessons.stream()
                    .filter(l -> SchoolCalendar.month(l.day()) == 20)
                    .toList();
            rows.addAll(sums(march, DeliveryPlan.REST, FeedViews::month));
        }
        return rows;
    }

    /** Lessons in some months beside sums of all; then a term with lessons; then one with a sum in two feeds. */
    private List<OfPerson> lessonsAndSums(List<Lesson> lessons) {
        List<OfPerson> rows = new ArrayList<>();
        List<Lesson> first = new ArrayList<>();
        List<Lesson> last = new ArrayList<>();
        for (Lesson lesson : lessons) {
            int month = SchoolCalendar.month(lesson.day());
            if (month < 12 && month % 2 == 0 || month >= 12 && month < 18) {
                rows.add(lesson);
            }
            if (month < 12) {
                first.add(lesson);
            } else if (month >= 18) {
                last.add(lesson);
            }
        }
        rows.addAll(sums(first, DeliveryPlan.SUMS, FeedViews::month));
        rows.addAll(sums(last, DeliveryPlan.SUMS, FeedViews::term));
        rows.addAll(sums(last.subList(0, last.size() / 2), DeliveryPlan.REST, FeedViews::term));
        return rows;
    }

    private record Span(LocalDate from, LocalDate to) {}

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static Span month(LocalDate day) {
        return new Span(day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()));
    }

    private static Span week(LocalDate day) {
        return new Span(monday(day), monday(day).plusDays(6));
    }

    private static Span term(LocalDate day) {
        return day.getMonthValue() < 7
                ? new Span(LocalDate.of(day.getYear(), 1, 8), LocalDate.of(day.getYear(), 6, 12))
                : new Span(LocalDate.of(day.getYear(), 8, 15), LocalDate.of(day.getYear(), 12, 20));
    }

    private record Which(String unit, LocalDate from, LocalDate to, boolean isOtherActivity) {}

    /** One row for each unit, period and activity; the activities are told apart by the length of their lessons. */
    private List<Sums> sums(List<Lesson> lessons, String feed, Function<LocalDate, Span> span) {
        Map<String, Which> whiches = new TreeMap<>();
        Map<String, List<Lesson>> groups = new TreeMap<>();
        for (Lesson lesson : lessons) {
            Span of = span.apply(lesson.day());
            boolean isOther = lesson.offered() == 50;
            String name = of.from() + " " + of.to() + " " + lesson.unit() + " " + isOther;
            whiches.putIfAbsent(name, new Which(lesson.unit(), of.from(), of.to(), isOther));
            groups.computeIfAbsent(name, n -> new ArrayList<>()).add(lesson);
        }
        List<Sums> rows = new ArrayList<>();
        whiches.forEach((name, which) -> rows.add(sum(which, groups.getOrDefault(name, List.of()), feed)));
        return rows;
    }

    private Sums sum(Which which, List<Lesson> lessons, String feed) {
        Minutes minutes =
                lessons.stream().map(lesson -> Minutes.of(lesson, false)).reduce(Minutes.NONE, Minutes::plus);
        int way = pupil.draw.nextInt(12);
        Lesson last = lessons.get(lessons.size() - 1);
        return new Sums(
                pupil.person,
                which.unit(),
                last.grade(),
                last.sex(),
                which.from(),
                which.to(),
                way == 0 ? null : toInt(minutes.offered()),
                way > 7 ? toInt(minutes.reported()) : null,
                way > 4 ? toInt(minutes.offered() - minutes.reported()) : null,
                Math.toIntExact(minutes.valid()),
                Math.toIntExact(minutes.invalid()),
                Math.toIntExact(minutes.unspecified()),
                plan.monthly(feed, which.to(), pupil.key()));
    }

    private static @Nullable Integer toInt(long minutes) {
        return Math.toIntExact(minutes);
    }
}
