package se.tvarsyn.publication;

import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.query.GenericRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.models.ModelSources;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/**
 * The first follow-up: two cubes in {@code mart}, made anew from {@code core}. Its figures are exact and follow every
 * delivery, which releases will not: so it is for demo homes, whose persons do not exist.
 */
public final class FollowUp {
    /** A refresh that was killed leaves its tables; one that still runs is never this old. */
    private static final String ABANDONED = "metadata_modification_time < now() - INTERVAL 1 DAY";

    private static final Pattern BUILT = Pattern.compile("(?:int|dim|fct)_[a-z0-9_]+__build_[0-9a-f]{16}");

    private FollowUp() {}

    /**
     * Builds every cube from the models that stand, beside the old one, and swaps it in whole.
     *
     * @param modelsAndMartsRoot the directory with {@code models/} and {@code marts/} ({@code warehouse})
     * @param isDemoHome whether the persons are invented
     * @param allows whether a legal basis lets a feed's rows of a table be read for figures; a cube that reads others is
     *     not made
     * @return the cubes, in the order they were swapped in
     * @throws RefreshRefused outside demo homes, where a model fails, where a cube would not be safe, and after the
     *     others are swapped in where a cube has no legal basis; cubes that were not swapped in stay as they were
     */
    public static List<String> refresh(
            Warehouse warehouse, Path modelsAndMartsRoot, boolean isDemoHome, BiPredicate<String, FactTable> allows) {
        if (!isDemoHome) {
            throw new RefreshRefused("The follow-up with exact figures is for demo homes: the figures of real children"
                    + " are shown in releases only, which this version cannot make");
        }
        List<Model> all = Model.all(modelsAndMartsRoot);
        List<Model> marts = all.stream().filter(Model::isMart).toList();
        Map<Model, Set<String>> unlawful = new ModelSources(all).unlawful(marts, warehouse, allows);
        List<String> cubes = build(
                warehouse,
                all,
                marts.stream().filter(m -> !unlawful.containsKey(m)).toList());
        if (!unlawful.isEmpty()) {
            throw new RefreshRefused(ModelSources.told(unlawful));
        }
        return cubes;
    }

    private static List<String> build(Warehouse warehouse, List<Model> all, List<Model> marts) {
        dropAbandoned(warehouse);
        String build =
                "__build_" + UUID.randomUUID().toString().replace("-", "").substring(16);
        Map<String, String> tables = new LinkedHashMap<>();
        all.forEach(model -> tables.put(
                model.name(),
                model.isMart() ? "core." + model.name() + build : ModelRefresh.DATABASE + "." + model.name()));
        try {
            for (Model model : marts) {
                for (Migrations.Part statement : model.statements(tables)) {
                    execute(warehouse, statement.sql(), model.file() + ":" + statement.line());
                }
            }
            List<String> cubes = marts.stream().map(Model::name).toList();
            Set<String> built = new HashSet<>();
            cubes.forEach(cube -> built.add(cube + build));
            refuse(MartSelfCheck.problems(warehouse, "core", built));
            cubes.forEach(cube -> swapIn(warehouse, tables.getOrDefault(cube, ""), "mart." + cube));
            return cubes;
        } finally {
            marts.forEach(cube -> drop(warehouse, tables.getOrDefault(cube.name(), "")));
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RefreshRefused("The new cubes are not safe, the old ones stand: " + String.join("; ", problems));
        }
    }

    /** Readers see the old table or the new one, whole; the old one is dropped with the build. */
    private static void swapIn(Warehouse warehouse, String built, String cube) {
        boolean isThere = !warehouse
                .client()
                .queryAll("SELECT name FROM system.tables WHERE concat(database, '.', name) = '" + cube + "'")
                .isEmpty();
        execute(
                warehouse,
                isThere ? "EXCHANGE TABLES " + built + " AND " + cube : "RENAME TABLE " + built + " TO " + cube,
                cube);
    }

    private static void dropAbandoned(Warehouse warehouse) {
        for (GenericRecord row : warehouse
                .client()
                .queryAll("SELECT name FROM system.tables WHERE database = 'core' AND name LIKE '%\\_\\_build\\_%' AND "
                        + ABANDONED)) {
            if (BUILT.matcher(row.getString("name")).matches()) {
                drop(warehouse, "core." + row.getString("name"));
            }
        }
    }

    private static void drop(Warehouse warehouse, String table) {
        execute(warehouse, "DROP TABLE IF EXISTS " + table + " SYNC", table);
    }

    /** Only the number of an error is told: its text may quote a row. */
    private static void execute(Warehouse warehouse, String sql, String where) {
        try (CommandResponse response = warehouse.client().execute(sql).get()) {
            response.getWrittenRows();
        } catch (ExecutionException e) {
            throw failed(where, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefreshRefused(where + ": interrupted");
        } catch (Exception e) {
            throw failed(where, e);
        }
    }

    private static RefreshRefused failed(String where, @Nullable Throwable e) {
        return new RefreshRefused(where + ": the statement failed"
                + (e instanceof ServerException server ? " (ClickHouse error " + server.getCode() + ")" : "")
                + "; see that the warehouse runs, its migrations are applied and the model is as shipped");
    }

    /**
     * The cubes as they stand in {@code mart}.
     *
     * @throws RefreshRefused where there are none yet
     */
    public static FollowUpCells read(Warehouse warehouse) {
        List<AbsenceCell> absence = new ArrayList<>();
        List<OverlapCell> overlap = new ArrayList<>();
        Statements statements = new Statements(
                warehouse,
                code -> new RefreshRefused("The cubes of mart cannot be read (ClickHouse error " + code
                        + "); see that the warehouse runs and that a follow-up has been made"));
        statements.each(
                "SELECT month, school_unit_code, toString(school_grade), sex, pupil_count, absence_share,"
                        + " reported_share FROM mart.fct_absence_by_month"
                        + " ORDER BY month, school_unit_code, ifNull(school_grade, 255), sex",
                row -> {
                    String grade = row.getString(3);
                    absence.add(new AbsenceCell(
                            row.getString(1),
                            row.getString(2),
                            grade == null ? null : Integer.valueOf(grade),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7)));
                });
        statements.each(
                "SELECT school_year, has_absence_10, has_social_event, has_leisure, pupil_count"
                        + " FROM mart.fct_agency_overlap"
                        + " ORDER BY school_year, has_absence_10, has_social_event, has_leisure",
                row -> overlap.add(new OverlapCell(
                        row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4), row.getString(5))));
        return new FollowUpCells(absence, overlap);
    }
}
