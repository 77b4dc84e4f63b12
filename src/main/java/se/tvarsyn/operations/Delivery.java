package se.tvarsyn.operations;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.CompletenessClaim;
import se.tvarsyn.source.SourceDocument;

/**
 * Something to take in: one file, one directory of saved responses, or one pull.
 *
 * @param scope "file", or what the pull asked for; part of the delivery's id
 * @param isPull a source that is asked again may go back to what it said before; a file is what it is
 * @param claims for which records the delivery says that it holds all
 * @param cursor everything that the source changed before this instant is in the delivery or in earlier ones; null where
 *     the feed is not pulled by changes
 * @param acceptance what somebody has looked at and allows
 * @param retry the rejected records that are taken again, and then there are no documents; null for all other deliveries
 */
public record Delivery(
        String feed,
        String scope,
        List<SourceDocument> documents,
        boolean isPull,
        List<CompletenessClaim> claims,
        @Nullable Instant cursor,
        Acceptance acceptance,
        @Nullable Retry retry) {
    public Delivery {
        Objects.requireNonNull(feed);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(acceptance);
        documents = List.copyOf(documents);
        claims = List.copyOf(claims);
    }

    public static Delivery ofFile(String feed, List<SourceDocument> documents) {
        return new Delivery(feed, "file", documents, false, List.of(), null, Acceptance.NOTHING, null);
    }

    public static Delivery ofPull(String feed, String scope, List<SourceDocument> documents) {
        return new Delivery(feed, scope, documents, true, List.of(), null, Acceptance.NOTHING, null);
    }

    /** Rejected records of one delivery, taken through the chain again. */
    public static Delivery ofRetry(String feed, Retry retry) {
        return new Delivery(
                feed, Retry.SCOPE + retry.of(), List.of(), false, List.of(), null, Acceptance.NOTHING, retry);
    }

    public Delivery claiming(List<CompletenessClaim> all) {
        return new Delivery(feed, scope, documents, isPull, all, cursor, acceptance, retry);
    }

    public Delivery upTo(@Nullable Instant instant) {
        return new Delivery(feed, scope, documents, isPull, claims, instant, acceptance, retry);
    }

    public Delivery accepting(Acceptance accepted) {
        return new Delivery(feed, scope, documents, isPull, claims, cursor, accepted, retry);
    }

    /**
     * What would hold a delivery, had nobody looked at it.
     *
     * @param removals rows may be taken back although they are suspiciously many
     * @param drift the source's new layout is the right one from now on
     * @param again what is done already is done once more
     */
    public record Acceptance(boolean removals, boolean drift, boolean again) {
        public static final Acceptance NOTHING = new Acceptance(false, false, false);

        public Acceptance(boolean removals, boolean drift) {
            this(removals, drift, false);
        }
    }
}
