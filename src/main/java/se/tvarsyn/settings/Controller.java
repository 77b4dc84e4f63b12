package se.tvarsyn.settings;

import org.jspecify.annotations.Nullable;

/**
 * Who answers for the processing (GDPR article 30(1) a). Stands in documents only; nothing is sent there.
 *
 * @param name of the authority (nämnd), null where nobody has written it yet
 * @param contact address or telephone, likewise
 * @param dpo the data protection officer and how to reach the office, likewise
 */
public record Controller(
        @Nullable String name,
        @Nullable String contact,
        @Nullable String dpo) {
    /** A home where nobody has been named. */
    public static Controller none() {
        return new Controller(null, null, null);
    }
}
