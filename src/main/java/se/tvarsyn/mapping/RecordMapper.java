package se.tvarsyn.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.GroupClearing;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.canonical.Withdrawal;
import se.tvarsyn.source.SourceBatch;
import se.tvarsyn.source.SourceLayout;
import se.tvarsyn.source.SourceRecord;

/** Maps the records of one feed. Remembers conversions, so it is used by one thread at a time. */
final class RecordMapper {
    private static final Violation INVALID_NUMBER = new Violation(
            "", "invalid-identity-number", "check digit or date cannot be right; correct it in the source");

    private final LocalDate today;
    private final IdentityNumber nobody;
    private final Map<SourceLayout, List<Entry>> byLayout = new LinkedHashMap<>();

    RecordMapper(Mapping mapping, LocalDate today) {
        this.today = today;
        this.nobody = Objects.requireNonNull(IdentityNumber.read(null, today));
        for (RecordMapping record : mapping.records()) {
            byLayout.computeIfAbsent(record.layout(), l -> new ArrayList<>()).add(new Entry(record));
        }
    }

    MappedBatch map(SourceBatch batch) {
        List<SourceRecord> source = batch.block().records();
        String document = batch.block().document();
        List<IdentifiedRecord> records = new ArrayList<>(source.size());
        List<GroupClearing> clearings = new ArrayList<>();
        List<Withdrawal> withdrawals = new ArrayList<>();
        List<RejectedRecord> rejected = new ArrayList<>(batch.block().unreadable());
        long read = rejected.size();
        long skipped = 0;
        Map<String, Long> references = new LinkedHashMap<>();
        @Nullable SourceLayout layout = null;
        List<Entry> entries = List.of();
        for (SourceRecord record : source) {
            // Records of one type come in a row; a layout's hash is made of all its names.
            if (record.layout() != layout) {
                layout = record.layout();
                entries = byLayout.getOrDefault(layout, List.of());
            }
            for (Entry entry : entries) {
                Object outcome = entry.map(record);
                boolean isFact = !entry.rule.isReference() && !entry.rule.clears();
                if (isFact) {
                    read++;
                }
                if (outcome instanceof IdentifiedRecord identified) {
                    records.add(identified);
                    if (!isFact) {
                        references.merge(record.layout().recordType(), 1L, Long::sum);
                    }
                } else if (outcome instanceof GroupClearing clearing) {
                    clearings.add(clearing);
                } else if (outcome instanceof Violation violation) {
                    if (!isFact) {
                        // A reference entity that cannot be used is a rejection all the same: it is counted as read.
                        read++;
                    }
                    rejected.add(rejection(document, record, violation));
                } else {
                    Withdrawal withdrawal = outcome instanceof Withdrawal made ? made : null;
                    if (withdrawal != null) {
                        withdrawals.add(withdrawal);
                    }
                    boolean isForProtection = withdrawal != null && withdrawal.isForProtection();
                    skipped += isFact && !isForProtection ? 1 : 0;
                }
            }
        }
        return new MappedBatch(
                batch.origin(), records, clearings, withdrawals, rejected, read, skipped, references, sourceFields());
    }

    private Map<String, String> sourceFields() {
        Map<String, String> names = new LinkedHashMap<>();
        byLayout.values().forEach(entries -> entries.forEach(e -> names.putAll(e.rule.sourceFields())));
        return names;
    }

    private static RejectedRecord rejection(String document, SourceRecord record, Violation violation) {
        return new RejectedRecord(
                new Rejection(document, record.line(), violation.field(), violation.reason(), violation.mend()),
                payload(record));
    }

    private static String payload(SourceRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<String> fields = record.layout().fields();
        for (int i = 0; i < fields.size(); i++) {
            json.put(fields.get(i), record.value(i));
        }
        return json.toString();
    }

    /** One entry of the mapping with the readers of one thread. */
    private final class Entry {
        private final RecordMapping rule;
        private final FactAssembly assembly;
        private final FieldReader[] checks;
        private final Violation invalidNumber;
        private final Violation invalidModified;

        Entry(RecordMapping rule) {
            this.rule = rule;
            Map<String, FieldReader> readers = new LinkedHashMap<>();
            for (FieldRule field : rule.fields()) {
                int position = field.from() == null ? -1 : rule.layout().indexOf(field.from());
                int fallback = field.unitsBy() == null ? -1 : rule.layout().indexOf(field.unitsBy());
                readers.put(field.name(), new FieldReader(field, position, fallback, rule.units()));
            }
            this.assembly = new FactAssembly(rule.table(), readers);
            this.checks = rule.checks().stream()
                    .map(c -> new FieldReader(c, rule.layout().indexOf(c.shownAs()), -1, Map.of()))
                    .toArray(FieldReader[]::new);
            String number = rule.person() == null ? "" : rule.person().numberField();
            this.invalidNumber = new Violation(number, INVALID_NUMBER.reason(), INVALID_NUMBER.mend());
            String modified = rule.modified() < 0 ? "" : rule.layout().fields().get(rule.modified());
            this.invalidModified = new Violation(
                    modified, "not-an-instant", "the value must be an instant as RFC 3339 writes it; ask the source");
        }

        /**
         * Gives an IdentifiedRecord, a GroupClearing, a Violation, a Withdrawal for a record that is skipped or a person
         * who is protected, or null for a record that is skipped and cannot have left a row.
         */
        @Nullable
        Object map(SourceRecord record) {
            for (RecordRule skip : rule.skips()) {
                if (skip.holds(record)) {
                    return skipped(record);
                }
            }
            RecordMapping.PersonRule person = rule.person();
            if (person != null && isProtected(person, record)) {
                // Before anything can be found wrong: a bad field must not keep an earlier row of the person in place.
                Object withdrawal = withdrawal(person, record, true);
                return withdrawal == null ? invalidModified : withdrawal;
            }
            for (FieldReader check : checks) {
                Object checked = check.read(record);
                if (checked instanceof Violation) {
                    return checked;
                }
            }
            IdentifiedRecord.GroupKeys groups = groups(record);
            if (rule.clears()) {
                return new GroupClearing(record.line(), rule.table(), groups == null ? none() : groups);
            }
            if (person == null) {
                throw new IllegalStateException("a fact needs a person");
            }
            IdentityNumber number = IdentityNumber.read(record.value(person.number()), today);
            if (number == null) {
                return invalidNumber;
            }
            Object fact = assembly.assemble(record);
            if (fact instanceof Violation) {
                return fact;
            }
            Long modified = null;
            if (rule.modified() >= 0) {
                modified = instant(record.value(rule.modified()));
                if (modified == null) {
                    return invalidModified;
                }
            }
            String id = person.id() < 0 ? null : stripped(record.value(person.id()));
            boolean isDeleted = false;
            for (RecordRule delete : rule.deletes()) {
                isDeleted |= delete.holds(record);
            }
            return new IdentifiedRecord(
                    record.line(),
                    new PersonReference(number, id, false),
                    joined(record, rule.key()),
                    rule.keyStartsWithPerson(),
                    groups,
                    modified,
                    isDeleted,
                    (Fact) fact);
        }

        /**
         * A record that is left out now may have been taken before: a lesson is cancelled after it was reported
         * (MODEL.md, Tables and keys). Rows of a group go with their group, and where the source cannot say when, the
         * earlier row stays.
         */
        private @Nullable Withdrawal skipped(SourceRecord record) {
            RecordMapping.PersonRule person = rule.person();
            return rule.clears() || person == null || rule.group().length > 0
                    ? null
                    : withdrawal(person, record, false);
        }

        private boolean isProtected(RecordMapping.PersonRule person, SourceRecord record) {
            return person.protection() >= 0
                    && person.marks().getOrDefault(text(record.value(person.protection())), true);
        }

        private @Nullable Withdrawal withdrawal(
                RecordMapping.PersonRule person, SourceRecord record, boolean isProtected) {
            Long modified = rule.modified() < 0 ? null : instant(record.value(rule.modified()));
            if (modified == null && rule.modified() >= 0) {
                return null;
            }
            IdentityNumber number = IdentityNumber.read(record.value(person.number()), today);
            String id = person.id() < 0 ? null : stripped(record.value(person.id()));
            return new Withdrawal(
                    record.line(),
                    rule.table(),
                    new PersonReference(number == null ? nobody : number, id, isProtected),
                    joined(record, rule.key()),
                    rule.keyStartsWithPerson(),
                    groups(record),
                    modified);
        }

        private IdentifiedRecord.GroupKeys none() {
            throw new IllegalStateException("an entry that clears needs a group");
        }

        private IdentifiedRecord.@Nullable GroupKeys groups(SourceRecord record) {
            if (rule.group().length == 0) {
                return null;
            }
            boolean hasCode = rule.groupCode().length > 0
                    && (rule.groupCodeWhen() < 0
                            || text(record.value(rule.groupCodeWhen())).equals("true"));
            return new IdentifiedRecord.GroupKeys(
                    joined(record, rule.group()), hasCode ? joined(record, rule.groupCode()) : null);
        }
    }

    private static String joined(SourceRecord record, int[] positions) {
        if (positions.length == 1) {
            return text(record.value(positions[0]));
        }
        StringBuilder key = new StringBuilder(48);
        for (int i = 0; i < positions.length; i++) {
            if (i > 0) {
                key.append('|');
            }
            key.append(text(record.value(positions[i])));
        }
        return key.toString();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static @Nullable String stripped(@Nullable String value) {
        String text = text(value);
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long instant(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.strip()).toInstant().toEpochMilli();
        } catch (DateTimeParseException withOffset) {
            try {
                return Instant.parse(value.strip()).toEpochMilli();
            } catch (DateTimeParseException withoutOffset) {
                return null; // the exception holds the value, so it goes no further
            }
        }
    }
}
