package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code mappings/school-units.csv}: name, district and form of a unit, by time. */
final class UnitFile {
    private static final String HEADINGS = "skolenhetskod;namn;stadsdel;skolform;giltig_fran;giltig_till";

    private final Map<String, List<Row>> rows = new HashMap<>();

    /**
     * @param from first day, the earliest there is where the file leaves it empty
     * @param to last day, the latest there is where the file leaves it empty
     */
    record Row(String district, String form, LocalDate from, LocalDate to) {
        boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    UnitFile(String csv) {
        List<String> lines = csv.lines().toList();
        if (!lines.get(0).equals(HEADINGS)) {
            throw new IllegalArgumentException("the first line must be " + HEADINGS);
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(";", -1);
            rows.computeIfAbsent(cells[0], code -> new ArrayList<>())
                    .add(new Row(cells[2], cells[3], day(cells[4], LocalDate.MIN), day(cells[5], LocalDate.MAX)));
        }
    }

    private static LocalDate day(String cell, LocalDate otherwise) {
        return cell.isEmpty() ? otherwise : LocalDate.parse(cell);
    }

    /**
     * The row that is valid on the day, else the latest that began before it.
     *
     * @return null where the file has no such row
     */
    @Nullable
    Row on(String unit, LocalDate day) {
        List<Row> begun = rows.getOrDefault(unit, List.of()).stream()
                .filter(row -> !row.from().isAfter(day))
                .sorted(Comparator.comparing(Row::from).reversed())
                .toList();
        return begun.stream().filter(row -> row.holds(day)).findFirst().orElse(begun.isEmpty() ? null : begun.get(0));
    }

    /** Empty where the unit is not in the file. */
    String district(String unit, LocalDate day) {
        Row row = on(unit, day);
        return row == null ? "" : row.district();
    }
}
