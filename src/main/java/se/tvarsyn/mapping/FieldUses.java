package se.tvarsyn.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.FieldUse.Form;
import se.tvarsyn.mapping.FieldUse.Role;
import se.tvarsyn.source.SourceLayout;

/** Walks the entries of a mapping and tells every use of every field, and the fields without any. */
final class FieldUses {
    /** MODEL.md: only a meeting has a token of its own without its day. */
    private static final String GROUP_WITHOUT_DAY = "meeting_code_key";

    private static final List<String> PERSON = List.of("person_pseudonym", "is_linkable");

    private final Set<FieldUse> uses = new LinkedHashSet<>();
    private final Set<SourceLayout> layouts = new LinkedHashSet<>();

    static List<FieldUse> of(Mapping mapping) {
        FieldUses walk = new FieldUses();
        mapping.records().forEach(walk::entry);
        mapping.format().layouts(mapping.settings()).forEach(walk.layouts::add);
        walk.dropped();
        return List.copyOf(walk.uses);
    }

    static Set<String> fillable(FactTable table) {
        Set<String> columns = new LinkedHashSet<>(table.hasPerson() ? PERSON : List.of());
        columns.add("source_key");
        if (table.groupColumn() != null) {
            columns.add(table.groupColumn());
        }
        if (table == FactTable.LEISURE_VISIT) {
            columns.add(GROUP_WITHOUT_DAY);
        }
        FactFields.of(table).all().forEach(field -> columns.addAll(FactFields.columns(field, true)));
        return columns;
    }

    private void entry(RecordMapping entry) {
        layouts.add(entry.layout());
        RecordMapping.PersonRule person = entry.person();
        boolean isFact = entry.kind() == RecordMapping.Kind.FACT;
        if (person != null) {
            person(entry, person, isFact);
        }
        FactTable table = entry.table();
        List<String> key = isFact ? List.of("source_key") : List.of();
        for (int position : entry.key()) {
            add(entry, position, Role.KEY, key, isFact ? Form.TOKEN : Form.NOT_STORED);
        }
        if (entry.keyStartsWithPerson() && person != null) {
            add(entry, person.number(), Role.KEY, key, Form.TOKEN);
        }
        List<String> group =
                isFact && table != null && table.groupColumn() != null ? List.of(table.groupColumn()) : List.of();
        for (int position : entry.group()) {
            add(entry, position, Role.GROUP, group, isFact ? Form.TOKEN : Form.NOT_STORED);
        }
        List<String> code = isFact && entry.groupCode().length > 0 ? List.of(GROUP_WITHOUT_DAY) : List.of();
        for (int position : entry.groupCode()) {
            add(entry, position, Role.GROUP, code, isFact ? Form.TOKEN : Form.NOT_STORED);
        }
        add(entry, entry.groupCodeWhen(), Role.CONDITION, List.of(), Form.NOT_STORED);
        add(entry, entry.modified(), Role.MODIFIED, isFact ? List.of("version") : List.of(), Form.AS_IT_IS);
        for (RecordRule rule : entry.skips()) {
            condition(entry, rule, List.of());
        }
        for (RecordRule rule : entry.deletes()) {
            condition(entry, rule, List.of("is_deleted"));
        }
        entry.checks()
                .forEach(check -> uses.add(new FieldUse(
                        entry.layout().recordType(), check.shownAs(), Role.CHECK, table, List.of(), Form.NOT_STORED)));
        entry.fields().forEach(field -> value(entry, field));
    }

    private void person(RecordMapping entry, RecordMapping.PersonRule person, boolean isFact) {
        List<String> columns = isFact ? PERSON : List.of();
        Form form = isFact ? Form.TOKEN : Form.NOT_STORED;
        add(entry, person.number(), Role.IDENTITY, columns, form);
        add(entry, person.id(), Role.PERSON_ID, isFact ? PERSON.subList(0, 1) : List.of(), form);
        add(entry, person.protection(), Role.PROTECTION, List.of(), Form.NOT_STORED);
        RecordMapping.ConsentRule consent = person.consent();
        if (consent != null) {
            for (int position : new int[] {consent.from(), consent.to(), consent.on()}) {
                add(entry, position, Role.CONSENT, columns, Form.NOT_STORED);
            }
        }
    }

    private void condition(RecordMapping entry, RecordRule rule, List<String> columns) {
        add(entry, rule.position(), Role.CONDITION, columns, Form.NOT_STORED);
        add(entry, rule.andPosition(), Role.CONDITION, columns, Form.NOT_STORED);
    }

    private void value(RecordMapping entry, FieldRule field) {
        boolean isLesson = entry.table() == FactTable.ATTENDANCE;
        boolean hasPresence = entry.fields().stream().anyMatch(f -> f.name().equals("present_minutes"));
        List<String> columns = FactFields.columns(field.name(), isLesson && !hasPresence);
        Form form = field.values() == null && field.constant() == null ? Form.AS_IT_IS : Form.WORD_OF_TABLE;
        String from = field.from() == null ? "" : field.from();
        String entity = entry.layout().recordType();
        uses.add(new FieldUse(entity, from, Role.VALUE, entry.table(), columns, form));
        if (field.unitsBy() != null) {
            uses.add(new FieldUse(entity, field.unitsBy(), Role.VALUE, entry.table(), columns, Form.WORD_OF_TABLE));
        }
    }

    private void add(RecordMapping entry, int position, Role role, List<String> columns, Form form) {
        if (position >= 0) {
            SourceLayout layout = entry.layout();
            uses.add(new FieldUse(
                    layout.recordType(), layout.fields().get(position), role, entry.table(), columns, form));
        }
    }

    /** What the format can read of the source and no entry takes: it ends with the record, in memory. */
    private void dropped() {
        Set<String> used = new LinkedHashSet<>();
        uses.forEach(use -> used.add(use.source()));
        List<FieldUse> dropped = new ArrayList<>();
        for (SourceLayout layout : layouts) {
            for (String field : layout.fields()) {
                FieldUse use = dropped(layout.recordType(), field, null);
                if (!used.contains(use.source())) {
                    dropped.add(use);
                }
            }
        }
        uses.addAll(dropped);
    }

    private static FieldUse dropped(String entity, String field, @Nullable FactTable table) {
        return new FieldUse(entity, field, Role.DROPPED, table, List.of(), Form.NOT_STORED);
    }
}
