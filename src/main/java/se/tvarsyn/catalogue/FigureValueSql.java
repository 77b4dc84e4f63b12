package se.tvarsyn.catalogue;

import java.util.stream.Collectors;

/** From exact figures to the number that is shown, beside that of a year before; and the district matrix. */
final class FigureValueSql {
    static final String COLUMNS = """
            metric LowCardinality(String) COMMENT 'Måttets id i warehouse/metrics',
            unit LowCardinality(String) COMMENT 'Enhet för shown; change i samma enhet, för procent i procentenheter',
            polarity LowCardinality(String) COMMENT 'higher, lower eller neutral: åt vilket håll som är bättre',
            period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year, year eller now',
            period LowCardinality(String) COMMENT 'Perioden',
            dimension LowCardinality(String) COMMENT 'Nivån som uppgiften är uppdelad på; tom = totalt',
            value String COMMENT 'Nivåns värde; tom = okänt',
            across String COMMENT 'Värde som täljaren är uppdelad på; tom där den inte är det',
            shown Nullable(Float64) COMMENT 'Procent, dagar (median), kronor, personer …; NULL där det inte finns något att dela med',
            year_before Nullable(Float64) COMMENT 'Samma i samma period ett år före; NULL där uppgiften inte finns',
            change Nullable(Float64) COMMENT 'shown - year_before; NULL där någon av dem är det'
            """;

    /** What is said of {@link FigureRefresh#MATRIX} and its columns: a view is told it after it is made. */
    static final String MATRIX_COMMENTS = """
            MODIFY COMMENT 'En rad per period, stadsdel, mått och värde i across; exakt, bara för dataförvaltare',
            COMMENT COLUMN period_kind 'month, quarter, term, school_year, year eller now',
            COMMENT COLUMN period 'Perioden',
            COMMENT COLUMN district 'Stadsdel; tom = okänd',
            COMMENT COLUMN metric 'Måttets id i warehouse/metrics',
            COMMENT COLUMN across 'Värde som täljaren är uppdelad på; tom där den inte är det',
            COMMENT COLUMN unit 'Enhet för shown; change i samma enhet, för procent i procentenheter',
            COMMENT COLUMN polarity 'higher, lower eller neutral: åt vilket håll som är bättre',
            COMMENT COLUMN shown 'Stadsdelens uppgift; NULL där den saknas',
            COMMENT COLUMN year_before 'Samma i samma period ett år före; NULL där uppgiften inte finns',
            COMMENT COLUMN change 'shown - year_before; NULL där någon av dem är det',
            COMMENT COLUMN municipality 'Hela kommunens uppgift; NULL där den saknas'
            """;

    /** The name of the same period a year after: every name begins with its year, and a läsår ends with the next. */
    private static final String AFTER =
            "concat(toString(toUInt16(substring(toString(period), 1, 4)) + 1), if(period_kind = 'school_year', concat('/',"
                    + " leftPad(toString((toUInt16(substring(toString(period), 1, 4)) + 2) % 100), 2, '0')),"
                    + " substring(toString(period), 5)))";

    private FigureValueSql() {}

    /**
     * @param figures table with the columns of {@link FigureSql}
     */
    static String select(String figures, Catalogue catalogue) {
        return "WITH known AS (SELECT m.1 AS id, m.2 AS unit, m.3 AS polarity, m.4 AS means, m.5 AS is_completed"
                + " FROM (SELECT arrayJoin([" + metrics(catalogue) + "]) AS m)), acrosses AS"
                + " (SELECT metric, groupUniqArrayIf(across, across != '') AS names FROM " + figures
                + " GROUP BY metric), cuts AS (SELECT id, any(unit) AS unit, any(polarity) AS polarity, period_kind, period,"
                + " dimension, value, groupArray((across, multiIf(means = 'median', toNullable(toFloat64(median)),"
                + " means = 'mean', mean, means = 'sum', toFloat64(numerator), denominator = 0, NULL,"
                + " toFloat64(numerator) * if(means = 'percent', 100, 1) / toFloat64(denominator)))) AS found,"
                // Of what is counted, a value of across that nobody is in is 0 where the cut is there.
                + " if(any(is_completed), arrayMap(n -> (n, toNullable(toFloat64(0))),"
                + " arrayFilter(n -> NOT has(found.1, n), any(names))), []) AS empty"
                + " FROM " + figures + " AS figure INNER JOIN known ON known.id = figure.metric"
                + " INNER JOIN acrosses ON acrosses.metric = figure.metric"
                + " GROUP BY id, period_kind, period, dimension, value), figure_values AS"
                + " (SELECT id, unit, polarity, period_kind, period, dimension, value, pair.1 AS across, pair.2 AS shown"
                + " FROM cuts ARRAY JOIN arrayConcat(found, empty) AS pair)"
                + " SELECT own.id, own.unit, own.polarity, own.period_kind, own.period, own.dimension, own.value, own.across,"
                + " own.shown, others.shown, own.shown - others.shown FROM figure_values AS own LEFT JOIN"
                + " (SELECT id, period_kind, " + AFTER
                + " AS period, dimension, value, across, shown FROM figure_values"
                + " WHERE period_kind != 'now') AS others"
                + " ON others.id = own.id AND others.period_kind = own.period_kind AND others.period = own.period"
                + " AND others.dimension = own.dimension AND others.value = own.value AND others.across = own.across"
                + " SETTINGS join_use_nulls = 0";
    }

    /** (id, unit, polarity, what is shown, whether values of across that nobody is in are 0) */
    private static String metrics(Catalogue catalogue) {
        return catalogue.metrics().values().stream()
                .map(metric -> "('" + metric.id() + "', '" + metric.unit() + "', '" + metric.polarity() + "', '"
                        + means(metric) + "', " + isCompleted(metric) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String means(Metric metric) {
        return switch (metric.kind()) {
            case RATE, SHARE -> metric.unit().equals("percent") ? "percent" : "quotient";
            case COUNT, PERSONS, SUM -> "sum";
            case DAYS -> "median";
            case DIFFERENCE -> "mean";
        };
    }

    private static boolean isCompleted(Metric metric) {
        return switch (metric.kind()) {
            case RATE, SHARE, COUNT, PERSONS -> metric.across() != null;
            case DAYS, SUM, DIFFERENCE -> false;
        };
    }

    /** Each district of a period with each metric that any district has there, and the municipality's number beside. */
    static String matrix(String values) {
        return "SELECT grid.period_kind AS period_kind, grid.period AS period, grid.district AS district,"
                + " grid.metric AS metric, grid.across AS across, grid.unit AS unit, grid.polarity AS polarity,"
                + " own.shown AS shown, own.year_before AS year_before, own.change AS change, whole.shown AS municipality"
                + " FROM (SELECT * FROM (SELECT DISTINCT period_kind, period, value AS district FROM " + values
                + " WHERE dimension = 'district') AS districts INNER JOIN (SELECT DISTINCT period_kind, period, metric,"
                + " across, unit, polarity FROM " + values + " WHERE dimension = 'district') AS metrics"
                + " USING (period_kind, period)) AS grid LEFT JOIN (SELECT * FROM " + values
                + " WHERE dimension = 'district') AS own ON own.period_kind = grid.period_kind AND own.period = grid.period"
                + " AND own.value = grid.district AND own.metric = grid.metric AND own.across = grid.across"
                + " LEFT JOIN (SELECT * FROM " + values + " WHERE dimension = '') AS whole"
                + " ON whole.period_kind = grid.period_kind AND whole.period = grid.period AND whole.metric = grid.metric"
                + " AND whole.across = grid.across SETTINGS join_use_nulls = 0";
    }
}
