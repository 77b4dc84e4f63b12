package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the codes of a release are called. */
class ReleaseTextsTests {
    /** Of limits 5, 10 and 50 nobody may be in two: "Under 50 %" for the lowest would be wrong. */
    @Test
    void aBandIsNamedByItsOwnLimitWhateverOthersOccur() {
        assertThat(ReleaseTexts.bands(List.of("", "0", "50", "other")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("0", "Under lägsta gränsen", "50", "Högsta nådda gräns 50 %"));
    }
}
