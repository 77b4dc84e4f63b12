package se.tvarsyn.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import se.tvarsyn.application.ReleaseStanding;

/** What the auditor counted, in the reader's language where it can be. */
class ReleaseRowTests {
    private static final String OLDER = "12480 counts looked at";

    private static Said told(String language, List<Long> counted) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("web/messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        return StandingPages.ReleaseRow.of(
                        new ReleaseStanding.Shown(
                                "2026-VT", "term", false, Instant.EPOCH, "Anna", 100, 10, 1, OLDER, counted),
                        new OperationsWords(messages, Locale.forLanguageTag(language)))
                .audit();
    }

    @Test
    void everyNumberStandsInASentenceOfTheReadersLanguage() {
        List<Long> counted = List.of(12_480L, 3_210L, 4L, 5L, 1_000_000L, 6L, 0L);
        assertThat(told("sv", counted))
                .isEqualTo(new Said(
                        "Granskade antal: 12\u00a0480. Av dem behöver skydd: 3\u00a0210. Block som söktes igenom: 4."
                                + " Celler som avgjordes med linjärprogrammering: 5. Jämförda med tidigare publiceringar:"
                                + " 1\u00a0000\u00a0000. Dolda efter ett angrepp: 6. Kvar att räkna ut: 0.",
                        "sv"));
        assertThat(told("en", counted).text())
                .startsWith("Counts attacked: 12,480. Of them in need of protection: 3,210.")
                .endsWith("Hidden after an attack: 6. Still to be worked out: 0.");
    }

    @Test
    void aSentenceOfAnotherVersionStandsAsItIs() {
        assertThat(told("sv", List.of())).isEqualTo(new Said(OLDER, "en"));
    }
}
