package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import se.tvarsyn.catalogue.Metric;

/** What the codes of a release are called. */
class CodeNamesTests {
    /** Of limits 5, 10 and 50 nobody may be in two: "Under 50 %" for the lowest would be wrong. */
    @Test
    void aBandEndsAtTheNextLimitWhateverBandsOccur() {
        assertThat(CodeNames.bands(List.of("", "0", "10", "50", "other"), List.of(5, 10, 15, 50)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "0", new Metric.Text("Under 5 %", "Under 5%"),
                        "10", new Metric.Text("10–15 %", "10–15%"),
                        "50", new Metric.Text("50 % eller mer", "50% or more")));
    }

    @Test
    void aBandIsNamedByItsOwnLimitWhereTheLimitsHaveChanged() {
        assertThat(CodeNames.bands(List.of("0", "10", "50"), List.of(5, 50)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "0", new Metric.Text("Under lägsta gränsen", "Under the lowest limit"),
                        "10", new Metric.Text("Från 10 %", "From 10%"),
                        "50", new Metric.Text("Från 50 %", "From 50%")));
        assertThat(CodeNames.bands(List.of("0"), List.of()))
                .containsValue(new Metric.Text("Under lägsta gränsen", "Under the lowest limit"));
    }

    /** The pages name codes by their own words where a release has none: both must say the same. */
    @Test
    void aCodeHasOneEnglishNameInReleasesAndOnPages() throws IOException {
        Properties words = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/web/messages_en.properties"))) {
            words.load(file);
        }
        CodeNames.own()
                .forEach((level, names) -> names.forEach((code, name) -> {
                    String word = words.getProperty("code." + level + "." + code);
                    if (word == null && level.equals("grade")) {
                        word = words.getProperty("code.grade").replace("{0}", code);
                    }
                    assertThat(name.en()).as(level + " " + code).isEqualTo(word).isNotEmpty();
                }));
    }
}
