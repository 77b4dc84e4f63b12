package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code deletedEntities} says: ids by endpoint, as the standard's map has it (with its own spelling {@code
 * activitites}), or one object an entity, as a demo server sends it. Entities that no row is made from are counted only.
 */
final class Ss12000Deletions {
    private static final Map<String, SourceLayout> KINDS = Map.ofEntries(
            Map.entry("attendances", Ss12000Layouts.DELETED_ATTENDANCE),
            Map.entry("attendance", Ss12000Layouts.DELETED_ATTENDANCE),
            Map.entry("absences", Ss12000Layouts.DELETED_ABSENCE),
            Map.entry("absence", Ss12000Layouts.DELETED_ABSENCE),
            Map.entry("grades", Ss12000Layouts.DELETED_GRADE),
            Map.entry("grade", Ss12000Layouts.DELETED_GRADE),
            Map.entry("calendarevents", Ss12000Layouts.DELETED_EVENT),
            Map.entry("calendarevent", Ss12000Layouts.DELETED_EVENT),
            Map.entry("persons", Ss12000Layouts.DELETED_PERSON),
            Map.entry("person", Ss12000Layouts.DELETED_PERSON),
            Map.entry("placements", Ss12000Layouts.DELETED_PLACEMENT),
            Map.entry("placement", Ss12000Layouts.DELETED_PLACEMENT));

    private Ss12000Deletions() {}

    /** @return null where nothing of that kind is loaded */
    static @Nullable SourceRecord read(JsonNode element, long ordinal) throws UnusableElement {
        String kind = JsonFields.text(element, "entityType", "entityType");
        if (kind == null) {
            throw new UnusableElement("entityType", "missing-value", "the source must say what it has deleted");
        }
        SourceLayout layout = KINDS.get(kind.toLowerCase(Locale.ROOT));
        if (layout == null) {
            return null;
        }
        String id = Ss12000Entities.id(element);
        long deletedAt = Ss12000Entities.millis(
                SourceTime.instant(JsonFields.text(element, "deletedAt", "deletedAt"), "deletedAt"));
        return new SourceRecord(
                layout, ordinal, new @Nullable String[] {id, Ss12000References.modifiedText(deletedAt)});
    }
}
