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

/** What a cube may be, before a row is read. */
class CubesTests {
    private static final Path ROOT = Path.of("warehouse");

    private static final String GOOD = """
            id: mine
            name: {sv: Min, en: Mine}
            metrics: [pupils, absence-rate, reporting-coverage]
            axes: [[district, school_unit], [stage, grade], [sex]]
            periods: [term]
            """;

    @TempDir
    private Path folder;

    private static List<Path> files(String of) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(of))) {
            return files.sorted().toList();
        }
    }

    private static Map<String, Set<String>> columns() {
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(ROOT).forEach(model -> columns.put(model.name(), model.columns()));
        return columns;
    }

    private static Cubes read(List<Path> cubes, List<Problem> problems) throws IOException {
        Map<String, Set<String>> columns = columns();
        Catalogue catalogue = Catalogue.read(files("metrics"), Path::toString, columns, new ArrayList<>());
        return Cubes.read(cubes, file -> String.valueOf(file.getFileName()), catalogue, columns, problems);
    }

    @Test
    void theShippedOnesAreGoodAndEveryMetricThatCanBeReleasedStandsInOne() throws IOException {
        List<Problem> problems = new ArrayList<>();
        Cubes cubes = read(files("cubes"), problems);
        assertThat(problems).isEmpty();
        assertThat(cubes.cubes()).hasSameSizeAs(files("cubes"));
        Set<String> released = new java.util.TreeSet<>();
        cubes.cubes().values().forEach(cube -> released.addAll(cube.metrics()));
        Catalogue catalogue = Catalogue.read(files("metrics"), Path::toString, columns(), new ArrayList<>());
        assertThat(catalogue.metrics().keySet())
                .filteredOn(id -> !released.contains(id))
                .as("in no release: sources' quality, heads that a sum would tell, and what nobody asked for")
                .containsExactlyInAnyOrder(
                        "absence-unspecified-rate",
                        "leisure-participants",
                        "quality-complete",
                        "quality-coverage",
                        "quality-freshness",
                        "quality-protected",
                        "quality-rejected",
                        "quality-unlinked",
                        "quality-unmapped-unit",
                        "quality-without-denominator",
                        "reporting-noticed",
                        "resource-kronor-per-pupil",
                        "resource-posts-per-pupil");
    }

    @Test
    void everyWayToCutHasItsTotals() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), GOOD);
        Cube cube = Objects.requireNonNull(
                read(List.of(file), new ArrayList<>()).cubes().get("mine"));
        assertThat(cube.cuts())
                .hasSize(3 * 3 * 2)
                .startsWith(List.of(), List.of("sex"), List.of("stage"))
                .endsWith(List.of("district", "school_unit", "stage", "grade", "sex"));
        assertThat(cube.profile()).isEqualTo(Cube.Profile.CELL_KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: mine       | id: yours           | mine.yaml:1: id: must be the file's name without .yaml
            absence-rate,  | absence-rat,        | mine.yaml:3: metrics: there is no metric 'absence-rat'; check its id
            , reporting-coverage | ''            | mine.yaml:3: metrics: absence-rate is not shown without reporting-coverage; add it
            [sex]          | [programme]         | mine.yaml:4: axes: pupils may not be cut by 'programme'; its file names by what
            [sex]          | [stage]             | mine.yaml:4: axes: a level stands in two of them; leave it in one
            [sex]          | [shoe_size]         | mine.yaml:4: axes: 'shoe_size' is no level that a release has
            periods: [term] | periods: [year]    | mine.yaml:5: periods: pupils is not made by year; remove either
            pupils,        | resource-kronor-per-pupil, | resource-kronor-per-pupil tells an exact number of pupils to who knows the sum
            pupils,        | quality-protected,  | quality-protected counts rows that name no person, so nothing can protect it
            """)
    void aMistakeIsNamedWithItsLineAndMend(String right, String wrong, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), GOOD.replace(right, wrong));
        List<Problem> problems = new ArrayList<>();
        assertThat(read(List.of(file), problems).cubes()).isEmpty();
        assertThat(problems).anyMatch(problem -> problem.toString().contains(told));
    }
}
