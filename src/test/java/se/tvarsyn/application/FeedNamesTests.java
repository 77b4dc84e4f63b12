package se.tvarsyn.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.publication.ExpectedSource;
import se.tvarsyn.settings.Home;

/** Of which feeds a release tells, and by which name. */
class FeedNamesTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @Test
    void namesWhatALegalBasisCoversByItsTitleAndNothingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tvarsyn.yaml"), """
                sources:
                  leisure-dak: {directory: dak, title: Kortet, expected-every: 40 days}
                  school-lesson-csv: {directory: lessons}
                  support-team: {directory: team}
                legal-basis:
                  - {feed: leisure-dak, trial: true}
                  - {feed: resources, trial: true}
                  - {feed: school-lesson-csv, trial: true}
                  - {feed: support-team, law: skollagen, decision: BUN 2026/1, valid-to: 2026-06-30}
                """);
        Configuration configuration = Configuration.read(new Home(folder, Path.of("")), null, Clock.systemUTC());
        assertThat(configuration.problems()).isEmpty();
        Map<String, ExpectedSource> sources = FeedNames.sources(configuration, TODAY);
        assertThat(sources)
                .as("no basis of support-team holds any more, and the others have none")
                .containsOnlyKeys("leisure-dak", "resources", "school-lesson-csv");
        assertThat(sources.get("leisure-dak"))
                .isEqualTo(new ExpectedSource("leisure-dak", "Kortet", true, Duration.ofDays(40), null));
        assertThat(sources.get("resources"))
                .as("it may come by hand")
                .isEqualTo(new ExpectedSource("resources", "Resurser och medel per stadsdel", false, null, null));
        assertThat(sources.get("school-lesson-csv"))
                .isNotNull()
                .returns("Skolnärvaro per lektion (CSV)", ExpectedSource::name);
    }
}
