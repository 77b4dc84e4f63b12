package se.tvarsyn.mapping;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.RecordSources;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.source.RecordPayload;
import se.tvarsyn.source.SourceRecord;

/** The source records of one mapped block. A block in which no rule is broken never makes the index. */
final class MappedSources implements RecordSources {
    private final List<IdentifiedRecord> mapped;
    private final List<SourceRecord> sources;
    private @Nullable Map<IdentifiedRecord, SourceRecord> index;

    /**
     * @param mapped not copied, for a load makes millions of them
     * @param sources of each
     */
    MappedSources(List<IdentifiedRecord> mapped, List<SourceRecord> sources) {
        this.mapped = mapped;
        this.sources = sources;
    }

    @Override
    public RejectedRecord rejected(IdentifiedRecord record, Rejection why) {
        Map<IdentifiedRecord, SourceRecord> found = index;
        if (found == null) {
            found = new IdentityHashMap<>();
            for (int i = 0; i < mapped.size(); i++) {
                found.put(mapped.get(i), sources.get(i));
            }
            index = found;
        }
        SourceRecord source = Objects.requireNonNull(found.get(record), "a record of another batch");
        return new RejectedRecord(why, source.layout().recordType(), RecordPayload.of(source));
    }

    @Override
    public String toString() {
        return "MappedSources[" + mapped.size() + "]";
    }
}
