package se.tvarsyn.application;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.RoundedCount;
import se.tvarsyn.operations.ShownCounts;

/**
 * What the runs of this program told, newest first: kept in memory, as many runs and lines as are named here. Holds what may be
 * shown and nothing else: counts of persons are rounded when they come in, and messages are those that commands print.
 */
public final class RunLog {
    static final int RUNS = 100;
    static final int LINES = 200;

    private final Clock clock;
    private final Deque<Writing> runs = new ArrayDeque<>();

    RunLog(Clock clock) {
        this.clock = clock;
    }

    /** What a line is about. */
    public enum Kind {
        /** An endpoint's pages so far: endpoint, pages, records. */
        PULLED,
        /** Records of a delivery so far: read. */
        READ,
        /** Loaded: read, accepted, rejected, protected, skipped. */
        LOADED,
        /** Nothing was done, for the same was loaded before. */
        KNOWN,
        /** Nothing of it could be read: its story tells why. */
        UNREADABLE,
        /** Held: read, accepted, rejected, protected, skipped. */
        HELD,
        /** Not loaded: the told failure. */
        FAILED,
        /** A file that a later run takes: the message. */
        FILE_WAITS,
        /** A file that could not be taken or put away: the message. */
        FILE_PROBLEM,
        /** What kept the run, or a part of it, from being done: the message and mend. */
        REFUSED,
        /** Models and figures were made anew. */
        REFRESHED
    }

    /**
     * One thing that was told.
     *
     * @param words what belongs to its kind, in this order
     * @param delivery that it is about; null = none
     */
    public record Line(
            Instant at,
            Kind kind,
            List<String> words,
            @Nullable UUID delivery) {
        public Line {
            words = List.copyOf(words);
        }
    }

    /** Why a run was begun. */
    public enum Cause {
        SCHEDULED,
        ASKED,
        RETRY
    }

    /**
     * One run of a feed.
     *
     * @param endedAt null while it is under way
     * @param left how many of the first lines were left out, so that the last ones have room
     */
    public record Run(
            String feed,
            Cause cause,
            Instant begunAt,
            @Nullable Instant endedAt,
            List<Line> lines,
            long left) {
        public Run {
            lines = List.copyOf(lines);
        }
    }

    /** A run that is under way writes here; to be closed when it ends. */
    final class Writing implements AutoCloseable {
        private final String feed;
        private final Cause cause;
        private final Instant begunAt = clock.instant();
        private final Deque<Line> lines = new ArrayDeque<>();
        private @Nullable Instant endedAt;
        private long left;

        private Writing(String feed, Cause cause) {
            this.feed = feed;
            this.cause = cause;
        }

        void told(Kind kind, @Nullable UUID delivery, String... words) {
            Line line = new Line(clock.instant(), kind, List.of(words), delivery);
            synchronized (runs) {
                Line last = lines.peekLast();
                if (last != null && isLater(line, last)) {
                    lines.removeLast();
                }
                lines.addLast(line);
                if (lines.size() > LINES) {
                    lines.removeFirst();
                    left++;
                }
            }
        }

        /** The counts of a delivery that is closed. */
        void told(Kind kind, UUID delivery, DeliveryCounts counts) {
            told(
                    kind,
                    delivery,
                    readOf(counts),
                    RoundedCount.of(counts.accepted()).text(),
                    RoundedCount.of(counts.rejected()).text(),
                    RoundedCount.of(counts.protectedPersons()).text(),
                    RoundedCount.of(counts.skipped()).text());
        }

        /** Records of a delivery so far. */
        void read(DeliveryCounts counts) {
            told(Kind.READ, null, readOf(counts));
        }

        private String readOf(DeliveryCounts counts) {
            // What a retry reads is what was rejected.
            return ShownCounts.of(counts, cause == Cause.RETRY).read();
        }

        /** Of what goes on only the newest state is kept. */
        private static boolean isLater(Line line, Line last) {
            return line.kind == last.kind
                    && (line.kind == Kind.READ
                            || line.kind == Kind.PULLED && line.words.get(0).equals(last.words.get(0)));
        }

        @Override
        public void close() {
            synchronized (runs) {
                endedAt = clock.instant();
            }
        }

        private Run run() {
            return new Run(feed, cause, begunAt, endedAt, new ArrayList<>(lines), left);
        }
    }

    /** @param feed "" where a retry is of several */
    Writing begin(String feed, Cause cause) {
        synchronized (runs) {
            Writing writing = new Writing(feed, cause);
            runs.addFirst(writing);
            if (runs.size() > RUNS) {
                runs.removeLast();
            }
            return writing;
        }
    }

    /** The runs of a feed, newest first. */
    List<Run> of(String feed) {
        synchronized (runs) {
            return runs.stream()
                    .filter(run -> run.feed.equals(feed))
                    .map(Writing::run)
                    .toList();
        }
    }
}
