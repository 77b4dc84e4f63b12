package se.tvarsyn.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.models.Model;
import se.tvarsyn.settings.Problem;

/** What a file of the catalogue may say, and what is told of one that says something else. */
class CatalogueTests {
    private static final String GOOD = """
            id: absence-of-girls
            chapter: absence
            name: {sv: Flickors frånvaro, en: Absence of girls}
            definition: {sv: Frånvaro i procent av rapporterad tid., en: Absence in percent of reported time.}
            rows: int_pupil_period
            kind: rate
            of: absence_minutes
            among: reported_minutes
            where: sex = 'F' AND NOT (band IS NULL)
            unit: percent
            polarity: lower
            periods: [month, term]
            by: [stage, district]
            beside: [absence-of-girls]
            source: Stockholm 2019
            valid-from: 2018-07-01
            """;

    @TempDir
    private Path folder;

    private final List<Problem> problems = new ArrayList<>();

    private static Map<String, Set<String>> columns() {
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(Path.of("warehouse")).forEach(model -> columns.put(model.name(), model.columns()));
        return columns;
    }

    private Catalogue read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("absence-of-girls.yaml"), text);
        return Catalogue.read(List.of(file), f -> String.valueOf(f.getFileName()), columns(), problems);
    }

    @Test
    void oneFileIsOneMetric() throws IOException {
        Metric metric = Objects.requireNonNull(read(GOOD).metrics().get("absence-of-girls"));
        assertThat(problems).isEmpty();
        assertThat(metric.kind()).isEqualTo(Metric.Kind.RATE);
        assertThat(metric.name().sv()).isEqualTo("Flickors frånvaro");
        assertThat(metric.by()).containsExactly("stage", "district");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    of: absence_minutes    | of: absense_minutes                      | :7: of: 'absense_minutes' is no column
                    of: absence_minutes    | of: throwIf(absence_minutes)         | :7: of: 'throwIf' is no column
                    of: absence_minutes    | of: sum(absence_minutes)                 | :7: of: 'sum' is no column
                    of: absence_minutes    | of: sex(absence_minutes)                 | :7: of: holds a function
                    of: absence_minutes    | of: (SELECT 1)                           | :7: of: 'SELECT' is no column
                    of: absence_minutes    | of: absence_minutes; DROP TABLE x        | :7: of: may hold
                    where: sex = 'F' AND NOT (band IS NULL) | where: sex = 'F' AND (stage = 'GY'       | :9: where: has a bracket that is never
                    among: reported_minutes| polarity: lower                          | kind: this kind is held against something
                    rows: int_pupil_period | rows: int_lesson_month                   | :5: rows: 'int_lesson_month' is no model
                    by: [stage, district]  | by: [stage, feed]                        | by: 'feed' is no column
                    kind: rate             | kind: average                            | :6: kind: must be one of
                    id: absence-of-girls   | id: absence-of-boys                      | :1: id: must be the file's name
                    beside: [absence-of-girls] | beside: [pupils]                     | beside: there is no metric 'pupils'
                    source: Stockholm 2019 | sources: Stockholm 2019                  | 'sources' is not a setting here
                    """)
    void aWrongLineIsNamedWithItsMend(String good, String wrong, String told) throws IOException {
        String text = GOOD.replace(good.strip(), wrong.strip());
        if (wrong.strip().startsWith("polarity")) {
            text = GOOD.replace("among: reported_minutes\n", "");
        }
        read(text);
        assertThat(problems).isNotEmpty();
        assertThat(problems).extracting(Problem::toString).anySatisfy(problem -> assertThat(problem)
                .startsWith("absence-of-girls.yaml:")
                .contains(told));
    }

    @Test
    void everyShippedFileIsGood() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("warehouse/metrics"))) {
            Catalogue shipped = Catalogue.read(files.sorted().toList(), Path::toString, columns(), problems);
            assertThat(problems).isEmpty();
            assertThat(shipped.metrics()).hasSizeGreaterThanOrEqualTo(46);
        }
    }
}
