package se.tvarsyn.operations;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.CompletenessClaim;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.source.PagePull;
import se.tvarsyn.source.PullPlan;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.source.PulledPages;
import se.tvarsyn.source.SourceConnection;
import se.tvarsyn.source.SourceUnreachable;
import se.tvarsyn.source.Ss12000Pull;
import se.tvarsyn.source.UnusableConnection;

/** Feeds with an interface: decides what to ask for, pulls it whole, and says what the pull is complete for. */
final class PagePickUp implements AutoCloseable {
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final int LOOKUP_IDS = 500;

    private final Home home;
    private final TvarsynSettings settings;
    private final Map<String, Mapping> mappings;
    private final FeedMemory memory;
    private final Clock clock;
    private final PullProgress progress;
    private final List<PulledPages> pulled = new ArrayList<>();
    /** Kept between pulls: a connection remembers its token and whether its source is down. */
    private final Map<String, SourceConnection> connections = new HashMap<>();

    PagePickUp(
            Home home,
            TvarsynSettings settings,
            Map<String, Mapping> mappings,
            FeedMemory memory,
            Clock clock,
            PullProgress progress) {
        this.home = home;
        this.settings = settings;
        this.mappings = Map.copyOf(mappings);
        this.memory = memory;
        this.clock = clock;
        this.progress = progress;
    }

    List<Delivery> pages(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        Mapping mapping = mappings.get(feed);
        if (mapping == null) {
            throw new SourceNotConfigured("there is no mapping for feed " + feed);
        }
        Map<String, String> source = settings.source(feed);
        if (source.containsKey("directory")) {
            return saved(request, source.getOrDefault("directory", ""));
        }
        return switch (mapping.format().name()) {
            case "ss12000" -> ss12000(request);
            case "lifecare" -> List.of(lifecare(request));
            case "meitner" -> List.of(pull(request, "all", PullPlan.meitner(feed, url(feed), pageSize(feed))));
            case "edlevo-absence" -> List.of(edlevo(request));
            case "betyg" -> List.of(betyg(request));
            default ->
                throw new SourceNotConfigured(
                        feed + ": a source of format " + mapping.format().name()
                                + " is not pulled; name a directory, and use the template folder-feed in routes");
        };
    }

    /** Answers that somebody saved: the whole folder is one delivery. */
    private List<Delivery> saved(PullRequest request, String directory) throws IOException {
        Path folder = home.directory().resolve(directory);
        if (!Files.isDirectory(folder)) {
            throw new SourceNotConfigured(request.feed() + ": sources." + request.feed()
                    + ".directory is no folder; make it, or correct " + home.shown(home.settingsFile()));
        }
        Delivery delivery = Delivery.ofFile(request.feed(), FileDocument.in(folder));
        return delivery.documents().isEmpty() ? List.of() : List.of(finished(request, delivery, List.of()));
    }

    private List<Delivery> ss12000(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        boolean isByChanges = Boolean.parseBoolean(setting(feed, "changes", "false"));
        boolean isPlain = request.from() == null && request.to() == null && !request.isFull();
        Optional<Instant> cursor = isByChanges && isPlain ? memory.cursor(feed) : Optional.empty();
        LocalDate today = LocalDate.now(clock);
        LocalDate to = day(feed, "to", request.to(), today);
        LocalDate from = day(feed, "from", request.from(), schoolYearStart());
        String lag = settings.source(feed).get("lag-days");
        List<Delivery> deliveries = new ArrayList<>();
        Instant begun = clock.instant();
        if (cursor.isPresent()) {
            Instant after = cursor.get().minus(overlap(feed));
            deliveries.add(pull(request, "changes", plan(feed, from, to, after), enrolments(), begun));
            if (lag == null) {
                return deliveries;
            }
        }
        LocalDate first = lag != null && isPlain ? today.minusDays(Long.parseLong(lag)) : from;
        // Whole months, because the days are part of the key of sums.
        List<CompletenessClaim> claims = new ArrayList<>(enrolments());
        claims.add(CompletenessClaim.window("attendance", first, to));
        claims.add(CompletenessClaim.window(
                "aggregated_attendance",
                YearMonth.from(first).atDay(1),
                YearMonth.from(to).atEndOfMonth()));
        claims.add(CompletenessClaim.all("absence"));
        deliveries.add(pull(
                request,
                first + "/" + to,
                plan(feed, first, to, null),
                claims,
                isByChanges && cursor.isEmpty() ? begun : null));
        return deliveries;
    }

    /** Persons, and placements with them, are pulled in full each time. */
    private static List<CompletenessClaim> enrolments() {
        return List.of(CompletenessClaim.all("enrolment"), CompletenessClaim.all("placement"));
    }

    private PullPlan plan(String feed, LocalDate from, LocalDate to, @Nullable Instant changedAfter) {
        Set<String> endpoints = settings.source(feed).containsKey("endpoints")
                ? Set.copyOf(list(feed, "endpoints"))
                : Ss12000Pull.DEFAULT;
        try {
            return PullPlan.ss12000(
                    feed,
                    new Ss12000Pull(
                            url(feed),
                            Map.of(),
                            from,
                            to,
                            changedAfter,
                            endpoints,
                            pageSize(feed),
                            LOOKUP_IDS,
                            Boolean.parseBoolean(setting(feed, "attendance-window", "true"))
                                    ? PullPlan.AttendanceWindow.START_TIME
                                    : PullPlan.AttendanceWindow.NONE,
                            false,
                            null,
                            settings.source(feed).get("school-type")));
        } catch (IllegalArgumentException e) {
            // Written by Ss12000Pull about names of endpoints.
            throw new SourceNotConfigured(feed + ": sources." + feed + ".endpoints: " + e.getMessage());
        }
    }

    /** There is no list of deletions: every pull is whole, and what it does not hold is gone. */
    private Delivery lifecare(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        String key = secret(feed, "key-file");
        PullPlan plan = PullPlan.lifecare(
                feed,
                url(feed),
                // Sundsvall's client sends the key as a header too (SOURCES.md 2.1).
                Map.of("X-API-Key", key),
                needed(feed, "domain"),
                key,
                null,
                pageSize(feed));
        return pull(request, "all", plan, List.of(CompletenessClaim.all("*")), null);
    }

    private Delivery edlevo(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        needed(feed, "services");
        needed(feed, "unit-ids");
        LocalDate from = day(feed, "from", request.from(), schoolYearStart());
        LocalDate to = day(feed, "to", request.to(), LocalDate.now(clock));
        PullPlan plan;
        try {
            plan = PullPlan.edlevo(feed, url(feed), list(feed, "services"), list(feed, "unit-ids"), from, to);
        } catch (IllegalArgumentException e) {
            // Written by EdlevoCalls about names of services.
            throw new SourceNotConfigured(feed + ": sources." + feed + ".services: " + e.getMessage());
        }
        List<CompletenessClaim> claims = List.of(CompletenessClaim.window("lesson", from, to));
        return pull(request, from + "/" + to, plan, claims, null);
    }

    private Delivery betyg(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        LocalDate from = day(feed, "from", request.from(), schoolYearStart());
        LocalDate to = day(feed, "to", request.to(), LocalDate.now(clock));
        PullPlan plan =
                PullPlan.betyg(feed, url(feed), from, to, settings.source(feed).get("school-type"));
        return pull(request, from + "/" + to, plan);
    }

    private Delivery pull(PullRequest request, String scope, PullPlan plan) throws IOException, SourceUnreachable {
        return pull(request, scope, plan, List.of(), null);
    }

    private Delivery pull(
            PullRequest request, String scope, PullPlan plan, List<CompletenessClaim> claims, @Nullable Instant cursor)
            throws IOException, SourceUnreachable {
        PulledPages pages = new PagePull(connection(request.feed())).pull(plan, home.scratch(), progress);
        pulled.add(pages);
        Delivery delivery = Delivery.ofPull(request.feed(), scope, pages.documents());
        return finished(request, delivery.upTo(cursor), claims);
    }

    private Delivery finished(PullRequest request, Delivery delivery, List<CompletenessClaim> claims) {
        return delivery.claiming(settings.isComplete(request.feed()) ? List.of(CompletenessClaim.all("*")) : claims)
                .accepting(request.acceptance());
    }

    private SourceConnection connection(String feed) {
        needed(feed, "url");
        SourceConnection known = connections.get(feed);
        if (known != null) {
            return known;
        }
        try {
            SourceConnection connection = SourceConnection.of(feed, settings.source(feed), home.directory(), clock);
            connections.put(feed, connection);
            return connection;
        } catch (UnusableConnection e) {
            throw new SourceNotConfigured(String.valueOf(e.getMessage()));
        }
    }

    private int pageSize(String feed) {
        return connection(feed).pageSize();
    }

    private URI url(String feed) {
        return URI.create(needed(feed, "url"));
    }

    private Duration overlap(String feed) {
        String minutes = settings.source(feed).get("overlap-minutes");
        return minutes == null ? OVERLAP : Duration.ofMinutes(Long.parseLong(minutes));
    }

    private LocalDate schoolYearStart() {
        LocalDate today = LocalDate.now(clock);
        return LocalDate.of(today.getMonthValue() < 7 ? today.getYear() - 1 : today.getYear(), 7, 1);
    }

    private LocalDate day(String feed, String setting, @Nullable LocalDate asked, LocalDate otherwise) {
        if (asked != null) {
            return asked;
        }
        String text = settings.source(feed).get(setting);
        try {
            return text == null ? otherwise : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new SourceNotConfigured(feed + ": sources." + feed + "." + setting + " must be YYYY-MM-DD");
        }
    }

    private List<String> list(String feed, String setting) {
        return Arrays.stream(needed(feed, setting).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .collect(Collectors.toList());
    }

    private String setting(String feed, String name, String otherwise) {
        return settings.source(feed).getOrDefault(name, otherwise);
    }

    private String needed(String feed, String name) {
        String value = settings.source(feed).get(name);
        if (value == null || value.isBlank()) {
            throw new SourceNotConfigured(feed + ": sources." + feed + "." + name + " is missing; add it to "
                    + home.shown(home.settingsFile()));
        }
        return value;
    }

    private String secret(String feed, String name) throws IOException {
        Path file = home.directory().resolve(needed(feed, name));
        if (!Files.isReadable(file)) {
            throw new SourceNotConfigured(
                    feed + ": sources." + feed + "." + name + " names a file that cannot be read; make it");
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** Removes what was pulled. */
    @Override
    public void close() {
        pulled.forEach(PulledPages::close);
        pulled.clear();
    }
}
