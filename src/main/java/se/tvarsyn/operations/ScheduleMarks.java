package se.tvarsyn.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * What a schedule remembers of each feed over a restart and a crash: since when its runs are done, and who has paused it. A
 * file of the home, written whole; any process of the home may read and change it.
 */
public final class ScheduleMarks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** @param file {@code .tvarsyn/schedule.json} */
    public ScheduleMarks(Path file) {
        this.file = file;
    }

    /**
     * One feed's marks.
     *
     * @param doneUpTo no run that was due before this instant is owed any more
     * @param paused who paused the feed and when; null while it runs
     * @param lastRun how its last run ended; null before the first
     * @param deliveredAt end of the last run in which the source delivered, also what was known; null before the first
     */
    public record Mark(
            Instant doneUpTo,
            @Nullable Pause paused,
            @Nullable LastRun lastRun,
            @Nullable Instant deliveredAt) {
        public Mark {
            Objects.requireNonNull(doneUpTo);
        }

        Mark done(Instant instant, LastRun run) {
            return new Mark(instant, paused, run, run.deliveries > 0 ? run.endedAt : deliveredAt);
        }
    }

    /** @param by a principal */
    public record Pause(String by, Instant at) {}

    /**
     * How a run ended.
     *
     * @param deliveries that were loaded, or known and found unchanged
     * @param failure what stopped it, in our own words; null where it went through
     */
    public record LastRun(
            Instant begunAt,
            Instant endedAt,
            int deliveries,
            @Nullable String failure) {}

    /** Every feed's marks, by name. */
    public Map<String, Mark> all() throws IOException {
        Map<String, Mark> marks = new TreeMap<>();
        if (!Files.exists(file)) {
            return marks;
        }
        try {
            JSON.readTree(Files.readAllBytes(file))
                    .fields()
                    .forEachRemaining(feed -> marks.put(feed.getKey(), mark(feed.getValue())));
        } catch (IOException | RuntimeException e) {
            throw new HomeFileUnreadable(
                    file,
                    "is not as it was written: restore its backup, or delete it: then no feed is"
                            + " paused, and none owes a run");
        }
        return marks;
    }

    private static Mark mark(JsonNode json) {
        JsonNode run = json.path("lastRun");
        return new Mark(
                Instant.parse(json.path("doneUpTo").asText()),
                json.hasNonNull("pausedBy")
                        ? new Pause(
                                json.path("pausedBy").asText(),
                                Instant.parse(json.path("pausedAt").asText()))
                        : null,
                run.isObject()
                        ? new LastRun(
                                Instant.parse(run.path("begunAt").asText()),
                                Instant.parse(run.path("endedAt").asText()),
                                run.path("deliveries").asInt(),
                                run.hasNonNull("failure") ? run.path("failure").asText() : null)
                        : null,
                json.hasNonNull("deliveredAt")
                        ? Instant.parse(json.path("deliveredAt").asText())
                        : null);
    }

    /** The feed owes nothing from before; does nothing where it has marks. */
    public void begin(String feed, Instant now) throws IOException {
        change(feed, now, mark -> mark);
    }

    /** A run of the feed has ended: what was due before it began is not owed any more. */
    public void ended(String feed, Instant doneUpTo, LastRun run) throws IOException {
        change(feed, doneUpTo, mark -> mark.done(doneUpTo, run));
    }

    public void pause(String feed, String by, Instant now) throws IOException {
        change(feed, now, mark -> new Mark(mark.doneUpTo, new Pause(by, now), mark.lastRun, mark.deliveredAt));
    }

    /** The feed runs again, from its next time on: what was missed while it was paused was meant to be missed. */
    public void resume(String feed, Instant now) throws IOException {
        change(
                feed,
                now,
                mark -> new Mark(mark.paused == null ? mark.doneUpTo : now, null, mark.lastRun, mark.deliveredAt));
    }

    private void change(String feed, Instant now, UnaryOperator<Mark> change) throws IOException {
        OwnerOnlyFiles.createFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        synchronized (ScheduleMarks.class) {
            // Between processes by the system's lock, which two threads of one process may not hold at once.
            try (FileChannel lock = OwnerOnlyFiles.lock(file.resolveSibling("schedule.lock"))) {
                Map<String, Mark> marks = all();
                marks.put(feed, change.apply(marks.getOrDefault(feed, new Mark(now, null, null, null))));
                OwnerOnlyFiles.replace(file, bytes(marks));
            }
        }
    }

    private static byte[] bytes(Map<String, Mark> marks) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        marks.forEach((feed, mark) -> {
            ObjectNode json = all.putObject(feed);
            json.put("doneUpTo", mark.doneUpTo.toString());
            if (mark.paused != null) {
                json.put("pausedBy", mark.paused.by).put("pausedAt", mark.paused.at.toString());
            }
            if (mark.lastRun != null) {
                json.putObject("lastRun")
                        .put("begunAt", mark.lastRun.begunAt.toString())
                        .put("endedAt", mark.lastRun.endedAt.toString())
                        .put("deliveries", mark.lastRun.deliveries)
                        .put("failure", mark.lastRun.failure);
            }
            if (mark.deliveredAt != null) {
                json.put("deliveredAt", mark.deliveredAt.toString());
            }
        });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
    }
}
