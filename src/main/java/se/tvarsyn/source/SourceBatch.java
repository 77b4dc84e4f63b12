package se.tvarsyn.source;

import java.util.Objects;
import se.tvarsyn.canonical.BatchOrigin;

/** A block of source records on its way through the chain, and where it comes from. */
public record SourceBatch(BatchOrigin origin, SourceBlock block) {
    public SourceBatch {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(block);
    }
}
