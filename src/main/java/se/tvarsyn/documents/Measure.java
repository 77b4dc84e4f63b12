package se.tvarsyn.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A security measure and the test that proves it, as {@code docs/privacy.md} has them.
 *
 * @param what the first columns of the table's row
 * @param test names of tests, below {@code src/test/java/se/tvarsyn}
 */
record Measure(String what, String test) {
    /** Rows of every table whose last column is headed by tests; empty where the file is not there. */
    static List<Measure> all(Path file) throws IOException {
        List<Measure> measures = new ArrayList<>();
        if (!Files.exists(file)) {
            return measures;
        }
        boolean isOfTests = false;
        boolean isInTable = false;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.startsWith("|")) {
                isInTable = false;
                continue;
            }
            List<String> cells = cells(line);
            String last = cells.get(cells.size() - 1);
            if (!isInTable) {
                isInTable = true;
                isOfTests = cells.size() > 1 && last.toLowerCase(Locale.ROOT).contains("test");
            } else if (isOfTests && !last.startsWith("---")) {
                measures.add(new Measure(String.join(": ", cells.subList(0, cells.size() - 1)), last));
            }
        }
        return measures;
    }

    private static List<String> cells(String line) {
        String inside = line.strip().replaceAll("^\\||\\|$", "");
        return Arrays.stream(inside.split("(?<!\\\\)\\|", -1))
                .map(c -> c.strip().replace("\\|", "|"))
                .toList();
    }
}
