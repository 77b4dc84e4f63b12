package se.tvarsyn.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.FieldUse;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** Lineage of the shipped files, held against the engine that runs them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineageTests {
    private Configured configured;
    private Lineage lineage;

    @BeforeAll
    void readTheShippedFiles(@TempDir Path folder) throws IOException {
        Configuration configuration = Configuration.read(new Home(folder, Path.of(".")), null, Clock.systemUTC());
        assertThat(configuration.problems()).isEmpty();
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(configuration.home(), configuration.settings(), problems);
        assertThat(problems).isEmpty();
        configured = Configured.of(configuration, figures.catalogue(), figures.cubes(), "0", LocalDate.of(2026, 6, 1));
        lineage = new Lineage(configured);
    }

    @Test
    void theMigrationsAreReadAsTheEngineReadsThem(@TempDir Path folder) throws SQLException {
        List<String> real = new ArrayList<>();
        List<String> realTables = new ArrayList<>();
        try (Warehouse warehouse =
                Warehouse.open(WarehouseSettings.embedded(folder.resolve("warehouse/data"), Path.of("warehouse/engine"))
                        .withLimits(2, 4L << 30, 4))) {
            Migrations.apply(warehouse, Path.of("warehouse/migrations"));
            try (Connection connection = warehouse.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT database, table, name, type, comment FROM"
                            + " system.columns WHERE database IN ('core', 'ops') ORDER BY database, table, position")) {
                while (row.next()) {
                    real.add(row.getString(1) + "." + row.getString(2) + "." + row.getString(3) + " "
                            + row.getString(4).replace(" ", "") + " " + row.getString(5));
                }
                try (ResultSet table = statement.executeQuery("SELECT concat(database, '.', name, ' ', comment) FROM"
                        + " system.tables WHERE database IN ('core', 'ops')")) {
                    while (table.next()) {
                        realTables.add(table.getString(1));
                    }
                }
            }
        }
        List<String> read = new ArrayList<>();
        configured.tables().forEach((name, table) -> table.columns()
                .forEach(c -> read.add(name + "." + c.name() + " " + c.type().replace(" ", "") + " " + c.comment())));
        assertThat(read).containsExactlyElementsOf(real);
        assertThat(real).allSatisfy(line -> assertThat(line.split(" ", 3)[2]).isNotBlank());
        assertThat(configured.tables().entrySet())
                .extracting(table -> table.getKey() + " " + table.getValue().comment())
                .containsExactlyInAnyOrderElementsOf(realTables);
    }

    @Test
    void aTableThatIsExchangedForAnotherKeepsItsNameAndAllItsColumns() {
        assertThat(definition(FactTable.ATTENDANCE).columns())
                .extracting(TableDefinition.Column::name)
                .contains("attended_on", "offered_minutes", "lesson_key", "has_schedule", "source_key");
        assertThat(configured.tables())
                .containsKeys("core.attendance", "ops.model_refresh", "ops.repeated_lesson")
                .doesNotContainKey("core.attendance_by_term");
        assertThat(definition(FactTable.ATTENDANCE).file()).endsWith("0011_lessons_by_term.sql");
    }

    @Test
    void theDictionarySaysWhereTheModelsLieAndForWhom() {
        String page = MarkdownText.of(DictionaryPage.page(configured, lineage));
        assertThat(page)
                .contains(
                        "`model.int_account`",
                        "`model.int_lesson_month.offered_minutes`",
                        "bara för dataförvaltare",
                        "`core.attendance`",
                        "### `model.figure`",
                        "| `half_width` | `Float64` | 1,96 medelfel för medelvärdet",
                        "`ops.model_refresh`",
                        "`ops.repeated_lesson`",
                        "### `mart.figure`",
                        "Bara en publicering fyller dessa tabeller")
                .doesNotContain("attendance_by_term", "live in memory");
        configured.models().forEach(m -> assertThat(page)
                .contains("### `model." + m.table().name() + "`"));
    }

    @Test
    void everyFieldOfEveryShippedMappingHasItsStep() {
        Set<String> steps = new TreeSet<>();
        lineage.steps().forEach(s -> steps.add(s.feed() + " " + s.use().source()));
        configured.mappings().forEach((feed, mapping) -> mapping.format()
                .layouts(mapping.settings())
                .forEach(layout -> layout.fields()
                        .forEach(field -> assertThat(steps).contains(feed + " " + layout.recordType() + "." + field))));
        assertThat(configured.mappings()).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void everyColumnThatAFieldGoesIntoExists() {
        lineage.steps().forEach(step -> {
            FactTable table = step.use().table();
            if (step.column() != null && table != null) {
                assertThat(definition(table).column(step.column()))
                        .as(step.toString())
                        .isPresent();
            }
        });
    }

    @Test
    void everyColumnOfCoreIsFedOrMadeByUs() {
        for (FactTable table : FactTable.values()) {
            Set<String> told = new TreeSet<>(lineage.fed(table));
            lineage.made(table).forEach(c -> told.add(c.name()));
            lineage.empty(table).forEach(c -> told.add(c.name()));
            TableDefinition definition = definition(table);
            assertThat(told)
                    .as(table.tableName())
                    .containsExactlyInAnyOrderElementsOf(definition.columns().stream()
                            .map(TableDefinition.Column::name)
                            .toList());
            // What we make by ourselves says where a row comes from, and nothing about a person.
            assertThat(lineage.made(table))
                    .extracting(TableDefinition.Column::name)
                    .isSubsetOf("key_version", "feed", "delivery_id", "version", "is_deleted");
        }
    }

    @Test
    void everyShippedModelIsFollowedColumnByColumn() {
        assertThat(configured.models())
                .hasSizeGreaterThanOrEqualTo(36)
                .filteredOn(m -> !m.isByColumn())
                .extracting(ModelLineage::shown)
                .isEmpty();
        // The calendar and what the home sets are read of no table.
        assertThat(configured.models())
                .filteredOn(m -> m.columns().values().stream().anyMatch(Set::isEmpty))
                .extracting(ModelLineage::shown)
                .containsExactlyInAnyOrder("model.int_period", "model.int_school_unit", "model.int_setting");
    }

    @Test
    void everyFigureOfAReleaseIsTracedToTheColumnsItIsMadeOf() {
        assertThat(lineage.metricsOf("core.attendance", "invalid_absence_minutes"))
                .contains("absence-rate", "absence-invalid-rate", "absence-over-threshold", "agency-overlap")
                .doesNotContain("social-open-at-end", "resource-kronor");
        assertThat(lineage.metricsOf("core.attendance", "late_minutes")).isEmpty();
        assertThat(lineage.countsOf("core.attendance")).contains("pupils", "agency-overlap");
        // The one cube of the social services that is cut by it.
        assertThat(lineage.metricsOf("core.social_event", "category"))
                .containsExactlyInAnyOrder(
                        "social-investigation-4-months", "social-not-assessed", "social-open-at-end");
        assertThat(lineage.metricsOf("core.leisure_visit", "visited_on")).contains("leisure-participation");
        Set<String> traced = new TreeSet<>();
        for (FactTable table : FactTable.values()) {
            traced.addAll(lineage.countsOf(table.tableName()));
        }
        Set<String> released = new TreeSet<>();
        configured.cubes().cubes().values().forEach(cube -> released.addAll(cube.metrics()));
        assertThat(traced).isEqualTo(released);
    }

    @Test
    void noModelLosesAColumnOnItsWay() {
        assertThat(made("int_account", "noticed_minutes"))
                .contains("int_lesson_month.day_unreported", "int_notice_day.day", "int_notice_day.person_pseudonym");
        assertThat(made("int_account", "sex")).contains("int_lesson_month.told_sex", "int_enrolment.spells");
        assertThat(made("int_invalid_spell", "long_on")).contains("int_pupil_day.days", "int_pupil_day.invalid");
        assertThat(made("int_case_effect", "own_change"))
                .contains("int_pupil_day.days", "int_pupil_day.absence", "int_case.enrolled_on", "int_case.ended_on");
        assertThat(made("int_leisure_activity", "period"))
                .contains("core.leisure_visit.visited_on", "int_month_period.period");
        assertThat(made("int_lesson_month", "day_unreported"))
                .contains("core.attendance.offered_minutes", "core.attendance.is_reported");
        assertThat(made("int_case_step", "days"))
                .containsExactlyInAnyOrder("int_case.steps", "int_month_period.month_on");
        assertThat(made("int_social_report", "is_judged_in_time")).contains("core.social_event.started_on");
        assertThat(made("int_pupil_period", "is_scattered"))
                .contains(
                        "int_occasion_month.month_on",
                        "int_occasion_month.occasions",
                        "int_setting.scattered_occasions");
        assertThat(made("int_occasion_month", "occasions"))
                .contains("int_pupil_day.runs", "int_pupil_day.first_is_absent", "int_pupil_day.last_is_absent");
        assertThat(made("int_final_grades", "sex")).contains("int_pupil_band.sex", "core.pupil_term.sex");
    }

    private Set<String> made(String model, String column) {
        Set<String> from = new TreeSet<>();
        configured.models().stream()
                .filter(m -> m.table().name().equals(model))
                .forEach(m -> m.columns().getOrDefault(column, Set.of()).forEach(f -> from.add(f.toString())));
        return from;
    }

    /**
     * Every name of a column that stands in a model's text is in the lineage of that model: as what a column is made of, or
     * as what chooses its rows. This asks the text, not the reader of it.
     */
    @Test
    void everyColumnThatAModelNamesIsInItsLineage() {
        configured.models().forEach(model -> {
            Set<String> told = new TreeSet<>();
            model.columns().values().forEach(from -> from.forEach(f -> told.add(f.column())));
            model.conditions().forEach(f -> told.add(f.column()));
            assertThat(told).as(model.shown()).containsAll(coreColumnsNamed(model));
        });
    }

    private Set<String> coreColumnsNamed(ModelLineage model) {
        String sql;
        try {
            sql = Files.readString(Path.of(model.table().file()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        String query = sql.substring(sql.indexOf("INSERT INTO")).replaceAll("--[^\n]*|'[^']*'", "");
        Set<String> named = new TreeSet<>();
        configured.tables().values().stream()
                .filter(t -> t.name().startsWith("core.") && query.matches("(?s).*\\b" + t.name() + "\\b.*"))
                .flatMap(t -> t.columns().stream())
                .map(TableDefinition.Column::name)
                .filter(c -> query.matches("(?s).*(?<!AS )(?<![a-z_])" + c + "\\b.*"))
                .forEach(named::add);
        return named;
    }

    @Test
    void everyNumberBecomesATokenAndNoMarkIsStored() {
        lineage.steps().forEach(step -> {
            FieldUse use = step.use();
            switch (use.role()) {
                case IDENTITY, PERSON_ID -> {
                    if (step.column() != null) {
                        assertThat(use.form()).isEqualTo(FieldUse.Form.TOKEN);
                        assertThat(step.column()).isIn("person_pseudonym", "is_linkable");
                    }
                }
                case PROTECTION, CHECK, DROPPED -> assertThat(step.column()).isNull();
                default -> {
                    // Stored as its mapping says.
                }
            }
        });
        assertThat(lineage.steps().stream().filter(s -> s.use().role() == FieldUse.Role.IDENTITY))
                .isNotEmpty();
    }

    @Test
    void aModelThatCannotBeFollowedIsShownByTable(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("int_odd.sql"), "");
        String own = "{int_odd}";
        se.tvarsyn.models.Model odd = new se.tvarsyn.models.Model(
                "int_odd",
                file,
                List.of(
                        new Migrations.Part(1, "CREATE TABLE " + own + " (n String COMMENT 'N') ENGINE = Memory"),
                        new Migrations.Part(
                                2, "INSERT INTO " + own + " SELECT grade FROM core.grade LIMIT 1 BY subject")),
                Set.of());
        ModelLineage read = ModelLineage.of(odd, "int_odd.sql", configured.tables());
        assertThat(read.isByColumn()).isFalse();
        assertThat(read.columns().get("n")).containsExactly(ColumnPlace.rows("core.grade"));
    }

    private TableDefinition definition(FactTable table) {
        return java.util.Objects.requireNonNull(configured.tables().get(table.tableName()), table.tableName());
    }
}
