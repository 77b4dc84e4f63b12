package se.tvarsyn.operations;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.source.CompletenessClaim;

/**
 * What a batch of another zone says of its delivery, after it was proven.
 *
 * @param sender id of the sender's public key
 * @param senderName as this home calls it
 * @param number order of the sender's batches
 * @param ledger names the sender's ledger
 * @param senderSequence order of the sender's deliveries within that ledger
 * @param delivery the same delivery has the same id, however often it is sent
 * @param contentHash keyed mark of the source's content
 * @param recipe the sender's mapping and keys, as a hash
 * @param keys that made the tokens
 * @param standing whom the sender bars and which cases it unlinked, all of it
 */
public record ReceivedBatch(
        String sender,
        String senderName,
        long number,
        String ledger,
        long senderSequence,
        UUID delivery,
        String feed,
        String scope,
        String contentHash,
        String recipe,
        List<KeyMark> keys,
        Map<FactTable, CompletenessClaim> claims,
        StandingState standing) {
    public ReceivedBatch {
        Objects.requireNonNull(sender);
        Objects.requireNonNull(senderName);
        Objects.requireNonNull(standing);
        Objects.requireNonNull(ledger);
        Objects.requireNonNull(delivery);
        keys = List.copyOf(keys);
        claims = Map.copyOf(claims);
    }
}
