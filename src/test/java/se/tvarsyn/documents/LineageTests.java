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
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.FieldUse;
import se.tvarsyn.settings.Home;
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
        configured = Configured.of(configuration, "0", LocalDate.of(2026, 6, 1));
        lineage = new Lineage(configured);
    }

    @Test
    void theMigrationsAreReadAsTheEngineReadsThem(@TempDir Path folder) throws SQLException {
        List<String> real = new ArrayList<>();
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
            }
        }
        List<String> read = new ArrayList<>();
        configured.tables().forEach((name, table) -> table.columns()
                .forEach(c -> read.add(name + "." + c.name() + " " + c.type().replace(" ", "") + " " + c.comment())));
        assertThat(read).containsExactlyElementsOf(real);
        assertThat(real).allSatisfy(line -> assertThat(line.split(" ", 3)[2]).isNotBlank());
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
        assertThat(configured.models()).hasSizeGreaterThanOrEqualTo(7).allSatisfy(model -> {
            assertThat(model.isByColumn()).as(model.table().name()).isTrue();
            assertThat(model.columns().values())
                    .allSatisfy(from -> assertThat(from).isNotEmpty());
        });
        assertThat(lineage.martsOf("core.attendance", "invalid_absence_minutes"))
                .contains(
                        new ColumnPlace("mart.fct_absence_by_month", "absence_share"),
                        new ColumnPlace("mart.fct_agency_overlap", "has_absence_10"));
        assertThat(lineage.martsOf("core.attendance", "late_minutes")).isEmpty();
        assertThat(lineage.countsOf("core.attendance"))
                .contains(new ColumnPlace("mart.fct_absence_by_month", "pupil_count"));
        assertThat(lineage.martsOf("core.social_event", "category")).isEmpty();
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
        se.tvarsyn.publication.Model odd = new se.tvarsyn.publication.Model(
                "int_odd",
                file,
                List.of(
                        new Migrations.Part(1, "CREATE TABLE " + own + " (n String COMMENT 'N') ENGINE = Memory"),
                        new Migrations.Part(2, "INSERT INTO " + own + " SELECT m FROM core.grade ARRAY JOIN [1] AS m")),
                Set.of());
        ModelLineage read = ModelLineage.of(odd, "int_odd.sql", configured.tables());
        assertThat(read.isByColumn()).isFalse();
        assertThat(read.columns().get("n")).containsExactly(ColumnPlace.rows("core.grade"));
    }

    private TableDefinition definition(FactTable table) {
        return java.util.Objects.requireNonNull(configured.tables().get(table.tableName()), table.tableName());
    }
}
