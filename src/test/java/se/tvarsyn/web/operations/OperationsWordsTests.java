package se.tvarsyn.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import se.tvarsyn.operations.HeldDeliveries;

/** What stopped a run, in the reader's language where there are words for it. */
class OperationsWordsTests {
    private static Said told(String language, String failure) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("web/messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        return new OperationsWords(messages, Locale.forLanguageTag(language)).told(failure);
    }

    @Test
    void oneDeliveryThatIsHeldIsNotSeveral() {
        Said one = new Said("En leverans hålls eller gick inte att läsa. Leveransens sida säger varför.", "sv");
        assertThat(told("sv", HeldDeliveries.told(1))).isEqualTo(one);
        assertThat(told("sv", "1 delivery(s) held or unreadable; their stories tell why"))
                .as("written by an earlier version")
                .isEqualTo(one);
        assertThat(told("sv", HeldDeliveries.told(3)).text())
                .isEqualTo("3 leveranser hålls eller gick inte att läsa. Leveransernas sidor säger varför.");
        assertThat(told("en", HeldDeliveries.told(3)).text())
                .isEqualTo("3 deliveries are held or could not be read. Their pages say why.");
        assertThat(told("sv", "the source does not answer")).isEqualTo(new Said("the source does not answer", "en"));
    }
}
