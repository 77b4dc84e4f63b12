package se.tvarsyn.operations;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.source.PagePull;
import se.tvarsyn.source.PullPlan;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.source.PulledPages;
import se.tvarsyn.source.SourceConnection;
import se.tvarsyn.source.SourceDocument;
import se.tvarsyn.source.SourceUnreachable;
import se.tvarsyn.source.UnusableConnection;

/** The first step of each feed's route: finds out where the source is and gives its deliveries. */
public final class PickUp implements AutoCloseable {
    private final Home home;
    private final TvarsynSettings settings;
    private final Clock clock;
    private final PullProgress progress;
    private final List<PulledPages> pulled = new ArrayList<>();
    /** Kept between pulls: a connection remembers its token and whether its source is down. */
    private final Map<String, SourceConnection> connections = new HashMap<>();

    public PickUp(Home home, TvarsynSettings settings, Clock clock, PullProgress progress) {
        this.home = home;
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
    }

    /** Every file of the feed's folder is one delivery. Files that were loaded before are known to the ledger. */
    public List<Delivery> files(PullRequest request) throws IOException {
        Path directory = home.directory().resolve(setting(request.feed(), "directory"));
        if (!Files.isDirectory(directory)) {
            throw new SourceNotConfigured(request.feed() + ": sources." + request.feed()
                    + ".directory is no folder; make it, or correct " + home.shown(home.settingsFile()));
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (SourceDocument document : FileDocument.in(directory)) {
            deliveries.add(Delivery.ofFile(request.feed(), List.of(document)));
        }
        return deliveries;
    }

    /** One pull of an SS 12000 source is one delivery. */
    public List<Delivery> ss12000(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        LocalDate from = day(feed, "from", request.from(), schoolYearStart());
        LocalDate to = day(feed, "to", request.to(), LocalDate.now(clock));
        SourceConnection connection = connection(feed);
        PullPlan plan = PullPlan.ss12000(
                feed,
                URI.create(setting(feed, "url")),
                Map.of(),
                from,
                to,
                connection.pageSize(),
                PullPlan.AttendanceWindow.START_TIME);
        return List.of(pull(connection, plan, feed, from + "/" + to));
    }

    /** One pull of the Lifecare extracts is one delivery. */
    public List<Delivery> lifecare(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        SourceConnection connection = connection(feed);
        String key = secret(feed, "key-file");
        PullPlan plan = PullPlan.lifecare(
                feed,
                URI.create(setting(feed, "url")),
                // Sundsvall's client sends the key as a header too (SOURCES.md 2.1).
                Map.of("X-API-Key", key),
                setting(feed, "domain"),
                key,
                null,
                connection.pageSize());
        return List.of(pull(connection, plan, feed, "all"));
    }

    private SourceConnection connection(String feed) {
        setting(feed, "url");
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

    private Delivery pull(SourceConnection connection, PullPlan plan, String feed, String scope)
            throws IOException, SourceUnreachable {
        PulledPages pages = new PagePull(connection).pull(plan, home.scratch(), progress);
        pulled.add(pages);
        return new Delivery(feed, scope, pages.documents(), true);
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

    private String setting(String feed, String name) {
        String value = settings.source(feed).get(name);
        if (value == null || value.isBlank()) {
            throw new SourceNotConfigured(feed + ": sources." + feed + "." + name + " is missing; add it to "
                    + home.shown(home.settingsFile()));
        }
        return value;
    }

    private String secret(String feed, String name) throws IOException {
        Path file = home.directory().resolve(setting(feed, name));
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
