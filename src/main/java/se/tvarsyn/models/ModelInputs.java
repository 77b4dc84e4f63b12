package se.tvarsyn.models;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import se.tvarsyn.settings.FollowUpSettings;

/**
 * What models are made with besides the facts.
 *
 * @param asOf day of the refresh, Europe/Stockholm
 * @param limits of the municipality
 * @param units the municipality's register
 */
public record ModelInputs(LocalDate asOf, FollowUpSettings limits, List<SchoolUnit> units) {
    static final String AS_OF = "{setting-as-of-on}";

    public ModelInputs {
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(limits);
        units = List.copyOf(units);
    }

    /** The settings as SQL, by the names that model files give them. */
    Map<String, String> sql(Collection<String> feedsLeftOut) {
        Map<String, String> sql = new LinkedHashMap<>();
        sql.put(AS_OF, "toDate('" + asOf + "')");
        sql.put("{setting-bands}", "CAST(" + limits.bands() + ", 'Array(UInt8)')");
        sql.put("{setting-threshold}", Integer.toString(limits.threshold()));
        sql.put("{setting-scattered-occasions}", Integer.toString(limits.scatteredOccasions()));
        sql.put("{setting-scattered-months}", Integer.toString(limits.scatteredMonths()));
        sql.put("{setting-feed-order}", texts(limits.feedOrder()));
        sql.put("{setting-feeds-left-out}", texts(feedsLeftOut));
        sql.put(
                "{setting-school-units}",
                units.stream()
                        .map(u -> "(" + quoted(u.code()) + ", toDate('" + u.firstDay() + "'), toDate('" + u.dayAfter()
                                + "'), " + quoted(u.name()) + ", " + quoted(u.district()) + ", "
                                + quoted(u.schoolForm()) + ")")
                        .collect(Collectors.joining(", ", "[", "]")));
        return sql;
    }

    private static String texts(Collection<String> texts) {
        return texts.stream()
                .map(ModelInputs::quoted)
                .collect(Collectors.joining(", ", "CAST([", "], 'Array(String)')"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
