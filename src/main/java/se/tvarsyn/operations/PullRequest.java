package se.tvarsyn.operations;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.operations.Delivery.Acceptance;

/**
 * "Take what this feed has": what {@code run} sends into a feed's route.
 *
 * @param from first day of the window, null = as configured
 * @param to last day of the window, null = as configured
 * @param isFull everything again, although the feed could pull changes only
 * @param acceptance what somebody has looked at and allows
 */
public record PullRequest(
        String feed, @Nullable LocalDate from, @Nullable LocalDate to, boolean isFull, Acceptance acceptance) {
    public PullRequest {
        Objects.requireNonNull(feed);
        Objects.requireNonNull(acceptance);
    }

    /** As configured. */
    public static PullRequest of(String feed) {
        return new PullRequest(feed, null, null, false, Acceptance.NOTHING);
    }
}
