package se.tvarsyn.mapping;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a feed does when its source changes: by entity and kind of change. The words are those of the mapping file's
 * {@code contract}.
 *
 * @param byEntity actions by entity; {@code *} holds for entities that are not named
 */
public record SchemaContract(Map<String, Map<Change, Action>> byEntity) {
    public SchemaContract {
        Map<String, Map<Change, Action>> copy = new LinkedHashMap<>();
        byEntity.forEach((entity, actions) -> copy.put(entity, Map.copyOf(actions)));
        byEntity = Map.copyOf(copy);
    }

    /** How a source may change. */
    public enum Change {
        NEW_FIELD,
        MISSING_FIELD,
        CHANGED_TYPE,
        NEW_VALUE;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** What is done about it, besides the report. */
    public enum Action {
        EVOLVE,
        REJECT_VALUE,
        REJECT_ROW,
        FREEZE;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static Action of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    static SchemaContract of(Map<String, Map<String, String>> entries) {
        Map<String, Map<Change, Action>> read = new LinkedHashMap<>();
        entries.forEach((entity, actions) -> {
            Map<Change, Action> one = new EnumMap<>(Change.class);
            actions.forEach((change, action) ->
                    one.put(Change.valueOf(change.toUpperCase(java.util.Locale.ROOT)), Action.of(action)));
            read.put(entity, one);
        });
        return new SchemaContract(read);
    }

    /** The entity's own action, else that of {@code *}, else evolve: reported, and the delivery goes on. */
    public Action action(String entity, Change change) {
        Action own = byEntity.getOrDefault(entity, Map.of()).get(change);
        return own != null ? own : byEntity.getOrDefault("*", Map.of()).getOrDefault(change, Action.EVOLVE);
    }

    /** Whether the mapping says something about this change, for the entity or for all. */
    public boolean names(String entity, Change change) {
        return byEntity.getOrDefault(entity, Map.of()).containsKey(change)
                || byEntity.getOrDefault("*", Map.of()).containsKey(change);
    }

    /** Whether a change of the layout could hold a delivery: it must then be looked through before it is loaded. */
    public boolean mayFreeze() {
        return byEntity.values().stream()
                .flatMap(actions -> actions.entrySet().stream())
                .anyMatch(a -> a.getKey() != Change.NEW_VALUE && a.getValue() == Action.FREEZE);
    }
}
