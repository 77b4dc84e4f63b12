package se.tvarsyn.suppression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import se.tvarsyn.SharedFiles;
import se.tvarsyn.attack.Population;

/** Vector files as cells: the atoms are the rows of the input, the cells those of the expected table. */
final class TableCells {
    private final List<Map<String, String>> input;
    private final String value;
    private final long scale;

    TableCells(String file, String value, long scale) {
        this.input = read(file);
        this.value = value;
        this.scale = scale;
    }

    static List<Map<String, String>> read(String file) {
        Path path = SharedFiles.of("vectors/" + file);
        try {
            List<String> lines = Files.readAllLines(path);
            String[] names = split(lines.get(0));
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = split(line);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], parts[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String[] split(String line) {
        return Arrays.stream(line.split(","))
                .map(part -> part.replace("\"", ""))
                .toArray(String[]::new);
    }

    Population population() {
        return new Population(input.stream().mapToLong(this::scaled).toArray());
    }

    static String text(Map<String, String> row, String column) {
        return java.util.Objects.requireNonNull(row.get(column), column);
    }

    private long scaled(Map<String, String> row) {
        return Math.round(Double.parseDouble(text(row, value)) * scale);
    }

    /** The cell of these categories; a category is met by any column of the input that holds it, Total by all. */
    PublishableCell cell(String... categories) {
        return cell(Arrays.asList(categories));
    }

    private PublishableCell cell(List<String> categories) {
        int[] atoms = java.util.stream.IntStream.range(0, input.size())
                .filter(atom -> categories.stream()
                        .allMatch(category -> category.equals("Total")
                                || input.get(atom).entrySet().stream()
                                        .anyMatch(entry -> !entry.getKey().equals(value)
                                                && entry.getValue().equals(category))))
                .toArray();
        long[] parts =
                Arrays.stream(atoms).mapToLong(atom -> scaled(input.get(atom))).toArray();
        return PublishableCell.of(
                        String.join("/", categories),
                        atoms,
                        Arrays.stream(parts).sum())
                .contributedBy(scale == 1 ? new long[0] : parts);
    }

    List<PublishableCell> cellsOf(List<Map<String, String>> expected, String first, String second) {
        return expected.stream()
                .map(row -> cell(text(row, first), text(row, second)))
                .toList();
    }

    /** Two dimensions with all margins; further names are hierarchies of the second. */
    List<PublishableCell> cross(String first, String second, String... above) {
        Set<String> rows = new TreeSet<>(Set.of("Total"));
        Set<String> columns = new TreeSet<>(Set.of("Total"));
        input.forEach(row -> {
            rows.add(row.get(first));
            columns.add(row.get(second));
            for (String name : above) {
                columns.add(row.get(name));
            }
        });
        Map<String, PublishableCell> cells = new TreeMap<>();
        rows.forEach(row -> columns.forEach(column -> cells.put(row + "/" + column, cell(row, column))));
        return List.copyOf(cells.values());
    }
}
