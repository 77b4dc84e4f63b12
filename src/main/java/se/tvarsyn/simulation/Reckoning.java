package se.tvarsyn.simulation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Computes {@link MunicipalityTruth} from the generated records: the pipeline's other half, written without it. */
final class Reckoning {
    private static final int ADULT = 21;
    private final Schooling schooling;
    private final SocialServices services;
    private final LeisureLife leisure;
    private final Ss12000Pages rest;
    private final LessonCsvExport csv;
    private final Map<String, Cell> cells = new TreeMap<>();
    private final @Nullable Cell[] byPosition;
    private final long[] reported;
    private final long[] absent;
    private final Set<String> protectedNumbers;

    Reckoning(
            Schooling schooling, SocialServices services, LeisureLife leisure, Ss12000Pages rest, LessonCsvExport csv) {
        this.schooling = schooling;
        this.services = services;
        this.leisure = leisure;
        this.rest = rest;
        this.csv = csv;
        byPosition = new Cell[schooling.classes.size() * 36];
        reported = new long[schooling.pupils.size()];
        absent = new long[schooling.pupils.size()];
        protectedNumbers = schooling.pupils.stream()
                .filter(pupil -> pupil.isProtected() && pupil.isLinkable)
                .map(pupil -> String.valueOf(pupil.number))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static final class Cell {
        final Set<Integer> pupils = new HashSet<>();
        long rows;
        long offered;
        long reported;
        long valid;
        long invalid;
    }

    MunicipalityTruth reckon() {
        Map<String, MunicipalityTruth.FeedCounts> feeds = new TreeMap<>();
        feeds.put(SchoolUnit.SS12000, rest());
        feeds.put(SchoolUnit.LESSON_CSV, csv());
        boolean[] social = new boolean[schooling.pupils.size()];
        feeds.put("social-lifecare", social(social));
        boolean[] visits = new boolean[schooling.pupils.size()];
        feeds.put("leisure-dak", leisureCounts());
        Set<String> linkable = new HashSet<>();
        long[] visited = visits(visits, linkable);
        return new MunicipalityTruth(feeds, cells(), overlap(social, visits), visited[0], visited[1], linkable.size());
    }

    private MunicipalityTruth.FeedCounts rest() {
        Tally tally = new Tally();
        for (int day = 0; day < schooling.year.count(); day++) {
            for (Schooling.SchoolClass schoolClass : rest.classes()) {
                for (int block = 0; block < SchoolYear.blocks(schoolClass.grade()); block++) {
                    boolean isCancelled = schooling.isCancelled(schoolClass.index(), day, block);
                    boolean byTeacher = schooling.isReportedByTeacher(schoolClass.index(), day, block);
                    for (int member : schooling.members(schoolClass.index())) {
                        Pupil pupil = schooling.pupils.get(member);
                        byte outcome = schooling.outcome(pupil, schoolClass.index(), day, block, byTeacher);
                        if (outcome == Outcome.NOT_ENROLLED) {
                            continue;
                        }
                        if (isCancelled || !schooling.participates(pupil, day, block)) {
                            tally.skip("attendances");
                        } else if (tally.take("attendances", pupil.isProtected(), pupil.isLinkable)) {
                            lesson(schoolClass, pupil, day, block, outcome);
                        }
                    }
                }
            }
        }
        return tally.counts();
    }

    private MunicipalityTruth.FeedCounts csv() {
        Tally tally = new Tally();
        for (SchoolUnit unit : csv.units()) {
            for (YearMonth month : csv.months()) {
                csv.odd(unit, month).forEach(odd -> tally.reject("rows", odd.reason()));
            }
        }
        for (Schooling.SchoolClass schoolClass : schooling.classes) {
            if (schooling.unitOf(schoolClass).isRest()) {
                continue;
            }
            for (int day = 0; day < schooling.year.count(); day++) {
                for (int block = 0; block < SchoolYear.blocks(schoolClass.grade()); block++) {
                    if (!csv.isExported(schoolClass, day, block)) {
                        continue;
                    }
                    for (int member : schooling.members(schoolClass.index())) {
                        Pupil pupil = schooling.pupils.get(member);
                        byte outcome = schooling.outcome(pupil, schoolClass.index(), day, block, true);
                        if (outcome != Outcome.NOT_ENROLLED
                                && outcome != Outcome.UNREPORTED
                                && tally.take("rows", pupil.isProtected(), pupil.isLinkable)) {
                            lesson(schoolClass, pupil, day, block, outcome);
                        }
                    }
                }
            }
        }
        return tally.counts();
    }

    private void lesson(Schooling.SchoolClass schoolClass, Pupil pupil, int day, int block, byte outcome) {
        Cell cell = cell(schoolClass, pupil, day);
        int offered = schooling.offered(pupil, day, block);
        int valid = Outcome.validMinutes(outcome, offered);
        int invalid = Outcome.invalidMinutes(outcome, offered);
        int told = outcome == Outcome.UNREPORTED ? 0 : offered;
        cell.pupils.add(pupil.index);
        cell.rows++;
        cell.offered += offered;
        cell.reported += told;
        cell.valid += valid;
        cell.invalid += invalid;
        reported[pupil.index] += told;
        absent[pupil.index] += valid + invalid;
    }

    /** Found by position and not by key: a million lessons ask. */
    private Cell cell(Schooling.SchoolClass schoolClass, Pupil pupil, int day) {
        Boolean isWoman = Schooling.saidToBeWoman(pupil);
        int sex = isWoman == null ? 2 : isWoman ? 0 : 1;
        int position = (schoolClass.index() * 12 + schooling.year.day(day).getMonthValue() - 1) * 3 + sex;
        Cell known = byPosition[position];
        if (known == null) {
            String key = YearMonth.from(schooling.year.day(day)) + "|"
                    + schooling.unitOf(schoolClass).code() + "|" + pupil.grade + "|" + "FMU".charAt(sex);
            known = cells.computeIfAbsent(key, k -> new Cell());
            byPosition[position] = known;
        }
        return known;
    }

    private List<MunicipalityTruth.AttendanceCell> cells() {
        List<MunicipalityTruth.AttendanceCell> all = new ArrayList<>();
        cells.forEach((key, cell) -> {
            List<String> parts = List.of(key.split("\\|", -1));
            all.add(new MunicipalityTruth.AttendanceCell(
                    parts.get(0),
                    parts.get(1),
                    Integer.parseInt(parts.get(2)),
                    parts.get(3),
                    cell.pupils.size(),
                    cell.rows,
                    cell.offered,
                    cell.reported,
                    cell.valid,
                    cell.invalid));
        });
        return all;
    }

    private MunicipalityTruth.FeedCounts social(boolean[] social) {
        Tally tally = new Tally();
        for (SocialServices.Actualisation row : services.actualisations) {
            if (!row.isReport()) {
                tally.skip("Actualisations");
            } else {
                inCase(tally, "Actualisations", row.person(), row.on(), social);
            }
        }
        for (SocialServices.Investigation row : services.investigations) {
            row.persons().forEach(person -> inCase(tally, "Investigations", person, row.from(), social));
        }
        for (SocialServices.Decision row : services.decisions) {
            row.persons().forEach(person -> inCase(tally, "Decisions", person, row.on(), social));
        }
        for (SocialServices.Service row : services.services) {
            row.persons().forEach(person -> inCase(tally, "Services", person, row.from(), social));
        }
        // An execution names a customer only; its service names the person.
        Map<Integer, SocialServices.Person> customers = new HashMap<>();
        services.services.forEach(row -> row.persons().forEach(person -> customers.put(person.customer(), person)));
        for (SocialServices.Execution row : services.executions) {
            inCase(tally, "Executions", Objects.requireNonNull(customers.get(row.customer())), row.from(), social);
        }
        return tally.counts();
    }

    private void inCase(Tally tally, String part, SocialServices.Person person, LocalDate on, boolean[] social) {
        if (person.isCoApplicant() || !person.born().plusYears(ADULT).isAfter(on)) {
            tally.skip(part);
            return;
        }
        boolean isLinkable = !person.number().contains("TF");
        boolean isTaken = tally.take(part, protectedNumbers.contains(person.number()), isLinkable);
        if (isTaken && isLinkable && person.pupil() >= 0) {
            social[person.pupil()] = true;
        }
    }

    private MunicipalityTruth.FeedCounts leisureCounts() {
        Tally tally = new Tally();
        for (LeisureLife.Meeting meeting : leisure.meetings) {
            int times = meeting.afterthought() == LeisureLife.Afterthought.MOVE ? 2 : 1;
            for (int time = 0; time < times; time++) {
                for (int i = 0; i < meeting.present().length; i++) {
                    mark(tally, "Add", meeting, i, meeting.present()[i]);
                }
            }
            if (meeting.dangling() != null) {
                tally.reject("Add", "dangling-participant");
            }
            if (meeting.afterthought() == LeisureLife.Afterthought.UPDATE) {
                mark(tally, "Update", meeting, meeting.raised(), true);
                mark(tally, "Update", meeting, meeting.takenBack(), false);
            }
        }
        return tally.counts();
    }

    private void mark(Tally tally, String part, LeisureLife.Meeting meeting, int position, boolean isPresent) {
        LeisureLife.Participant participant = meeting.card().participants().get(position);
        if (!isPresent) {
            tally.skip(part);
        } else {
            tally.take(part, protectedNumbers.contains(participant.number()), participant.isLinkable());
        }
    }

    private long[] visits(boolean[] visits, Set<String> linkable) {
        long count = 0;
        long minutes = 0;
        for (LeisureLife.Meeting meeting : leisure.meetings) {
            for (int i = 0; i < meeting.present().length; i++) {
                LeisureLife.Participant participant =
                        meeting.card().participants().get(i);
                if (!meeting.isPresentInTheEnd(i) || protectedNumbers.contains(participant.number())) {
                    continue;
                }
                count++;
                minutes += meeting.card().minutes();
                if (participant.isLinkable()) {
                    linkable.add(participant.number());
                    if (participant.pupil() >= 0) {
                        visits[participant.pupil()] = true;
                    }
                }
            }
        }
        return new long[] {count, minutes};
    }

    private MunicipalityTruth.Overlap overlap(boolean[] social, boolean[] visits) {
        long[] n = new long[8];
        for (Pupil pupil : schooling.pupils) {
            if (!pupil.isLinkable || pupil.isProtected() || reported[pupil.index] == 0) {
                continue;
            }
            boolean isHigh = absent[pupil.index] * 10 >= reported[pupil.index];
            int has = (isHigh ? 1 : 0) | (social[pupil.index] ? 2 : 0) | (visits[pupil.index] ? 4 : 0);
            for (int wanted = 0; wanted < 8; wanted++) {
                n[wanted] += (has & wanted) == wanted ? 1 : 0;
            }
        }
        return new MunicipalityTruth.Overlap(n[0], n[1], n[2], n[4], n[3], n[5], n[6], n[7]);
    }
}
