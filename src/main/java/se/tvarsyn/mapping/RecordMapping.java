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
 * @param clears the record replaces its group instead of giving a fact
 * @param checks rules for source fields that are not stored
 * @param sourceFields canonical field to the source's name, for messages
 */
record RecordMapping(
        SourceLayout layout,
        FactTable table,
        boolean isReference,
        boolean clears,
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

    /**
     * Where the person stands.
     *
     * @param id position of the source's own person id, -1 where the feed has none
     * @param protection position of the protection mark, -1 where the feed has none
     * @param marks the marks that are known, and whether they protect; any other mark protects
     */
    record PersonRule(String numberField, int number, int id, int protection, Map<String, Boolean> marks) {}
}
