package se.tvarsyn.operations;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * "Take what this feed has": what {@code run} sends into a feed's route.
 *
 * @param from first day of the window, null = as configured
 * @param to last day of the window, null = as configured
 */
public record PullRequest(
        String feed, @Nullable LocalDate from, @Nullable LocalDate to) {}
