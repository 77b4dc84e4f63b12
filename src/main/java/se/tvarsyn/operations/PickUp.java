package se.tvarsyn.operations;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.FileArchive;
import se.tvarsyn.source.PagePull;
import se.tvarsyn.source.PullPlan;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.source.PulledPages;
import se.tvarsyn.source.SourceUnreachable;

/** The first step of each feed's route: finds out where the source is and gives its deliveries. */
public final class PickUp implements AutoCloseable {
    private static final int PAGE_RECORDS = 2_000;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BACKOFF = Duration.ofMillis(500);

    private final Home home;
    private final TvarsynSettings settings;
    private final Clock clock;
    private final PullProgress progress;
    private final FilePickUp files;
    private final List<PulledPages> pulled = new ArrayList<>();

    public PickUp(Home home, TvarsynSettings settings, FileArchive archive, Clock clock, PullProgress progress) {
        this.home = home;
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
        this.files = new FilePickUp(home, settings, archive, clock, time -> Thread.sleep(time.toMillis()), progress);
    }

    /** Every file of the feed's folder that is ready is one delivery: docs/files.md. */
    public Iterator<Delivery> files(PullRequest request) throws IOException {
        return files.files(request.feed());
    }

    /** Destroys archived files whose days are over. */
    public void expireArchive() throws IOException {
        files.expireArchive();
    }

    /** One pull of an SS 12000 source is one delivery. */
    public List<Delivery> ss12000(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        LocalDate from = day(feed, "from", request.from(), schoolYearStart());
        LocalDate to = day(feed, "to", request.to(), LocalDate.now(clock));
        PullPlan plan = PullPlan.ss12000(
                feed,
                URI.create(setting(feed, "url")),
                Map.of("Authorization", "Bearer " + secret(feed, "token-file")),
                from,
                to,
                PAGE_RECORDS,
                PullPlan.AttendanceWindow.START_TIME);
        return List.of(pull(plan, feed, from + "/" + to));
    }

    /** One pull of the Lifecare extracts is one delivery. */
    public List<Delivery> lifecare(PullRequest request) throws IOException, SourceUnreachable {
        String feed = request.feed();
        String key = secret(feed, "key-file");
        PullPlan plan = PullPlan.lifecare(
                feed,
                URI.create(setting(feed, "url")),
                // Sundsvall's client sends the key as a header too (SOURCES.md 2.1).
                Map.of("X-API-Key", key),
                setting(feed, "domain"),
                key,
                null,
                PAGE_RECORDS);
        return List.of(pull(plan, feed, "all"));
    }

    private Delivery pull(PullPlan plan, String feed, String scope) throws IOException, SourceUnreachable {
        PulledPages pages =
                new PagePull(PagePull.client(CONNECT, null), SILENCE, BACKOFF).pull(plan, home.scratch(), progress);
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
        files.close();
    }
}
