package se.tvarsyn.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.mapping.SchemaContract;
import se.tvarsyn.mapping.SchemaContract.Action;
import se.tvarsyn.mapping.SchemaContract.Change;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.source.FieldsSeen;

/**
 * One way in which a source is not as it was.
 *
 * @param entity endpoint, element or record type
 * @param field the source's name of the field
 * @param action what the mapping orders
 * @param recordCount records that show it, 0 where only the field itself is known
 */
public record Drift(String entity, String field, Change change, Action action, long recordCount) {

    /** Entity, field, change and what was done; never a value. */
    public String message(String feed) {
        String what =
                switch (change) {
                    case NEW_FIELD -> "is new; map it, or leave it: what is not mapped is dropped";
                    case MISSING_FIELD -> "was sent before and is in no record now; ask the source";
                    case CHANGED_TYPE -> "holds another kind of value than before; ask the source";
                    case NEW_VALUE ->
                        "holds words that no value table names, in " + recordCount
                                + " records; add them to the mapping";
                };
        return feed + ": the source has changed: " + entity + "." + DocumentNames.safe(field) + " " + what
                + (action == Action.FREEZE ? "; the delivery is held" : "");
    }

    boolean holds() {
        return action == Action.FREEZE;
    }

    /**
     * Compares what a delivery brought with what the feed has sent before. An entity that is seen for the first time is
     * no change.
     *
     * @param known kinds by field by entity, as {@link #kinds} writes them
     */
    static List<Drift> between(Map<String, Map<String, String>> known, FieldsSeen seen, SchemaContract contract) {
        List<Drift> drifts = new ArrayList<>();
        seen.byEntity().forEach((entity, fields) -> {
            Map<String, String> before = known.get(entity);
            if (before == null) {
                return;
            }
            fields.forEach((field, kinds) -> {
                String earlier = before.get(field);
                if (earlier == null) {
                    drifts.add(of(entity, field, Change.NEW_FIELD, contract));
                } else if (!earlier.isEmpty() && !Set.of(earlier.split(",")).containsAll(codes(kinds))) {
                    drifts.add(of(entity, field, Change.CHANGED_TYPE, contract));
                }
            });
            // Optional fields come and go: only an entity whose mapping asks for it is watched for missing ones.
            before.forEach((field, kinds) -> {
                if (contract.names(entity, Change.MISSING_FIELD) && !kinds.isEmpty() && !fields.containsKey(field)) {
                    drifts.add(of(entity, field, Change.MISSING_FIELD, contract));
                }
            });
        });
        return drifts;
    }

    static List<Drift> ofWords(Map<UnknownWords.Place, Long> words, SchemaContract contract) {
        return words.entrySet().stream()
                .map(w -> new Drift(
                        w.getKey().recordType(),
                        w.getKey().field(),
                        Change.NEW_VALUE,
                        contract.action(w.getKey().recordType(), Change.NEW_VALUE),
                        w.getValue()))
                .toList();
    }

    private static Drift of(String entity, String field, Change change, SchemaContract contract) {
        return new Drift(entity, field, change, contract.action(entity, change), 0);
    }

    /** What is remembered of a field: all kinds that ever stood in it; empty once it is missing. */
    static String kinds(Set<FieldsSeen.Kind> kinds, String before) {
        TreeSet<String> all = new TreeSet<>(codes(kinds));
        if (!before.isEmpty()) {
            all.addAll(Set.of(before.split(",")));
        }
        return String.join(",", all);
    }

    private static Set<String> codes(Set<FieldsSeen.Kind> kinds) {
        return kinds.stream()
                .map(k -> k.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
