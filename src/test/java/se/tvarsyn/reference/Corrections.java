package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Enrolment;
import se.tvarsyn.reference.CoreRow.Grade;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.Notice;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.Source;
import se.tvarsyn.reference.CoreRow.Step;
import se.tvarsyn.reference.CoreRow.Sums;
import se.tvarsyn.reference.CoreRow.Visit;

/** What happened to some rows after they were delivered first. All versions of a row stay with its pupil. */
final class Corrections {
    private static final Person NOBODY = new Person(new UUID(0, 0), false);

    private final PupilLife pupil;
    private final DeliveryPlan plan;

    Corrections(PupilLife pupil, DeliveryPlan plan) {
        this.pupil = pupil;
        this.plan = plan;
    }

    /** The rows as they were delivered, with later versions before or behind them. */
    List<OfPerson> of(List<OfPerson> rows) {
        if (rows.isEmpty() || !pupil.oneIn(8)) {
            return rows;
        }
        List<OfPerson> all = new ArrayList<>(rows);
        List<OfPerson> before = new ArrayList<>();
        int count = 6 + pupil.draw.nextInt(8);
        int step = Math.max(1, rows.size() / count);
        // No row is corrected twice: of two versions with one number neither would be the current one.
        for (int i = 0; i < count && i * step < rows.size(); i++) {
            OfPerson row = rows.get(i * step);
            (pupil.oneIn(3) ? before : all).add(row instanceof Lesson lesson ? corrected(lesson, i) : corrected(row));
        }
        before.addAll(all);
        return before;
    }

    private OfPerson corrected(Lesson lesson, int which) {
        Source source = lesson.source();
        LocalDate day = lesson.day();
        boolean isFirstYear = day.isBefore(SchoolCalendar.SECOND);
        return switch ((which + pupil.index) % 7) {
            case 0 -> absent(lesson).from(plan.corrected(source));
            case 1 -> lesson.withAbsence(0, 0, 0).from(plan.corrected(source));
            case 2 -> deleted(lesson);
            case 3 -> absent(lesson).from(plan.unloaded(source, which + pupil.index));
            case 4 ->
                lesson.on(day.plusDays(day.getDayOfMonth() < 15 ? -28 : 28)).from(plan.corrected(source));
            case 5 ->
                lesson.on(isFirstYear ? day.plusDays(364) : day.minusDays(364)).from(plan.corrected(source));
            // Never loaded at all: a row of a delivery that was held.
            default -> lesson.from(plan.unloaded(plan.monthly(source.feed(), day, pupil.key()), which));
        };
    }

    private static Lesson absent(Lesson lesson) {
        return lesson.isReported() ? lesson.withAbsence(0, lesson.offered(), 0) : lesson;
    }

    /** As the product writes it: key and day, and nothing else that tells. */
    private Lesson deleted(Lesson lesson) {
        return new Lesson(NOBODY, "", null, Sex.U, lesson.day(), 0, 0, 0, 0, true, true, plan.deleted(lesson.source()));
    }

    private OfPerson corrected(OfPerson row) {
        if (row instanceof Sums sums) {
            return new Sums(
                    sums.person(),
                    sums.unit(),
                    sums.grade(),
                    sums.sex(),
                    sums.from(),
                    sums.to(),
                    sums.offered(),
                    sums.reported(),
                    sums.unreported(),
                    0,
                    sums.invalid(),
                    sums.unspecified(),
                    plan.corrected(sums.source()));
        }
        throw new IllegalArgumentException("only lessons and sums are corrected here");
    }

    /** Of the rows beside lessons one in thirty was taken back, is being replaced, or was delivered twice. */
    List<OfPerson> ofOthers(List<? extends OfPerson> rows) {
        List<OfPerson> all = new ArrayList<>(rows);
        for (OfPerson row : rows) {
            switch (pupil.draw.nextInt(90)) {
                case 0 -> all.add(from(row, plan.deleted(row.source())));
                case 1 -> all.add(from(row, plan.unloaded(row.source(), pupil.index)));
                case 2 -> all.add(0, from(row, plan.corrected(row.source())));
                default -> {}
            }
        }
        return all;
    }

    private static OfPerson from(OfPerson row, Source source) {
        if (row instanceof Enrolment e) {
            return new Enrolment(
                    e.person(), e.unit(), e.form(), e.grade(), e.sex(), e.birthYear(), e.from(), e.to(), source);
        } else if (row instanceof Grade g) {
            return new Grade(
                    g.person(),
                    g.unit(),
                    g.form(),
                    g.subject(),
                    g.grade(),
                    g.gradedOn(),
                    g.semester(),
                    g.year(),
                    g.isFinal(),
                    source);
        } else if (row instanceof Step s) {
            return new Step(
                    s.person(), s.unit(), s.district(), s.model(), s.level(), s.step(), s.on(), s.caseKey(), source);
        } else if (row instanceof Social s) {
            return new Social(s.person(), s.kind(), s.category(), s.from(), s.to(), s.wasAssessed(), source);
        } else if (row instanceof Visit v) {
            return new Visit(v.person(), v.association(), v.activity(), v.on(), source);
        } else if (row instanceof Notice n) {
            return new Notice(n.person(), n.unit(), n.type(), n.from(), n.to(), source);
        }
        throw new IllegalArgumentException("lessons and sums have corrections of their own");
    }
}
