package se.tvarsyn.zones;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.operations.KeyMark;

/**
 * What a batch says of its delivery; sealed like the rows.
 *
 * @param number order of the sender's batches; a batch that is made again has a new one
 * @param ledger names the sender's ledger, so that one that was lost and begun anew is not taken for the old one
 * @param sequence order of the sender's deliveries within its ledger
 * @param delivery keyed mark of the sender's delivery: the same delivery has the same
 * @param contentHash keyed mark of the source's content, not its hash
 * @param recipe hash of the sender's mapping and key marks
 * @param purpose of follow-up, the domain of the persons' tokens
 * @param keys public check values of the keys that made the tokens, the purpose's first; never a key
 * @param claims for which tables and days the delivery says that it holds all
 */
public record BatchFacts(
        long number,
        String ledger,
        long sequence,
        UUID delivery,
        String feed,
        String scope,
        String contentHash,
        String recipe,
        String purpose,
        List<KeyMark> keys,
        List<Claim> claims) {
    public BatchFacts {
        Objects.requireNonNull(ledger);
        Objects.requireNonNull(delivery);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(contentHash);
        Objects.requireNonNull(recipe);
        Objects.requireNonNull(purpose);
        keys = List.copyOf(keys);
        claims = List.copyOf(claims);
        // It becomes part of statements and of names.
        if (!feed.matches("[a-z0-9]+(-[a-z0-9]+)*") || number < 1 || sequence < 1) {
            throw new IllegalArgumentException("no facts of a batch");
        }
        // They become part of statements too.
        if (!contentHash.matches("[0-9a-f]{64}") || !recipe.matches("[0-9a-f]{64}") || !ledger.matches("[0-9a-f-]+")) {
            throw new IllegalArgumentException("no facts of a batch");
        }
    }

    /**
     * @param from first day of the scope, null for all rows of the feed
     * @param to its last day
     */
    public record Claim(
            FactTable table,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        public Claim {
            Objects.requireNonNull(table);
        }
    }
}
