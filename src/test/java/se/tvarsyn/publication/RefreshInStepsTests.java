package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelInputs;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.warehouse.DerivedRows;
import se.tvarsyn.warehouse.Statements;

/** Every table of models and figures that was made step by step is, row by row, the one that is made at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshInStepsTests {
    /** Words that no Swedish comment has and few English ones lack. */
    private static final Pattern ENGLISH =
            Pattern.compile("(?iU)\\b(the|of|and|or|with|where|whether|when|which|one row)\\b");

    private static final LocalDate TODAY = LocalDate.of(2026, 4, 20);

    private CoreRows rows;
    private Catalogue catalogue;

    @BeforeAll
    void open(@TempDir Path home) throws IOException {
        rows = CoreRows.open(home);
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(CoreRows.WAREHOUSE).forEach(model -> columns.put(model.name(), model.columns()));
        List<Problem> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(CoreRows.WAREHOUSE.resolve("metrics"))) {
            catalogue = Catalogue.read(files.sorted().toList(), Path::toString, columns, problems);
        }
        assertThat(problems).isEmpty();
    }

    @AfterAll
    void close() {
        rows.close();
    }

    private Statements statements() {
        return new Statements(rows.warehouse(), code -> new IllegalStateException("ClickHouse error " + code));
    }

    private ModelRefresh.Done refresh(LocalDate today) {
        ModelRefresh.Done done = new ModelRefresh(rows.warehouse(), CoreRows.WAREHOUSE, Clock.systemUTC())
                .run(
                        new ModelInputs(today, FollowUpSettings.defaults(), List.of()),
                        (feed, table) -> true,
                        model -> {});
        new FigureRefresh(rows.warehouse()).run(catalogue, done, model -> {});
        return done;
    }

    /** Every row of every table of models. */
    private Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new TreeMap<>();
        rows.texts("SELECT name FROM system.tables WHERE database = 'model'")
                .forEach(name ->
                        tables.put(name, rows.texts("SELECT toString(tuple(*)) FROM model." + name + " ORDER BY ALL")));
        return tables;
    }

    private void isWhatIsMadeAtOnce(LocalDate today) {
        Map<String, List<String>> inSteps = tables();
        DerivedRows.forget(statements());
        assertThat(refresh(today).isWhole()).isTrue();
        Map<String, List<String>> atOnce = tables();
        assertThat(inSteps.keySet()).isEqualTo(atOnce.keySet()).contains("figure", "int_account", "int_pupil_day");
        inSteps.forEach((name, found) -> assertThat(found).as(name).isEqualTo(atOnce.get(name)));
    }

    private LessonStory begin(long seed) {
        rows.clear();
        for (String table : List.of("core.absence_notice", "core.attendance_period")) {
            rows.execute("TRUNCATE TABLE " + table + " SYNC");
        }
        DerivedRows.forget(statements());
        LessonStory story = new LessonStory(rows, seed);
        story.delivery(2, "loaded");
        story.delivery(3, "loaded");
        refresh(TODAY);
        return story;
    }

    /** Several things happen between two refreshes. */
    @Test
    void whatIsMadeStepByStepIsWhatIsMadeAtOnce() {
        LessonStory story = begin(1);
        story.delivery(4, "loaded");
        story.delivery(7, "loading");
        assertThat(refresh(TODAY.plusDays(4)).isWhole()).isFalse();
        story.merged();
        story.delivery(8, "loaded");
        assertThat(refresh(TODAY.plusDays(10)).isWhole())
                .as("rows of a delivery that does not count")
                .isFalse();
        isWhatIsMadeAtOnce(TODAY.plusDays(10));

        rows.delivery(7, "loaded");
        story.notice();
        story.enrolment();
        story.sumsOfTerm();
        assertThat(refresh(TODAY.plusDays(12)).isWhole()).isTrue();
        story.delivery(11, "loaded");
        keepsWholeTerms(refresh(TODAY.plusDays(12)));
        story.erased(statements());
        assertThat(refresh(TODAY.plusDays(13)).isWhole()).isTrue();
        story.delivery(12, "loaded");
        assertThat(refresh(TODAY.plusDays(14)).isWhole()).isFalse();
        isWhatIsMadeAtOnce(TODAY.plusDays(14));
    }

    private static void keepsWholeTerms(ModelRefresh.Done done) {
        assertThat(done.kept())
                .as("a month with sums of a term is made with the whole term")
                .isNotNull()
                .satisfies(kept -> assertThat(kept.from().getMonthValue()).isIn(1, 7));
    }

    private void tell(long seed) {
        LessonStory story = begin(seed);
        for (int number = 4; number < 7; number++) {
            story.delivery(number, "loaded");
            assertThat(refresh(TODAY.plusDays(number)).isWhole()).isFalse();
        }
        story.delivery(7, "loading");
        refresh(TODAY.plusDays(10));
        story.delivery(8, "loaded");
        assertThat(refresh(TODAY.plusDays(10)).isWhole())
                .as("rows of a delivery that does not count")
                .isFalse();
        isWhatIsMadeAtOnce(TODAY.plusDays(10));

        rows.delivery(7, "loaded");
        refresh(TODAY.plusDays(11));
        story.merged();
        story.delivery(9, "loaded");
        assertThat(refresh(TODAY.plusDays(12)).isWhole()).isFalse();
        story.notice();
        story.enrolment();
        story.delivery(10, "loaded");
        refresh(TODAY.plusDays(12));
        story.sumsOfTerm();
        refresh(TODAY.plusDays(12));
        story.delivery(11, "loaded");
        keepsWholeTerms(refresh(TODAY.plusDays(12)));
        isWhatIsMadeAtOnce(TODAY.plusDays(12));

        story.erased(statements());
        assertThat(refresh(TODAY.plusDays(13)).isWhole()).isTrue();
        story.delivery(12, "loaded");
        assertThat(refresh(TODAY.plusDays(14)).isWhole()).isFalse();
        isWhatIsMadeAtOnce(TODAY.plusDays(14));
    }

    @Test
    void everyTableAndColumnSaysInSwedishWhatItIs() {
        if (!tables().containsKey("figure")) {
            refresh(TODAY);
        }
        List<String> comments = rows.texts("SELECT concat(database, '.', name, ' ', comment) FROM system.tables"
                + " WHERE database IN ('core', 'ops', 'model') UNION ALL"
                + " SELECT concat(database, '.', table, '.', name, ' ', comment) FROM system.columns"
                + " WHERE database IN ('core', 'ops', 'model')");
        assertThat(comments)
                .as("core, ops and model, with the view of districts")
                .anyMatch(line -> line.startsWith("core.attendance.lesson_key "))
                .anyMatch(line -> line.startsWith("ops.retoken "))
                .anyMatch(line -> line.startsWith("model.int_account "))
                .anyMatch(line -> line.startsWith("model.district_matrix.municipality "));
        assertThat(comments).allSatisfy(line -> {
            String comment = line.substring(line.indexOf(' ')).strip();
            assertThat(comment).as(line).isNotEmpty();
            assertThat(ENGLISH.matcher(comment).find()).as(line).isFalse();
        });
    }

    @Test
    @Tag("long")
    void soItIsAfterEachStepOfManyStories() {
        for (long seed = 1; seed < 12; seed++) {
            tell(seed);
        }
    }
}
