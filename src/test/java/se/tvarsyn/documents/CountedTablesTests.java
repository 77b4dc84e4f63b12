package se.tvarsyn.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;

/** Which tables the shipped metrics count: a reader is told of these tables' sources, and of no others. */
class CountedTablesTests {
    private static final Set<FactTable> SCHOOL =
            Set.of(FactTable.ATTENDANCE, FactTable.ATTENDANCE_PERIOD, FactTable.ABSENCE_NOTICE, FactTable.PUPIL_TERM);

    @Test
    void everyReleasedMetricCountsSomethingAndNoneWhatItIsOnlyCutBy(@TempDir Path folder) throws IOException {
        Configuration configuration = Configuration.read(new Home(folder, Path.of(".")), null, Clock.systemUTC());
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(configuration.home(), configuration.settings(), problems);
        assertThat(problems).isEmpty();
        Map<String, Set<FactTable>> counted = Documents.counted(configuration, figures.catalogue(), figures.cubes());
        assertThat(counted)
                .allSatisfy((metric, tables) -> assertThat(tables).as(metric).isNotEmpty());
        for (String metric : List.of("absence-rate", "absence-over-threshold", "reporting-coverage")) {
            assertThat(counted.get(metric)).as(metric).isEqualTo(SCHOOL);
        }
        assertThat(counted.get("leisure-participation")).containsAll(SCHOOL).contains(FactTable.LEISURE_VISIT);
        assertThat(counted.get("resource-kronor")).containsExactly(FactTable.RESOURCE);
        assertThat(counted.get("support-pupils")).containsExactly(FactTable.SUPPORT_CASE);
        assertThat(counted.get("agency-overlap")).contains(FactTable.SOCIAL_EVENT, FactTable.LEISURE_VISIT);
    }
}
