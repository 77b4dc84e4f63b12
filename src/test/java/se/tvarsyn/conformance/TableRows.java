package se.tvarsyn.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One CSV file of a source that exports its whole state: a header and rows, the first of which is the one that changes. */
record TableRows(String file, String header, List<String> rows) {
    TableRows {
        rows = List.copyOf(rows);
    }

    Map<String, byte[]> written() {
        return Map.of(
                file,
                (header + "\n" + rows.stream().map(row -> row + "\n").collect(Collectors.joining()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** The first row with one text in the place of another. */
    TableRows firstWith(String before, String after) {
        String changed = rows.get(0).replace(before, after);
        if (changed.equals(rows.get(0))) {
            throw new IllegalArgumentException("the first row has no such text");
        }
        List<String> all = new ArrayList<>(rows);
        all.set(0, changed);
        return new TableRows(file, header, all);
    }

    TableRows withoutFirst() {
        return new TableRows(file, header, rows.subList(1, rows.size()));
    }

    TableRows and(String row) {
        List<String> all = new ArrayList<>(rows);
        all.add(row);
        return new TableRows(file, header, all);
    }
}
