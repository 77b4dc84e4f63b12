package se.tvarsyn.operations;

import java.util.Map;
import java.util.Objects;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.source.CompletenessClaim;

/**
 * What is known of a delivery before its first row.
 *
 * @param scope "file", or what a pull asked for
 * @param contentHash SHA-256 of the source's documents, hex
 * @param recipe hash of what rows are made with: mapping, keys, epochs
 * @param claims the tables of which the delivery says that it holds all, each with its scope
 * @param isRetry some rejected records of an earlier delivery, in its place in the order
 */
public record Outset(
        DeliveryTicket ticket,
        String scope,
        String contentHash,
        String recipe,
        Map<FactTable, CompletenessClaim> claims,
        boolean isRetry) {
    public Outset {
        Objects.requireNonNull(ticket);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(contentHash);
        Objects.requireNonNull(recipe);
        claims = Map.copyOf(claims);
    }
}
