package se.tvarsyn.rotation;

import java.util.List;

/**
 * What a campaign did.
 *
 * @param versions a line a domain: {@code uppfoljning v1 -> v2}
 * @param tableCount tables that were exchanged
 * @param wasResumed whether an earlier run had begun it
 */
public record RotationOutcome(List<String> versions, int tableCount, boolean wasResumed) {
    public RotationOutcome {
        versions = List.copyOf(versions);
    }
}
