package se.tvarsyn.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import se.tvarsyn.publication.ReleasePeriod;
import se.tvarsyn.warehouse.Statements;

/** The follow-up tables of a term's release on paper: protected figures, read where analysts and leads read them. */
final class ReleasedTables {
    private static final int NAMES = 34;

    private static final String OF_SCHOOLS = """
            SELECT concat(ifNull(f.district, ''), '/', ifNull(f.school_unit, '')),
                multiIf(
                    f.district IS NULL, 'the municipality',
                    f.school_unit IS NULL, if(f.district = '', 'no district', f.district),
                    concat('  ', if(l.name = '', f.school_unit, l.name))),
                f.metric, f.shown
            FROM mart.figure AS f
            LEFT JOIN (SELECT code, name FROM mart.label WHERE dimension = 'school_unit' AND release_name = '{release}') AS l
                ON l.code = f.school_unit
            WHERE f.release_name = '{release}' AND f.cube = 'absence-by-unit'
                AND f.dimension IN ('', 'district', 'district, school_unit')
            ORDER BY f.district IS NOT NULL, f.district, f.school_unit IS NOT NULL, l.name, f.school_unit
            SETTINGS join_use_nulls = 0
            """;

    private static final String OF_GRADES = """
            SELECT concat(ifNull(stage, ''), '/', ifNull(grade, '')),
                multiIf(
                    stage IS NULL, 'all grades',
                    grade IS NULL, if(stage = '', 'grade unknown', stage),
                    grade = '0', '  förskoleklass',
                    concat('  grade ', grade)),
                concat(ifNull(sex, ''), ' ', metric), shown
            FROM mart.figure
            WHERE release_name = '{release}' AND cube = 'absence-by-unit'
                AND dimension IN ('', 'sex', 'stage', 'stage, sex', 'stage, grade', 'stage, grade, sex') AND ifNull(grade != '', true)
            ORDER BY stage IS NOT NULL, indexOf(['F-3', '4-6', '7-9', 'GY', ''], ifNull(stage, '')), grade IS NOT NULL,
                toUInt8OrZero(ifNull(grade, ''))
            """;

    private static final String OF_BANDS = """
            SELECT ifNull(concat('/', stage), ''), multiIf(stage IS NULL, 'all grades', stage = '', 'grade unknown', stage),
                if(metric = 'pupils', '', across), shown
            FROM mart.figure
            WHERE release_name = '{release}' AND cube = 'absence-bands' AND metric IN ('pupils', 'absence-bands')
                AND dimension IN ('', 'stage')
            ORDER BY stage IS NOT NULL, indexOf(['F-3', '4-6', '7-9', 'GY', ''], ifNull(stage, ''))
            """;

    private static final String OF_AGENCIES = """
            SELECT across, across, ifNull(stage, ''), shown
            FROM mart.figure
            WHERE release_name = '{release}' AND cube = 'agencies' AND metric = 'agency-overlap'
                AND dimension IN ('', 'stage') AND across != '' AND ifNull(stage != '', true)
            ORDER BY position(across, 'F') > 0, position(across, 'S') > 0, position(across, 'L') > 0
            """;

    private final Statements readers;
    private final ReleasePeriod period;

    /** @param readers of the warehouse that {@code mart} is in */
    ReleasedTables(Statements readers, ReleasePeriod period) {
        this.readers = readers;
        this.period = period;
    }

    /** Of a line what it is called, and what is shown in each column. */
    private record Line(String label, Map<String, String> shown) {
        Line {
            shown = Map.copyOf(shown);
        }

        /** Empty where the release has no such figure. */
        String cell(String column, int width) {
            return Shown.padded(shown.getOrDefault(column, ""), width);
        }
    }

    private List<Line> lines(String sql) {
        Map<String, String> labels = new LinkedHashMap<>();
        Map<String, Map<String, String>> cells = new LinkedHashMap<>();
        readers.each(sql.replace("{release}", period.name()), row -> {
            labels.put(row.getString(1), row.getString(2));
            cells.computeIfAbsent(row.getString(1), key -> new LinkedHashMap<>())
                    .put(row.getString(3), row.getString(4));
        });
        return cells.entrySet().stream()
                .map(line -> new Line(labels.getOrDefault(line.getKey(), ""), line.getValue()))
                .toList();
    }

    void print(PrintStream out) {
        out.println(
                "(.. = hidden, for it tells of few pupils, or would give such a number away: it is not zero; . = no such"
                        + " figure. Each number has noise of its own: parts need not sum to totals)");
        schools(out);
        grades(out);
        bands(out);
        agencies(out);
    }

    private void schools(PrintStream out) {
        out.println();
        out.println("Absence by district and school, percent of offered and reported time");
        out.println(Shown.padRight("school", NAMES) + " pupils  absence  invalid  over 10 %  reported");
        for (Line line : lines(OF_SCHOOLS)) {
            out.println(Shown.padRight(line.label(), NAMES)
                    + line.cell("pupils", 7)
                    + line.cell("absence-rate", 9)
                    + line.cell("absence-invalid-rate", 9)
                    + line.cell("absence-over-threshold", 11)
                    + line.cell("reporting-coverage", 10));
        }
        out.println(
                "(over 10 %: percent of the pupils with absence of 10 % or more; reported: percent of offered time)");
    }

    private void grades(PrintStream out) {
        out.println();
        out.println("Absence by stage, grade and sex, percent of offered and reported time");
        out.println(Shown.padRight("stage and grade", NAMES)
                + " pupils  absence  over 10 %  girls: absence  over 10 %  boys: absence  over 10 %");
        for (Line line : lines(OF_GRADES)) {
            out.println(Shown.padRight(line.label(), NAMES)
                    + line.cell(" pupils", 7)
                    + line.cell(" absence-rate", 9)
                    + line.cell(" absence-over-threshold", 11)
                    + line.cell("F absence-rate", 16)
                    + line.cell("F absence-over-threshold", 11)
                    + line.cell("M absence-rate", 15)
                    + line.cell("M absence-over-threshold", 11));
        }
    }

    private void bands(PrintStream out) {
        List<Line> lines = lines(OF_BANDS);
        TreeSet<Integer> limits = new TreeSet<>();
        lines.forEach(line -> line.shown().keySet().stream()
                .filter(band -> !band.isEmpty())
                .forEach(band -> limits.add(Integer.valueOf(band))));
        out.println();
        out.println("Pupils by their absence, percent of the stage's pupils");
        StringBuilder head = new StringBuilder(Shown.padRight("absence of at least, in percent", NAMES) + " pupils");
        limits.forEach(limit -> head.append(Shown.padded(limit.toString(), 7)));
        out.println(head);
        for (Line line : lines) {
            StringBuilder text = new StringBuilder(Shown.padRight(line.label(), NAMES) + line.cell("", 7));
            limits.forEach(limit -> text.append(line.cell(limit.toString(), 7)));
            out.println(text);
        }
    }

    private void agencies(PrintStream out) {
        List<Line> lines = lines(OF_AGENCIES);
        out.println();
        out.println("Pupils by absence of 10 % or more, an event of the social services, and leisure");
        out.println("absence  social services  leisure   pupils      F-3      4-6      7-9");
        for (Line line : lines) {
            out.println(Shown.padRight(yesNo(line, "F"), 9)
                    + Shown.padRight(yesNo(line, "S"), 17)
                    + Shown.padRight(yesNo(line, "L"), 8)
                    + line.cell("", 8)
                    + line.cell("F-3", 9)
                    + line.cell("4-6", 9)
                    + line.cell("7-9", 9));
        }
        out.println("(pupils who can be joined across agencies)");
    }

    private static String yesNo(Line line, String mark) {
        return line.label().contains(mark) ? "yes" : "no";
    }
}
