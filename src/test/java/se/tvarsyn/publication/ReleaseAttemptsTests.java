package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.tvarsyn.publication.ReleaseRefused.Reason;

/** Why a release was refused: what is kept of it, and how it is said. */
class ReleaseAttemptsTests {
    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsSaidInBothLanguagesWithWhatItNeeds(Reason reason) {
        for (String language : new String[] {"sv", "en"}) {
            ResourceBundle words = ResourceBundle.getBundle("web.messages", Locale.forLanguageTag(language));
            assertThat(words.getString("stopped." + reason.code())).endsWith(".");
            assertThat(words.getString("stopped." + reason.code() + ".mend")).endsWith(".");
        }
        assertThat(Reason.of(reason.code())).isEqualTo(reason);
    }

    @Test
    void aReasonOfALaterVersionIsNoError() {
        assertThat(Reason.of("full-moon")).isEqualTo(Reason.OTHER);
        assertThat(Arrays.stream(Reason.values()).map(Reason::code)).doesNotHaveDuplicates();
    }
}
