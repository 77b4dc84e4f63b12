package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The municipality's own limits ({@code follow-up} in tvarsyn.yaml; docs/figures.md).
 *
 * @param bands limits of the absence bands in percent, lowest first
 * @param threshold limit of high absence in percent
 * @param scatteredOccasions how many occasions of absence are repeated scattered absence
 * @param scatteredMonths within how many calendar months they fall
 * @param feedOrder which feed a pupil's account is taken from where several have it; the others follow by name
 */
public record FollowUpSettings(
        List<Integer> bands, int threshold, int scatteredOccasions, int scatteredMonths, List<String> feedOrder) {
    private static final FollowUpSettings DEFAULT = new FollowUpSettings(
            List.of(5, 10, 15, 20, 30, 50), 10, 5, 2, List.of("school-ss12000", "school-lesson-csv"));

    public FollowUpSettings {
        bands = List.copyOf(bands);
        feedOrder = List.copyOf(feedOrder);
    }

    /** What holds where nothing is set. */
    public static FollowUpSettings defaults() {
        return DEFAULT;
    }

    /** Reads {@code follow-up} of a file that the schema has been held against. */
    static FollowUpSettings of(YamlDocument yaml, List<Problem> problems) {
        JsonNode settings = yaml.root().path("follow-up");
        List<Integer> bands = new ArrayList<>();
        settings.path("bands").forEach(limit -> bands.add(limit.asInt()));
        for (int i = 1; i < bands.size(); i++) {
            if (bands.get(i) <= bands.get(i - 1)) {
                problems.add(new Problem(
                        yaml.file(),
                        yaml.lineOf("/follow-up/bands/" + i),
                        "follow-up.bands: each limit must be higher than the one before; sort them"));
            }
        }
        List<String> order = new ArrayList<>();
        settings.path("feed-order").forEach(feed -> order.add(feed.asText()));
        JsonNode scattered = settings.path("scattered");
        return new FollowUpSettings(
                bands.isEmpty() ? DEFAULT.bands : bands,
                settings.path("threshold").asInt(DEFAULT.threshold),
                scattered.path("occasions").asInt(DEFAULT.scatteredOccasions),
                scattered.path("months").asInt(DEFAULT.scatteredMonths),
                order.isEmpty() ? DEFAULT.feedOrder : order);
    }
}
