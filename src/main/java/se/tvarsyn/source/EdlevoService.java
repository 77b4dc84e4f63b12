package se.tvarsyn.source;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The service of the Absence API that a document answers. The document itself does not say it, and {@code Valid} is valid
 * absence in the answer of one service and confirmed presence in that of another (SOURCES.md 1.6, trap 1).
 *
 * @param name as in the address: {@code GetCompulsorySchoolAbsence}
 * @param schoolForm Edlevo's own letters for the school form of the service, used where the document names none
 */
record EdlevoService(String name, String schoolForm, boolean isPresence, boolean isAggregation) {
    private static final Map<String, String> FORMS = Map.of(
            "PreSchoolClass", "FK",
            "CompulsorySchool", "GR",
            "CompulsorySchoolForLearningDisabilities", "S",
            "UpperSecondarySchool", "GY",
            "UpperSecondarySchoolForLearningDisabilities", "GS");

    /** Longest first, because one name begins with another. */
    private static final Map<String, EdlevoService> BY_NAME = byName();

    private static Map<String, EdlevoService> byName() {
        Map<String, EdlevoService> services =
                new TreeMap<>((a, b) -> a.length() == b.length() ? a.compareTo(b) : b.length() - a.length());
        FORMS.forEach((form, letters) -> {
            for (boolean isPresence : new boolean[] {false, true}) {
                for (boolean isAggregation : new boolean[] {false, true}) {
                    String name =
                            "Get" + form + (isPresence ? "Presence" : "Absence") + (isAggregation ? "Aggregation" : "");
                    services.put(
                            name.toLowerCase(Locale.ROOT), new EdlevoService(name, letters, isPresence, isAggregation));
                }
            }
        });
        return services;
    }

    /** @return null where the name of the document does not begin with a service */
    static @Nullable EdlevoService ofDocument(String document) {
        String lower = document.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".xml")) {
            return null;
        }
        for (Map.Entry<String, EdlevoService> service : BY_NAME.entrySet()) {
            if (lower.startsWith(service.getKey())) {
                return service.getValue();
            }
        }
        return null;
    }

    /** @return null where there is no such service */
    static @Nullable EdlevoService ofName(String name) {
        EdlevoService service = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return service != null && service.name.equals(name) ? service : null;
    }
}
