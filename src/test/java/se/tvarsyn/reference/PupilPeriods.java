package se.tvarsyn.reference;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.PupilPeriod.AtUnit;
import se.tvarsyn.reference.PupilPeriod.Place;

/** The months, quarters, terms and school years of one pupil. */
final class PupilPeriods {
    /** The last day first; of equal days the first unit; of equal units what is known. */
    private static final Comparator<Account.Line> PLACE_FIRST = Comparator.comparing(Account.Line::day)
            .reversed()
            .thenComparing(Account.Line::unit)
            .thenComparing(Account.Line::grade, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Account.Line::sex);

    private final Person person;
    private final Enrolments enrolments;
    private final UnitFile units;
    private final Limits limits;
    private final Map<Period, List<Account.Line>> lines = new LinkedHashMap<>();

    private PupilPeriods(Person person, Enrolments enrolments, UnitFile units, Limits limits) {
        this.person = person;
        this.enrolments = enrolments;
        this.units = units;
        this.limits = limits;
    }

    static Map<Period, PupilPeriod> of(
            Person person,
            Account account,
            Enrolments enrolments,
            UnitFile units,
            Limits limits,
            Period.Known periods) {
        PupilPeriods made = new PupilPeriods(person, enrolments, units, limits);
        for (Account.Line line : account.lines()) {
            // A sum that crosses a month's end is in no month and no quarter.
            List<Period> all = periods.of(line.day());
            List<Period> own = line.kind().equals(Period.TERM) ? all.subList(2, 4) : all;
            if (line.minutes().offered() > 0) {
                own.forEach(period -> made.lines
                        .computeIfAbsent(period, p -> new ArrayList<>())
                        .add(line));
            }
        }
        return made.periods(Spells.of(account), periods);
    }

    private Map<Period, PupilPeriod> periods(Spells spells, Period.Known known) {
        Set<Period> longInvalid = new HashSet<>();
        spells.longInvalidDays().forEach(day -> longInvalid.addAll(known.of(day)));
        Map<Period, Minutes> totals = new LinkedHashMap<>();
        lines.forEach((period, own) -> totals.put(period, total(own)));

        Map<Period, PupilPeriod> made = new LinkedHashMap<>();
        lines.forEach((period, own) -> {
            Minutes minutes = totals.getOrDefault(period, Minutes.NONE);
            Minutes before = period.kind().equals(Period.MONTH)
                    ? totals.getOrDefault(known.of(period.first().minusDays(1)).get(0), Minutes.NONE)
                    : Minutes.NONE;
            int occasions = spells.occasions(YearMonth.from(period.last()), limits.scatteredMonths());
            made.put(
                    period,
                    new PupilPeriod(
                            person,
                            period,
                            place(own, period),
                            atUnits(own, period),
                            minutes,
                            band(minutes),
                            band(before),
                            limits.isOver(minutes.absence(), minutes.reported()),
                            limits.isOver(before.absence(), before.reported()),
                            own.stream()
                                    .anyMatch(line ->
                                            line.isDay() && line.minutes().reported() > 0),
                            longInvalid.contains(period),
                            occasions >= limits.scatteredOccasions()));
        });
        return made;
    }

    private static Minutes total(List<Account.Line> lines) {
        return lines.stream().map(Account.Line::minutes).reduce(Minutes.NONE, Minutes::plus);
    }

    private @Nullable Integer band(Minutes minutes) {
        return minutes.reported() == 0 ? null : Integer.valueOf(limits.band(minutes.absence(), minutes.reported()));
    }

    private List<AtUnit> atUnits(List<Account.Line> own, Period period) {
        Map<String, List<Account.Line>> byUnit = new TreeMap<>();
        own.forEach(line ->
                byUnit.computeIfAbsent(line.unit(), u -> new ArrayList<>()).add(line));
        List<AtUnit> atUnits = new ArrayList<>();
        byUnit.forEach((unit, at) -> {
            LocalDate lastDay = at.get(at.size() - 1).day();
            atUnits.add(new AtUnit(
                    unit, units.district(unit, period.last()), form(unit, lastDay, period.last()), total(at)));
        });
        return atUnits;
    }

    /** That of the unit; of a unit that is not in the file, that of the enrolment. */
    private String form(String unit, LocalDate day, LocalDate periodEnd) {
        UnitFile.Row row = units.on(unit, periodEnd);
        return row == null ? enrolments.form(unit, day) : row.form();
    }

    private Place place(List<Account.Line> own, Period period) {
        Account.Line line = own.stream().min(PLACE_FIRST).orElseThrow();
        String form = form(line.unit(), line.day(), period.last());
        Integer grade = line.grade();
        Integer birthYear = enrolments.birthYear(line.unit(), line.day());
        Sex sex = line.sex();
        return new Place(
                line.unit(),
                units.district(line.unit(), period.last()),
                form,
                stage(form, grade),
                grade == null ? "" : grade.toString(),
                sex.name(),
                birthYear == null ? "" : ageBand(period.last().getYear() - birthYear));
    }

    static String stage(String form, @Nullable Integer grade) {
        if (form.startsWith("GY")) {
            return "GY";
        }
        if (grade == null) {
            return "";
        }
        return grade <= 3 ? "F-3" : grade <= 6 ? "4-6" : "7-9";
    }

    /** Age is what the pupil turns in the calendar year of the period's last day. */
    static String ageBand(int age) {
        if (age <= 5) {
            return "0-5";
        }
        if (age <= 9) {
            return "6-9";
        }
        if (age <= 12) {
            return "10-12";
        }
        return age <= 15 ? "13-15" : age <= 19 ? "16-19" : "20-";
    }
}
