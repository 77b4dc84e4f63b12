package se.tvarsyn.cli;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import se.tvarsyn.publication.AbsenceCell;
import se.tvarsyn.publication.FollowUpCells;
import se.tvarsyn.publication.OverlapCell;
import se.tvarsyn.simulation.SchoolUnit;

/** The first follow-up on paper: months side by side, one line a unit, grade and sex. */
final class FollowUpTables {
    private final Map<String, SchoolUnit> units = new LinkedHashMap<>();

    FollowUpTables(Collection<SchoolUnit> units) {
        units.forEach(unit -> this.units.put(unit.code(), unit));
    }

    void print(FollowUpCells cells, PrintStream out) {
        absence(cells.absence(), out);
        overlap(cells.overlap(), out);
    }

    private void absence(List<AbsenceCell> cells, PrintStream out) {
        TreeSet<String> months = new TreeSet<>();
        Map<String, Map<String, AbsenceCell>> lines = new TreeMap<>();
        for (AbsenceCell cell : cells) {
            months.add(cell.month());
            lines.computeIfAbsent(line(cell), l -> new TreeMap<>()).put(cell.month(), cell);
        }
        out.println();
        out.println("Absence, percent of offered and reported time, by month, school unit, grade and sex");
        out.println("(.. = fewer than 10 pupils, or one or two pupils make up most of it; . = no reported time)");
        StringBuilder head = new StringBuilder(padRight("school unit", 30)).append("grade sex pupils");
        months.forEach(month -> head.append("  ").append(month.substring(2)));
        out.println(head);
        lines.forEach((name, byMonth) -> {
            StringBuilder line = new StringBuilder(name);
            AbsenceCell last =
                    ((TreeMap<String, AbsenceCell>) byMonth).lastEntry().getValue();
            line.append(Shown.padded(last.pupilCount(), 7));
            for (String month : months) {
                AbsenceCell cell = byMonth.get(month);
                line.append(Shown.padded(cell == null ? "" : cell.absenceShare(), 7));
            }
            out.println(line);
        });
        out.println("(pupils: of the last month shown)");
    }

    private String line(AbsenceCell cell) {
        SchoolUnit unit = units.get(cell.schoolUnitCode());
        String name = unit == null ? cell.schoolUnitCode() : unit.district() + ", " + unit.name();
        String grade = cell.schoolGrade() == null ? "–" : Integer.toString(cell.schoolGrade());
        return padRight(name, 30) + Shown.padded(grade, 5) + Shown.padded(cell.sex(), 4);
    }

    private static void overlap(List<OverlapCell> cells, PrintStream out) {
        out.println();
        out.println("Pupils by absence of 10 % or more, an event of the social services, and leisure participation");
        out.println(
                "(pupils who can be joined across agencies; .. = fewer than 10, or a number that would give one away)");
        out.println(padRight("läsår", 10) + padRight("absence ≥ 10 %", 17) + padRight("social services", 18)
                + padRight("leisure", 10) + "pupils");
        for (OverlapCell cell : cells) {
            out.println(padRight(cell.schoolYear(), 10)
                    + padRight(yesNo(cell.hasAbsence10()), 17)
                    + padRight(yesNo(cell.hasSocialEvent()), 18)
                    + padRight(yesNo(cell.hasLeisure()), 10)
                    + Shown.padded(cell.pupilCount(), 6));
        }
    }

    private static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }

    static String padRight(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
