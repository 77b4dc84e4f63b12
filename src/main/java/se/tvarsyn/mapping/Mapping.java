package se.tvarsyn.mapping;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.source.CompletenessClaim;
import se.tvarsyn.source.SourceFormat;
import se.tvarsyn.source.SourceRecord;

/**
 * A mapping file, read and found good.
 *
 * @param file as the user knows it: {@code mappings/school-lesson-csv.yaml}
 * @param settings the file's {@code format} section
 * @param contract what happens when the source changes its layout
 * @param fingerprint SHA-256 of the file, hex: the same input under another mapping is loaded again
 */
public record Mapping(
        String feed,
        String file,
        SourceFormat format,
        Map<String, Object> settings,
        List<RecordMapping> records,
        SchemaContract contract,
        String fingerprint) {
    public Mapping {
        Objects.requireNonNull(feed);
        settings = Map.copyOf(settings);
        records = List.copyOf(records);
    }

    /** What the mapping does with every field that its format can read, the dropped ones last. */
    public List<FieldUse> fieldUses() {
        return FieldUses.of(this);
    }

    /** The columns of a table that the fields of some source may fill; the others Tvärsyn makes by itself. */
    public static Set<String> fillable(FactTable table) {
        return FieldUses.fillable(table);
    }

    /** Whether records name persons. */
    public boolean hasPersons() {
        return records.stream().anyMatch(r -> r.person() != null);
    }

    /** Whether every entry about persons has the source's mark of a protected identity. */
    public boolean hasProtectedMark() {
        return records.stream().allMatch(r -> {
            RecordMapping.PersonRule person = r.person();
            return person == null || person.protection() >= 0;
        });
    }

    /**
     * Value tables that wait for the municipality's own words: those of units where the source names them by its own id
     * and none is given, and those whose unknown words become one word.
     */
    public List<String> openValueTables() {
        Set<String> open = new TreeSet<>();
        for (RecordMapping entry : records) {
            for (FieldRule field : entry.fields()) {
                if (field.unitsBy() != null && entry.units().isEmpty()) {
                    open.add("units");
                }
                if (field.values() != null && FactFields.allowed(field.name()).isEmpty() && field.otherwise() != null) {
                    open.add(entry.layout().recordType() + "." + field.shownAs());
                }
            }
        }
        return List.copyOf(open);
    }

    /** The tables that the feed fills. */
    public Set<FactTable> tables() {
        return records.stream()
                .filter(r -> r.kind() == RecordMapping.Kind.FACT)
                .map(RecordMapping::tableOrThrow)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FactTable.class)));
    }

    /** Whether records are judged by the case they belong to, so that a delivery is looked through before it is loaded. */
    public boolean hasCases() {
        return tables().contains(FactTable.SUPPORT_CASE);
    }

    /** Whether the feed names its persons by an id of its own beside the number. */
    public boolean hasOwnPersonId() {
        return records.stream().anyMatch(r -> r.person() != null && r.person().id() >= 0);
    }

    /**
     * The tables that claims to completeness cover, each with its scope: those all of whose record types are claimed
     * for the same scope.
     */
    public Map<FactTable, CompletenessClaim> claimed(List<CompletenessClaim> claims) {
        Map<FactTable, CompletenessClaim> covered = new EnumMap<>(FactTable.class);
        for (FactTable table : FactTable.values()) {
            Set<Optional<CompletenessClaim>> scopes = records.stream()
                    .filter(r -> r.kind() == RecordMapping.Kind.FACT && r.table() == table)
                    .map(r -> scope(claims, r.layout().recordType()))
                    .collect(Collectors.toSet());
            if (scopes.size() == 1) {
                scopes.iterator().next().ifPresent(scope -> covered.put(table, scope));
            }
        }
        return covered;
    }

    private static Optional<CompletenessClaim> scope(List<CompletenessClaim> claims, String recordType) {
        return claims.stream()
                .filter(c -> c.recordType().equals(recordType) || c.recordType().equals("*"))
                .map(c -> new CompletenessClaim("*", c.from(), c.to()))
                .findFirst();
    }

    /** Whether some record of the source may carry a mark of a protected identity. */
    public boolean mayMarkProtected() {
        return records.stream().anyMatch(r -> r.person() != null && r.person().protection() >= 0);
    }

    /** Whether the source marks a record as one about a protected person; what the mark's table does not name protects. */
    public boolean marksProtected(SourceRecord record, LocalDate today) {
        return mapper(today, new UnknownWords()).isMarkedProtected(record);
    }

    /** Whether records of this feed replace groups of a table. */
    boolean clears(@Nullable FactTable table) {
        return records.stream().anyMatch(r -> r.kind() == RecordMapping.Kind.CLEARS && r.table() == table);
    }

    /** Whether rows of a table carry the source's modification times in this feed. */
    boolean isDated(@Nullable FactTable table) {
        return records.stream()
                .anyMatch(r -> r.kind() == RecordMapping.Kind.FACT && r.table() == table && r.modified() >= 0);
    }

    RecordMapper mapper(LocalDate today, UnknownWords unknownWords) {
        return new RecordMapper(this, today, unknownWords);
    }
}
