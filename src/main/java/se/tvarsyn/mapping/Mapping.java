package se.tvarsyn.mapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import se.tvarsyn.source.SourceFormat;

/**
 * A mapping file, read and found good.
 *
 * @param file as the user knows it: {@code mappings/school-lesson-csv.yaml}
 * @param settings the file's {@code format} section
 * @param fingerprint SHA-256 of the file, hex: the same input under another mapping is loaded again
 */
public record Mapping(
        String feed,
        String file,
        SourceFormat format,
        Map<String, Object> settings,
        List<RecordMapping> records,
        String fingerprint) {
    public Mapping {
        Objects.requireNonNull(feed);
        settings = Map.copyOf(settings);
        records = List.copyOf(records);
    }

    /** Whether the feed names its persons by an id of its own beside the number. */
    public boolean hasOwnPersonId() {
        return records.stream().anyMatch(r -> r.person() != null && r.person().id() >= 0);
    }

    RecordMapper mapper(java.time.LocalDate today) {
        return new RecordMapper(this, today);
    }
}
