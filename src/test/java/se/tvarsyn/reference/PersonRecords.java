package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import se.tvarsyn.reference.CoreRow.Enrolment;
import se.tvarsyn.reference.CoreRow.Grade;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.Notice;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.Step;
import se.tvarsyn.reference.CoreRow.Sums;
import se.tvarsyn.reference.CoreRow.Visit;

/** The current rows of one token, by table. Notices add no minutes. */
final class PersonRecords {
    /** Days after the first. */
    private static final int LONGEST_NOTICE = 366;

    final Person person;
    final List<Lesson> lessons = new ArrayList<>();
    final List<Sums> sums = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    final List<Enrolment> enrolments = new ArrayList<>();
    final List<Grade> grades = new ArrayList<>();
    final List<SupportCase> cases = new ArrayList<>();
    final List<Social> social = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();

    private PersonRecords(Person person) {
        this.person = person;
    }

    /** One for each token. A case whose steps have two tokens stands under the one that is linked. */
    static Collection<PersonRecords> of(List<OfPerson> current) {
        Map<UUID, PersonRecords> persons = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        for (OfPerson row : current) {
            if (row instanceof Step step) {
                steps.add(step);
            } else {
                of(persons, row.person()).add(row);
            }
        }
        SupportCase.of(steps).forEach(one -> of(persons, one.person()).cases.add(one));
        return persons.values();
    }

    private static PersonRecords of(Map<UUID, PersonRecords> persons, Person person) {
        return persons.computeIfAbsent(person.token(), token -> new PersonRecords(person));
    }

    private void add(OfPerson row) {
        if (row instanceof Lesson lesson) {
            lessons.add(lesson);
        } else if (row instanceof Sums sum) {
            sums.add(sum);
        } else if (row instanceof Notice notice) {
            notices.add(notice);
        } else if (row instanceof Enrolment enrolment) {
            enrolments.add(enrolment);
        } else if (row instanceof Grade grade) {
            grades.add(grade);
        } else if (row instanceof Social event) {
            social.add(event);
        } else if (row instanceof Visit visit) {
            visits.add(visit);
        }
    }

    /** Every day of every notice; of one that is longer than a year, the first 367. */
    Set<LocalDate> noticedDays() {
        Set<LocalDate> days = new HashSet<>();
        for (Notice notice : notices) {
            for (int day = 0; day <= LONGEST_NOTICE; day++) {
                LocalDate at = notice.from().plusDays(day);
                if (!at.isAfter(notice.to())) {
                    days.add(at);
                }
            }
        }
        return days;
    }

    UUID token() {
        return person.token();
    }
}
