package se.tvarsyn.exports;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVPrinter;

/** What every column, metric, code and sign of the CSV means, as a table of its own that a program can read too. */
final class Codebook {
    static final List<String> HEADER =
            List.of("part", "of", "code", "name", "name_en", "text", "text_en", "unit", "kind", "source", "exclusions");

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("release", "Uttagets beteckning");
        COLUMNS.put("period_kind", "Slag av period: month, quarter, term, school_year, year eller now");
        COLUMNS.put("period", "Perioden");
        COLUMNS.put("cube", "Tabellen, se raderna cube");
        COLUMNS.put("metric", "Måttet, se raderna metric");
        COLUMNS.put("across", "Värde som täljaren är delad efter, se raderna code; tomt där måttet inte är delat");
        COLUMNS.put("value", "Värdet i måttets enhet, med decimalpunkt; eller .. eller .");
        COLUMNS.put("numerator", "Skyddad täljare; eller .. eller .; tomt där måttet ingen har");
        COLUMNS.put("denominator", "Skyddad nämnare; eller .. eller .; tomt där måttet ingen har");
        COLUMNS.put(
                "p90_or_half_width",
                "För kind days den nionde decilen, för kind difference halva bredden av 95 procents osäkerhet; eller .. eller .;"
                        + " annars tomt");
        COLUMNS.put("unit", "Måttets enhet");
    }

    private final ReleaseSheet sheet;
    private final CodesMet codes;
    private final CSVPrinter printer;

    private Codebook(ReleaseSheet sheet, CodesMet codes, CSVPrinter printer) {
        this.sheet = sheet;
        this.codes = codes;
        this.printer = printer;
    }

    static void write(ReleaseSheet sheet, CodesMet codes, CSVPrinter printer) throws IOException {
        Codebook book = new Codebook(sheet, codes, printer);
        printer.printRecord(HEADER);
        book.release();
        book.columns();
        book.signs();
        book.metrics();
        book.codes();
        printer.flush();
    }

    private void release() throws IOException {
        row(
                "release",
                "",
                sheet.releaseId(),
                SwedishWords.title(sheet),
                "",
                "Framtaget " + SwedishWords.at(sheet.createdAt()) + " av " + sheet.createdBy());
        row("method", "", "", "Så skyddas uppgifterna", "", sheet.method());
        for (String caveat : sheet.caveats()) {
            row("caveat", "", "", "Att tänka på", "", caveat);
        }
        for (SourceLine source : sheet.sources()) {
            row("feed", "", "", source.name(), "", source.text());
        }
    }

    private void columns() throws IOException {
        for (Map.Entry<String, String> column : COLUMNS.entrySet()) {
            row("column", "", column.getKey(), "", "", column.getValue());
        }
        for (String level : levels()) {
            row(
                    "column",
                    "",
                    level,
                    SwedishWords.level(level),
                    "",
                    "Kod, se raderna code; tomt = totalt; " + CsvRelease.UNKNOWN + " = uppgift om detta saknas");
        }
        for (CubeText cube : sheet.cubes().values()) {
            String axes =
                    cube.axes().stream().map(axis -> String.join(" > ", axis)).collect(Collectors.joining(", "));
            row("cube", "", cube.id(), cube.nameSv(), cube.nameEn(), "Delad efter: " + axes);
        }
    }

    private List<String> levels() {
        return sheet.cubes().values().stream()
                .flatMap(cube -> cube.axes().stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private void signs() throws IOException {
        row("sign", "value", State.HIDDEN.sign(), "Dold", "Hidden", SwedishWords.HIDDEN);
        row("sign", "value", State.MISSING.sign(), "Saknas", "Missing", SwedishWords.MISSING);
        row("sign", "value", "0", "Noll", "Zero", SwedishWords.ZERO);
        row(
                "sign",
                "",
                "'",
                "Apostrof",
                "Apostrophe",
                "Står först i en text som ett kalkylprogram annars skulle köra som formel, och hör inte till texten");
    }

    private void metrics() throws IOException {
        for (MetricText metric : sheet.metrics().values()) {
            row(
                    "metric",
                    "",
                    metric.id(),
                    metric.nameSv(),
                    metric.nameEn(),
                    metric.definitionSv(),
                    metric.definitionEn(),
                    metric.unit(),
                    metric.kind(),
                    metric.source(),
                    metric.exclusionsSv());
        }
    }

    private void codes() throws IOException {
        for (String level : levels()) {
            for (String code : codes.ofLevel(level, sheet)) {
                row("code", level, code.isEmpty() ? CsvRelease.UNKNOWN : code, sheet.label(level, code));
            }
        }
        for (String metric : sheet.metrics().keySet()) {
            for (String across : codes.ofMetric(metric, sheet)) {
                row("code", metric, across, sheet.acrossLabel(metric, across));
            }
        }
    }

    private void row(String... given) throws IOException {
        String[] row = Arrays.copyOf(given, HEADER.size());
        for (int i = 0; i < row.length; i++) {
            row[i] = i < given.length ? PlainText.inCsv(given[i]) : "";
        }
        printer.printRecord((Object[]) row);
    }
}
