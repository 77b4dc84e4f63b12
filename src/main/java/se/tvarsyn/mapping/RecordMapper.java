package se.tvarsyn.mapping;

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
import se.tvarsyn.canonical.Consent;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.GroupClearing;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.canonical.Withdrawal;
import se.tvarsyn.source.RecordPayload;
import se.tvarsyn.source.SourceBatch;
import se.tvarsyn.source.SourceLayout;
import se.tvarsyn.source.SourceRecord;

/** Maps the records of one feed. Remembers conversions, so it is used by one thread at a time. */
final class RecordMapper {
    private static final Violation INVALID_NUMBER = new Violation(
            "", "invalid-identity-number", "check digit or date cannot be right; correct it in the source");

    private final LocalDate today;
    private final IdentityNumber nobody;
    private final UnknownWords unknownWords;
    private final Map<SourceLayout, List<Entry>> byLayout = new LinkedHashMap<>();

    RecordMapper(Mapping mapping, LocalDate today, UnknownWords unknownWords) {
        this.unknownWords = unknownWords;
        this.today = today;
        this.nobody = Objects.requireNonNull(IdentityNumber.read(null, today));
        for (RecordMapping record : mapping.records()) {
            byLayout.computeIfAbsent(record.layout(), l -> new ArrayList<>()).add(new Entry(record, mapping));
        }
    }

    MappedBatch map(SourceBatch batch) {
        List<SourceRecord> source = batch.block().records();
        String document = batch.block().document();
        List<IdentifiedRecord> records = new ArrayList<>(source.size());
        List<SourceRecord> sources = new ArrayList<>(source.size());
        List<GroupClearing> clearings = new ArrayList<>();
        List<Withdrawal> withdrawals = new ArrayList<>();
        List<Withdrawal> kept = new ArrayList<>();
        List<PersonReference> protectedPersons = new ArrayList<>();
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
                boolean isFact = entry.rule.isFact();
                if (isFact) {
                    read++;
                }
                if (outcome instanceof IdentifiedRecord identified) {
                    records.add(identified);
                    sources.add(record);
                    if (!isFact) {
                        references.merge(record.layout().recordType(), 1L, Long::sum);
                    }
                } else if (outcome instanceof GroupClearing clearing) {
                    clearings.add(clearing);
                } else if (outcome instanceof PersonReference person) {
                    protectedPersons.add(person);
                } else if (outcome instanceof Violation violation) {
                    if (!isFact) {
                        // A reference entity that cannot be used is a rejection all the same: it is counted as read.
                        read++;
                    }
                    rejected.add(rejection(document, record, violation));
                    entry.addKey(record, kept);
                } else {
                    Withdrawal withdrawal = outcome instanceof Withdrawal made ? made : null;
                    if (withdrawal != null) {
                        withdrawals.add(withdrawal);
                    }
                    if (withdrawal != null && entry.rule.kind() == RecordMapping.Kind.WITHDRAWS) {
                        references.merge(record.layout().recordType(), 1L, Long::sum);
                    }
                    boolean isForProtection = withdrawal != null && withdrawal.isForProtection();
                    skipped += isFact && !isForProtection ? 1 : 0;
                }
            }
        }
        byLayout.values()
                .forEach(of -> of.forEach(e -> e.tellNewValues(batch.origin().ticket())));
        return new MappedBatch(
                batch.origin(),
                records,
                clearings,
                withdrawals,
                kept,
                protectedPersons,
                rejected,
                read,
                skipped,
                references,
                sourceFields(),
                new MappedSources(records, sources));
    }

    private Map<String, String> sourceFields() {
        Map<String, String> names = new LinkedHashMap<>();
        byLayout.values().forEach(entries -> entries.forEach(e -> names.putAll(e.rule.sourceFields())));
        return names;
    }

    private static RejectedRecord rejection(String document, SourceRecord record, Violation violation) {
        return new RejectedRecord(
                new Rejection(document, record.line(), violation.field(), violation.reason(), violation.mend()),
                record.layout().recordType(),
                RecordPayload.of(record));
    }

    /** Whether the source marks a record as one of a protected person, as the mapping reads the mark. */
    boolean isMarkedProtected(SourceRecord record) {
        for (Entry entry : byLayout.getOrDefault(record.layout(), List.of())) {
            RecordMapping.PersonRule person = entry.rule.person();
            if (person != null && entry.isProtected(person, record)) {
                return true;
            }
        }
        return false;
    }

    /** One entry of the mapping with the readers of one thread. */
    private final class Entry {
        private final RecordMapping rule;
        private final @Nullable FactAssembly assembly;
        private final FieldReader[] checks;
        private final Violation invalidNumber;
        private final Violation invalidModified;
        private final Map<String, FieldReader> readers = new LinkedHashMap<>();
        private final boolean goesWithItsGroup;
        private final boolean isDated;

        Entry(RecordMapping rule, Mapping mapping) {
            this.rule = rule;
            this.goesWithItsGroup = rule.group().length > 0 && rule.modified() < 0 && mapping.clears(rule.table());
            this.isDated = mapping.isDated(rule.table());
            SchemaContract.Action onNewValue =
                    mapping.contract().action(rule.layout().recordType(), SchemaContract.Change.NEW_VALUE);
            for (FieldRule field : rule.fields()) {
                int position = field.from() == null ? -1 : rule.layout().indexOf(field.from());
                int fallback = field.unitsBy() == null ? -1 : rule.layout().indexOf(field.unitsBy());
                readers.put(field.name(), new FieldReader(field, position, fallback, rule.units(), onNewValue));
            }
            this.assembly =
                    rule.kind() == RecordMapping.Kind.FACT ? new FactAssembly(rule.tableOrThrow(), readers) : null;
            this.checks = rule.checks().stream()
                    .map(c -> new FieldReader(c, rule.layout().indexOf(c.shownAs()), -1, Map.of(), onNewValue))
                    .toArray(FieldReader[]::new);
            String number = rule.person() == null ? "" : rule.person().numberField();
            this.invalidNumber = new Violation(number, INVALID_NUMBER.reason(), INVALID_NUMBER.mend());
            String modified = rule.modified() < 0 ? "" : rule.layout().fields().get(rule.modified());
            this.invalidModified = new Violation(
                    modified, "not-an-instant", "the value must be an instant as RFC 3339 writes it; ask the source");
        }

        /**
         * Gives an IdentifiedRecord, a GroupClearing, a Violation, a Withdrawal for a record that is skipped or a person
         * who is protected, a PersonReference for a person whose rows are all taken back, or null for a record that is
         * skipped and cannot have left a row.
         */
        @Nullable
        Object map(SourceRecord record) {
            for (RecordRule skip : rule.skips()) {
                if (skip.holds(record)) {
                    return skipped(record);
                }
            }
            RecordMapping.PersonRule person = rule.person();
            if (rule.kind() == RecordMapping.Kind.PROTECTS) {
                return person != null && isProtected(person, record) ? reference(person, record, true) : null;
            }
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
            if (rule.kind() == RecordMapping.Kind.CLEARS) {
                return new GroupClearing(record.line(), rule.tableOrThrow(), groups == null ? none() : groups, isDated);
            }
            if (rule.kind() == RecordMapping.Kind.WITHDRAWS || assembly == null) {
                Long deletedAt = rule.modified() < 0 ? null : instant(record.value(rule.modified()));
                return withdrawal(null, record, deletedAt, false, deletedAt == null && isDated);
            }
            if (person != null && IdentityNumber.read(record.value(person.number()), today) == null) {
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
            boolean isDeleted = false;
            for (RecordRule delete : rule.deletes()) {
                isDeleted |= delete.holds(record);
            }
            return new IdentifiedRecord(
                    record.line(),
                    person == null ? null : reference(person, record, false),
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
            return rule.kind() != RecordMapping.Kind.FACT || goesWithItsGroup
                    ? null
                    : withdrawal(rule.person(), record, false);
        }

        private void tellNewValues(DeliveryTicket ticket) {
            readers.forEach((name, reader) -> {
                long count = reader.takeNewValues();
                if (count > 0) {
                    unknownWords.add(
                            ticket,
                            new UnknownWords.Place(
                                    rule.layout().recordType(), reader.rule().shownAs()),
                            count);
                }
            });
        }

        /** A record that is rejected leaves the row that an earlier one made: its key is kept where it can be told. */
        private void addKey(SourceRecord record, List<Withdrawal> kept) {
            if (rule.kind() == RecordMapping.Kind.FACT) {
                kept.add(withdrawal(rule.person(), record, null, false, false));
            }
        }

        private PersonReference reference(RecordMapping.PersonRule person, SourceRecord record, boolean isProtected) {
            IdentityNumber number = IdentityNumber.read(record.value(person.number()), today);
            String id = person.id() < 0 ? null : stripped(record.value(person.id()));
            return new PersonReference(
                    number == null ? nobody : number,
                    id,
                    isProtected,
                    consent(person.consent(), record),
                    person.protection() >= 0);
        }

        /** As stated; a first or last day that is no date states no consent. */
        private static @Nullable Consent consent(RecordMapping.@Nullable ConsentRule rule, SourceRecord record) {
            if (rule == null) {
                return null;
            }
            String to = text(record.value(rule.to()));
            LocalDate last = IsoDates.parse(to);
            return new Consent(
                    last == null && !to.isEmpty() ? null : IsoDates.parse(text(record.value(rule.from()))),
                    last,
                    IsoDates.parse(text(record.value(rule.on()))));
        }

        private boolean isProtected(RecordMapping.PersonRule person, SourceRecord record) {
            return person.protection() >= 0
                    && person.marks().getOrDefault(text(record.value(person.protection())), true);
        }

        private @Nullable Withdrawal withdrawal(
                RecordMapping.@Nullable PersonRule person, SourceRecord record, boolean isProtected) {
            Long modified = rule.modified() < 0 ? null : instant(record.value(rule.modified()));
            return modified == null && rule.modified() >= 0
                    ? null
                    : withdrawal(person, record, modified, isProtected, false);
        }

        private Withdrawal withdrawal(
                RecordMapping.@Nullable PersonRule person,
                SourceRecord record,
                @Nullable Long modified,
                boolean isProtected,
                boolean isUndated) {
            return new Withdrawal(
                    record.line(),
                    rule.tableOrThrow(),
                    person == null ? null : reference(person, record, isProtected),
                    joined(record, rule.key()),
                    rule.keyStartsWithPerson(),
                    groups(record),
                    modified,
                    isUndated);
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
                    joined(record, rule.group()),
                    hasCode ? joined(record, rule.groupCode()) : null,
                    rule.keyStartsWithPerson());
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
