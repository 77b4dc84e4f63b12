package se.tvarsyn.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A release as one table with a row for each figure, {@code name.csv}, and {@code name.codebook.csv}, which says what every
 * column, metric and code means.
 *
 * <p>RFC 4180, and UTF-8 with a byte order mark, without which Excel takes å for two letters. No figure is kept: memory
 * holds the codes that were met, for the codebook.
 */
public final class CsvRelease implements ReleaseFormat {
    /** A level's empty cell is the total, so an unknown code needs a word. */
    static final String UNKNOWN = "okänt";

    private static final List<String> BEFORE = List.of("release", "period_kind", "period", "cube", "metric");
    private static final List<String> AFTER =
            List.of("across", "value", "numerator", "denominator", "p90_or_half_width", "unit");

    @Override
    public List<Path> write(ReleaseSheet sheet, Figures figures, Path folder, String name) throws IOException {
        try (NewFiles files = new NewFiles(folder)) {
            CodesMet codes = new CodesMet();
            rows(sheet, figures, codes, files.open(name + ".csv"));
            Codebook.write(sheet, codes, printer(files.open(name + ".codebook.csv")));
            return files.keep();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static CSVPrinter printer(OutputStream out) throws IOException {
        OutputStreamWriter writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        return new CSVPrinter(writer, CSVFormat.RFC4180);
    }

    private static void rows(ReleaseSheet sheet, Figures figures, CodesMet codes, OutputStream out) throws IOException {
        List<String> levels = levels(sheet);
        CSVPrinter printer = printer(out);
        printer.printRecord(header(levels));
        new FittingFigures(sheet, figures).each(figure -> {
            codes.meet(figure);
            try {
                printer.printRecord(row(sheet, levels, figure));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        printer.flush();
    }

    /** Every level that a cube has, in the order of the cubes. */
    private static List<String> levels(ReleaseSheet sheet) {
        Set<String> levels = new LinkedHashSet<>();
        sheet.cubes().values().forEach(cube -> cube.axes().forEach(levels::addAll));
        for (String level : levels) {
            if (BEFORE.contains(level) || AFTER.contains(level)) {
                throw new UnfitRelease("A level is called " + level + ", as a column of every release is: rename it");
            }
        }
        return List.copyOf(levels);
    }

    private static List<String> header(List<String> levels) {
        List<String> header = new ArrayList<>(BEFORE);
        levels.forEach(level -> header.add(PlainText.inCsv(level)));
        header.addAll(AFTER);
        return header;
    }

    private static List<String> row(ReleaseSheet sheet, List<String> levels, ExportedFigure figure) {
        List<String> row = new ArrayList<>();
        row.add(sheet.releaseId());
        row.add(sheet.periodKind());
        row.add(sheet.period());
        row.add(figure.cube());
        row.add(figure.metric());
        for (String level : levels) {
            String code = figure.place().get(level);
            row.add(code == null ? "" : code(level, code));
        }
        row.add(figure.across());
        row.add(figure.shown());
        row.add(figure.numerator());
        row.add(figure.denominator());
        row.add(figure.p90OrHalfWidth());
        row.add(sheet.metric(figure.metric()).unit());
        row.replaceAll(PlainText::inCsv);
        return row;
    }

    private static String code(String level, String code) {
        if (code.equals(UNKNOWN)) {
            throw new UnfitRelease(
                    "A code of " + level + " is the word that stands for unknown ones in CSV: rename it");
        }
        return code.isEmpty() ? UNKNOWN : code;
    }
}
