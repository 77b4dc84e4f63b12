package se.tvarsyn.noise;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.tvarsyn.SharedFiles;
import se.tvarsyn.noise.PerturbationTable.Step;

/** A p-table that others have published, by count. */
record PublishedTable(NavigableMap<Integer, List<Line>> rows) {
    /** @param probability as printed, to eight decimals */
    record Line(int noise, double probability, BigDecimal upTo) {}

    /** A file of vectors/ckm whose columns are called i, p, v and p_int_ub, in any order. */
    static PublishedTable read(String name) throws IOException {
        NavigableMap<Integer, List<Line>> rows = new TreeMap<>();
        for (Map<String, String> row : rows(name)) {
            rows.computeIfAbsent(Integer.valueOf(row.get("i")), i -> new ArrayList<>())
                    .add(new Line(
                            Integer.parseInt(row.get("v")),
                            Double.parseDouble(row.get("p")),
                            new BigDecimal(row.get("p_int_ub"))));
        }
        return new PublishedTable(rows);
    }

    /** The rows of a file of vectors/ckm by the names of its columns. */
    static List<Map<String, String>> rows(String name) throws IOException {
        List<String> lines = Files.readAllLines(SharedFiles.of("vectors/ckm/" + name));
        String[] names = lines.get(0).split("[,;]");
        return lines.stream()
                .skip(1)
                .map(line -> line.split("[,;]"))
                .map(cells -> Stream.iterate(0, i -> i < names.length, i -> i + 1)
                        .collect(Collectors.toMap(i -> names[i], i -> cells[i])))
                .toList();
    }

    /** Without row 0, in which nothing changes. */
    PerturbationTable table() {
        return PerturbationTable.ofRows(rows.tailMap(1).values().stream()
                .map(row -> row.stream()
                        .map(line -> new Step(line.noise(), line.upTo()))
                        .toList())
                .toList());
    }

    static double entropy(double... probabilities) {
        return -Arrays.stream(probabilities)
                .filter(p -> p > 0)
                .map(p -> p * Math.log(p))
                .sum();
    }
}
