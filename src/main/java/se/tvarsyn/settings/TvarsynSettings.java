package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;

/**
 * {@code tvarsyn.yaml}: the one configuration file. Its settings, defaults and descriptions stand in
 * tvarsyn.schema.json.
 *
 * @param purpose the follow-up purpose: token domain of persons
 * @param warehouseUrl null = the embedded engine
 * @param warehousePasswordFile relative to the home
 * @param publication null = releases lie in an embedded engine of their own
 * @param sources settings of each feed's source system, by feed; a setting within another as {@code header-files.Name}
 * @param controller who answers for the processing, for documents
 * @param zone which end of two zones this home is; null = it is both
 * @param keys where the keys lie
 * @param serve how the pages are served
 */
public record TvarsynSettings(
        String purpose,
        @Nullable URI warehouseUrl,
        String warehouseUser,
        @Nullable Path warehousePasswordFile,
        @Nullable PublicationSettings publication,
        Map<String, Map<String, String>> sources,
        List<LegalBasis> legalBases,
        Controller controller,
        @Nullable ZoneSettings zone,
        KeySettings keys,
        @Nullable Path auditorKeyFile,
        FollowUpSettings followUp,
        ServeSettings serve) {
    /** The file's name in messages about what it does not say. */
    public static final String FILE = "tvarsyn.yaml";

    public static final String DEFAULT_PURPOSE = "uppfoljning";
    private static final int DEFAULT_LARGEST_REMOVAL = 30;
    private static final YamlSchema SCHEMA = YamlSchema.of("/se/tvarsyn/tvarsyn.schema.json");

    public TvarsynSettings {
        sources = Map.copyOf(sources);
        legalBases = List.copyOf(legalBases);
    }

    /** Settings of a home that is no zone, names no controller and has its keys in files. */
    public TvarsynSettings(
            String purpose,
            @Nullable URI warehouseUrl,
            String warehouseUser,
            @Nullable Path warehousePasswordFile,
            Map<String, Map<String, String>> sources,
            List<LegalBasis> legalBases) {
        this(
                purpose,
                warehouseUrl,
                warehouseUser,
                warehousePasswordFile,
                null,
                sources,
                legalBases,
                Controller.none(),
                null,
                KeySettings.pkcs12(),
                null,
                FollowUpSettings.defaults(),
                ServeSettings.defaults());
    }

    /** Settings of a home that has no {@code tvarsyn.yaml}. */
    public static TvarsynSettings none() {
        return new TvarsynSettings(DEFAULT_PURPOSE, null, "default", null, Map.of(), List.of());
    }

    /**
     * Reads the file of a home; a home without one has the defaults.
     *
     * @param environmentUrl value of TVARSYN_WAREHOUSE_URL, which goes before the file
     * @param problems receives every problem
     */
    public static TvarsynSettings read(Home home, @Nullable String environmentUrl, List<Problem> problems) {
        String shown = home.shown(home.settingsFile());
        TvarsynSettings settings = none();
        if (Files.exists(home.settingsFile())) {
            List<Problem> own = new ArrayList<>();
            YamlDocument yaml = YamlDocument.read(home.settingsFile(), shown, SCHEMA, own);
            if (yaml != null && own.isEmpty()) {
                settings = of(yaml, home, own);
            }
            problems.addAll(own);
        }
        if (environmentUrl == null || environmentUrl.isBlank()) {
            return settings;
        }
        URI url = url(environmentUrl, new Problem("TVARSYN_WAREHOUSE_URL", 0, URL_RULE), problems);
        return new TvarsynSettings(
                settings.purpose,
                url,
                settings.warehouseUser,
                settings.warehousePasswordFile,
                settings.publication,
                settings.sources,
                settings.legalBases,
                settings.controller,
                settings.zone,
                settings.keys,
                settings.auditorKeyFile,
                settings.followUp,
                settings.serve);
    }

    private static final String URL_RULE =
            "warehouse.url must be http://host:port or https://host:port, without user, password or parameters";

    private static TvarsynSettings of(YamlDocument yaml, Home home, List<Problem> problems) {
        JsonNode root = yaml.root();
        JsonNode warehouse = root.path("warehouse");
        URI url = null;
        if (warehouse.hasNonNull("url")) {
            int line = yaml.lineOf("/warehouse/url");
            url = url(warehouse.path("url").asText(), new Problem(yaml.file(), line, URL_RULE), problems);
        }
        Map<String, Map<String, String>> sources = new LinkedHashMap<>();
        root.path("sources").fields().forEachRemaining(feed -> {
            Map<String, String> source = new LinkedHashMap<>();
            flatten("", feed.getValue(), source);
            SourceRules.check(feed.getKey(), source, yaml, problems);
            for (String day : List.of("from", "to")) {
                date(feed.getValue(), day, yaml, "/sources/" + feed.getKey(), problems);
            }
            sources.put(feed.getKey(), source);
        });
        String purpose = root.path("purpose").asText(DEFAULT_PURPOSE);
        JsonNode controller = root.path("controller");
        return new TvarsynSettings(
                purpose,
                url,
                warehouse.path("user").asText("default"),
                warehouse.hasNonNull("password-file")
                        ? home.directory()
                                .resolve(warehouse.path("password-file").asText())
                        : null,
                PublicationSettings.of(yaml, home, problems),
                sources,
                LegalBasisEntries.read(yaml, purpose, problems),
                new Controller(text(controller, "name"), text(controller, "contact"), text(controller, "dpo")),
                root.hasNonNull("zone") ? ZoneSettings.of(root.path("zone"), url != null, yaml, problems) : null,
                KeySettings.of(yaml, problems),
                root.path("audit").hasNonNull("public-key-file")
                        ? home.directory()
                                .resolve(root.path("audit")
                                        .path("public-key-file")
                                        .asText())
                        : null,
                FollowUpSettings.of(yaml, problems),
                ServeSettings.of(yaml, home, problems));
    }

    private static void flatten(String before, JsonNode node, Map<String, String> flat) {
        node.fields().forEachRemaining(setting -> {
            if (setting.getValue().isObject()) {
                flatten(before + setting.getKey() + ".", setting.getValue(), flat);
            } else {
                flat.put(before + setting.getKey(), setting.getValue().asText());
            }
        });
    }

    static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }

    static @Nullable LocalDate date(JsonNode node, String field, YamlDocument yaml, String at, List<Problem> problems) {
        String text = text(node, field);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(new Problem(yaml.file(), yaml.lineOf(at + "/" + field), field + " must be YYYY-MM-DD"));
            return null;
        }
    }

    static @Nullable URI url(String text, Problem otherwise, List<Problem> problems) {
        try {
            URI url = URI.create(text.strip());
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            // A driver takes a password as a parameter too, and an address is shown where a connection fails.
            boolean isPlain = url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
            if (isHttp && isPlain && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the text: it may hold a password
        }
        problems.add(otherwise);
        return null;
    }

    /** Why each feed may be loaded, as questions. */
    public LegalBasisRegister register() {
        return new LegalBasisRegister(FILE, purpose, legalBases);
    }

    /** The entry that lets a feed load on a day, whatever table it is about; a complete one goes before a trial. */
    public Optional<LegalBasis> legalBasis(String feed, LocalDate day) {
        return legalBases.stream()
                .filter(b -> b.feed().equals(feed) && b.purpose().equals(purpose) && b.isValidOn(day))
                .min((a, b) -> Boolean.compare(a.isTrial(), b.isTrial()));
    }

    /** How long a feed's rows of a table are kept, counted from the day they are about (gallring). */
    public Period retention(String feed, FactTable table, LocalDate day) {
        return register().retention(feed, table, day);
    }

    /** First day of which a feed's rows of a table are kept: what is about an earlier day is not loaded, and removed. */
    public LocalDate keptFrom(String feed, FactTable table, LocalDate today) {
        return today.minus(retention(feed, table, today));
    }

    /** Whether every delivery of a feed holds all there is: what it does not hold is taken back. */
    public boolean isComplete(String feed) {
        return Boolean.parseBoolean(source(feed).get("complete"));
    }

    /** How many percent of a feed's rows a complete delivery may take back without being asked. */
    public int largestRemovalPercent(String feed) {
        String percent = source(feed).get("largest-removal-percent");
        return percent == null ? DEFAULT_LARGEST_REMOVAL : Integer.parseInt(percent);
    }

    /** When a feed runs by itself, and how fresh it is expected to be. */
    public FeedTimes times(String feed) {
        return FeedTimes.of(source(feed));
    }

    /** Settings of a feed's source system; empty where the file names none. */
    public Map<String, String> source(String feed) {
        return sources.getOrDefault(feed, Map.of());
    }
}
