package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All cells, by metric, period and cut. The kinds are those of the catalogue. */
final class Figures {
    private final Map<String, Map<Period, Map<Cut, Cell>>> cells = new HashMap<>();
    /** Of the shares that are cut across, all values: each has a cell, also where nobody is in it. */
    private final Map<String, List<String>> acrosses = new HashMap<>();

    /** Of what an agency knows: the first day of which it says anything. */
    private final Map<String, LocalDate> since = new HashMap<>();

    /** Before that day, and where there is none, the metric has no figure: nobody said that nobody has it. */
    void since(String metric, @Nullable LocalDate first) {
        since.merge(metric, first == null ? LocalDate.MAX : first, (a, b) -> a.isAfter(b) ? a : b);
    }

    private Cell cell(String metric, Period period, Cut cut) {
        return cells(metric, period).computeIfAbsent(cut, c -> new Cell());
    }

    private Map<Cut, Cell> cells(String metric, Period period) {
        return cells.computeIfAbsent(metric, m -> new HashMap<>()).computeIfAbsent(period, p -> new HashMap<>());
    }

    /** Sum of the one by sum of the other. */
    void rate(String metric, Period period, List<Cut> cuts, long of, long among, @Nullable UUID person) {
        if (among == 0 && of == 0) {
            return;
        }
        Map<Cut, Cell> found = cells(metric, period);
        for (Cut cut : cuts) {
            found.computeIfAbsent(cut, c -> new Cell()).fraction(of, among, person);
        }
    }

    /** Rows that are by rows that are asked; who is not asked cannot be. */
    void share(String metric, Period period, List<Cut> cuts, boolean is, boolean isAsked, UUID person) {
        if (isAsked) {
            rate(metric, period, cuts, is ? 1 : 0, 1, person);
        }
    }

    /** One row that is asked, and the value of across in which it is: cells of the other values have it below the line. */
    void shareAcross(String metric, Period period, List<Cut> cuts, String is, Collection<String> across, UUID person) {
        acrosses.putIfAbsent(metric, List.copyOf(across));
        Map<Cut, Cell> found = cells(metric, period);
        for (Cut cut : cuts) {
            found.computeIfAbsent(cut, c -> new Cell()).fraction(0, 1, person);
            found.computeIfAbsent(cut.across(is), c -> new Cell()).fraction(1, 0, null);
        }
    }

    /** Distinct persons. */
    void count(String metric, Period period, List<Cut> cuts, String across, UUID person) {
        for (Cut cut : cuts) {
            cell(metric, period, across.isEmpty() ? cut : cut.across(across)).person(person);
        }
    }

    void days(String metric, Period period, List<Cut> cuts, String across, long days, UUID person) {
        for (Cut cut : cuts) {
            cell(metric, period, across.isEmpty() ? cut : cut.across(across)).days(days, person);
        }
    }

    void sum(String metric, Period period, List<Cut> cuts, String across, long value) {
        for (Cut cut : cuts) {
            cell(metric, period, cut.across(across)).value(value);
        }
    }

    void difference(String metric, Period period, List<Cut> cuts, double percentagePoints, UUID person) {
        for (Cut cut : cuts) {
            cell(metric, period, cut).difference(percentagePoints, person);
        }
    }

    List<TrueValue> values() {
        List<TrueValue> values = new ArrayList<>();
        cells.forEach((metric, byPeriod) -> byPeriod.forEach((period, byCut) -> byCut.forEach((cut, cell) -> {
            if (period.last().isBefore(since.getOrDefault(metric, LocalDate.MIN))) {
                return;
            }
            List<String> across = acrosses.get(metric);
            if (across == null && cell.exists()) {
                values.add(cell.value(metric, period, cut));
            } else if (across != null && cut.across().isEmpty()) {
                for (String value : across) {
                    Cell above = byCut.getOrDefault(cut.across(value), new Cell());
                    values.add(cell.value(metric, period, cut.across(value), above));
                }
            }
        })));
        return values;
    }
}
