package se.tvarsyn.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.source.SourceLayout;

/**
 * One entry of a mapping file's {@code records}, with the source's fields found in its layout.
 *
 * @param isReference counted as a reference entity, not as a fact
 * @param kind what a record of this entry says
 * @param table null where the entry is about persons: {@link Kind#PROTECTS}
 * @param checks rules for source fields that are not stored
 * @param sourceFields canonical field to the source's name, for messages
 */
record RecordMapping(
        SourceLayout layout,
        @Nullable FactTable table,
        boolean isReference,
        Kind kind,
        @Nullable PersonRule person,
        int[] key,
        boolean keyStartsWithPerson,
        int[] group,
        int[] groupCode,
        int groupCodeWhen,
        int modified,
        List<RecordRule> skips,
        List<RecordRule> deletes,
        List<FieldRule> checks,
        List<FieldRule> fields,
        Map<String, String> units,
        Map<String, String> sourceFields) {

    /** What a record of an entry says. */
    enum Kind {
        /** A fact. */
        FACT,
        /** The record's group is replaced by what follows, or gone. */
        CLEARS,
        /** The row with the record's key is gone. */
        WITHDRAWS,
        /** Where the mark protects: all rows of the feed about this person are taken back. */
        PROTECTS
    }

    boolean isFact() {
        return kind == Kind.FACT && !isReference;
    }

    /** The table of an entry that has one. */
    FactTable tableOrThrow() {
        if (table == null) {
            throw new IllegalStateException("an entry about persons has no table");
        }
        return table;
    }

    /**
     * Where the person stands.
     *
     * @param id position of the source's own person id, -1 where the feed has none
     * @param protection position of the protection mark, -1 where the feed has none
     * @param marks the marks that are known, and whether they protect; any other mark protects
     * @param consent null where the feed needs none
     */
    record PersonRule(
            String numberField,
            int number,
            int id,
            int protection,
            Map<String, Boolean> marks,
            @Nullable ConsentRule consent) {}

    /**
     * Fields that say on which days a person may be linked to other feeds: positions of the consent's first and last day,
     * and of the day that is judged.
     */
    record ConsentRule(int from, int to, int on) {}
}
