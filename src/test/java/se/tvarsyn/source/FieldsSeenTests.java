package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldsSeenTests {
    /** An export that has a column each pupil. */
    @Test
    void aNameThatLooksLikeAnIdentityIsMaskedBeforeItIsKept() {
        FieldsSeen seen = new FieldsSeen();
        seen.saw("lesson", "datum", FieldsSeen.Kind.TEXT);
        seen.saw("lesson", "201001012382", FieldsSeen.Kind.TEXT);
        seen.saw("lesson", "201102012398", FieldsSeen.Kind.NUMBER);

        assertThat(seen.byEntity())
                .isEqualTo(Map.of(
                        "lesson",
                        Map.of(
                                "datum",
                                Set.of(FieldsSeen.Kind.TEXT),
                                "############",
                                Set.of(FieldsSeen.Kind.TEXT, FieldsSeen.Kind.NUMBER))));
    }
}
