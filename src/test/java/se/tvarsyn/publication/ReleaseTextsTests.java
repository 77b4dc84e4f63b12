package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the codes of a release are called. */
class ReleaseTextsTests {
    /** Of limits 5, 10 and 50 nobody may be in two: "Under 50 %" for the lowest would be wrong. */
    @Test
    void aBandEndsAtTheNextLimitWhateverBandsOccur() {
        assertThat(ReleaseTexts.bands(List.of("", "0", "10", "50", "other"), List.of(5, 10, 15, 50)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("0", "Under 5 %", "10", "10–15 %", "50", "50 % eller mer"));
    }

    @Test
    void aBandIsNamedByItsOwnLimitWhereTheLimitsHaveChanged() {
        assertThat(ReleaseTexts.bands(List.of("0", "10", "50"), List.of(5, 50)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "0", "Under lägsta gränsen",
                        "10", "Högsta nådda gräns 10 %",
                        "50", "Högsta nådda gräns 50 %"));
        assertThat(ReleaseTexts.bands(List.of("0"), List.of())).containsValue("Under lägsta gränsen");
    }
}
