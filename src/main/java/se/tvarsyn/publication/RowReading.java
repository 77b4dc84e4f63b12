package se.tvarsyn.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.warehouse.Statements;

/** Reads a model's rows of one period, person by person, as what metrics and cubes look at. Expressions were checked by the catalogue. */
final class RowReading {
    private final List<Metric> metrics;
    private final List<String> levels;
    private final boolean isOfPersons;
    private final List<Codes> levelCodes = new ArrayList<>();
    private final List<Codes> acrossCodes = new ArrayList<>();

    /**
     * @param metrics of one model
     * @param levels columns that cubes are cut by
     * @param isOfPersons whether the model names persons
     */
    RowReading(List<Metric> metrics, List<String> levels, boolean isOfPersons) {
        this.metrics = List.copyOf(metrics);
        this.levels = List.copyOf(levels);
        this.isOfPersons = isOfPersons;
        levels.forEach(level -> levelCodes.add(new Codes()));
        metrics.forEach(metric -> acrossCodes.add(new Codes()));
    }

    List<Metric> metrics() {
        return metrics;
    }

    List<String> levels() {
        return levels;
    }

    /** The values of a level that were read so far. */
    Codes valuesOf(int level) {
        return levelCodes.get(level);
    }

    /** The values that a metric is cut across by. */
    Codes acrossOf(int metric) {
        return acrossCodes.get(metric);
    }

    /** Rows in the order of persons, so that each person's stand together. */
    void each(Statements statements, ReleasePeriod period, ToLongFunction<UUID> recordKey, Consumer<PersonRow> each) {
        Person person = new Person(recordKey);
        statements.each(select(period), row -> each.accept(row(row, person)));
    }

    /** Every combination of levels that any period has: what a zero has to be hidden among. */
    void everSeen(Statements statements, Consumer<int[]> each) {
        if (levels.isEmpty()) {
            return;
        }
        StringBuilder sql = new StringBuilder("SELECT DISTINCT ");
        for (int i = 0; i < levels.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append(text(levels.get(i)));
        }
        statements.each(
                sql + " FROM " + ModelRefresh.DATABASE + "." + metrics.get(0).rows(), row -> {
                    int[] codes = new int[levels.size()];
                    for (int i = 0; i < codes.length; i++) {
                        codes[i] = levelCodes.get(i).of(row.getString(i + 1));
                    }
                    each.accept(codes);
                });
    }

    /** The person whose rows are being read, and their record key, made once. */
    private static final class Person {
        private final ToLongFunction<UUID> recordKey;
        private String token = "";
        private int number = -1;
        private long key;

        Person(ToLongFunction<UUID> recordKey) {
            this.recordKey = recordKey;
        }

        void next(String named) {
            if (!named.equals(token)) {
                token = named;
                number++;
                key = recordKey.applyAsLong(UUID.fromString(named));
            }
        }
    }

    private PersonRow row(ResultSet row, Person person) throws SQLException {
        int at = 1;
        if (isOfPersons) {
            person.next(row.getString(at++));
        }
        int[] codes = new int[levels.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = levelCodes.get(i).of(row.getString(at++));
        }
        double[] of = new double[metrics.size()];
        double[] among = new double[metrics.size()];
        int[] across = new int[metrics.size()];
        Arrays.fill(across, PersonRow.NOT_CUT);
        for (int i = 0; i < metrics.size(); i++) {
            of[i] = row.getDouble(at++);
            among[i] = row.getDouble(at++);
            if (metrics.get(i).across() != null) {
                String value = row.getString(at++);
                across[i] =
                        value.isEmpty() ? PersonRow.IN_NONE : acrossCodes.get(i).of(value);
            }
        }
        return new PersonRow(person.number, person.key, codes, of, among, across);
    }

    private String select(ReleasePeriod period) {
        List<String> columns = new ArrayList<>();
        if (isOfPersons) {
            columns.add("toString(person_pseudonym)");
        }
        levels.forEach(level -> columns.add(text(level)));
        for (Metric metric : metrics) {
            columns.add(ofColumn(metric));
            columns.add(amongColumn(metric));
            if (metric.across() != null) {
                columns.add(text(metric.across()));
            }
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + ModelRefresh.DATABASE + "."
                + metrics.get(0).rows() + " WHERE period_kind = '" + period.kind() + "' AND period = '" + period.name()
                + "'" + (isOfPersons ? " ORDER BY person_pseudonym" : "");
    }

    private static String text(String column) {
        return "ifNull(toString(" + column + "), '')";
    }

    /** Conditions are 1 or 0; minutes, days and differences themselves. */
    private static String ofColumn(Metric metric) {
        String of = "(" + metric.of() + ")";
        String where = where(metric);
        return switch (metric.kind()) {
            case SHARE -> flag(of + " AND (" + metric.among() + ") AND " + where);
            case COUNT, PERSONS -> flag(of + " AND " + where);
            case RATE, SUM, DAYS -> "toFloat64(if(" + where + ", ifNull(" + of + ", 0), 0))";
            case DIFFERENCE -> "toFloat64(if(" + where + ", " + of + " - (" + metric.among() + "), 0))";
        };
    }

    /** What a rate is held against; otherwise whether the row is asked. */
    private static String amongColumn(Metric metric) {
        return switch (metric.kind()) {
            case SHARE -> flag("(" + metric.among() + ") AND " + where(metric));
            case RATE -> "toFloat64(if(" + where(metric) + ", ifNull(" + metric.among() + ", 0), 0))";
            case COUNT, PERSONS, DIFFERENCE -> flag(where(metric));
            case SUM, DAYS -> flag("isNotNull(" + metric.of() + ") AND " + where(metric));
        };
    }

    private static String flag(String condition) {
        return "toFloat64(ifNull(toUInt8(" + condition + "), 0))";
    }

    private static String where(Metric metric) {
        return metric.where() == null ? "true" : "(" + metric.where() + ")";
    }
}
