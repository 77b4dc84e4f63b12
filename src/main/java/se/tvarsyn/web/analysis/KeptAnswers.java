package se.tvarsyn.web.analysis;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.QueryOutcome;
import se.tvarsyn.web.ReleaseHead;

/**
 * The last queries and their answers, in memory: so that an address holds neither, and that a chart and a file are of the
 * answer that was looked at. Each is found by its own session only. Where the releases are others than it was asked of, the
 * answer is dropped, and the query stays.
 */
final class KeptAnswers {
    private static final int MOST = 40;
    private static final long MOST_CHARACTERS = 30_000_000;
    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(
            String session, String sql, QueryOutcome outcome, List<ReleaseHead> releases, long characters) {}

    /**
     * A query that was run.
     *
     * @param outcome null where other releases stand now
     */
    record Answer(String id, String sql, @Nullable QueryOutcome outcome) {}

    /**
     * Keeps one.
     *
     * @param session whose it is
     * @param releases that stood before it ran
     * @return its name in addresses
     */
    synchronized String put(String session, String sql, QueryOutcome outcome, List<ReleaseHead> releases) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        kept.put(id, new Kept(session, sql, outcome, releases, sql.length() + characters(outcome)));
        long all = kept.values().stream().mapToLong(Kept::characters).sum();
        Iterator<Kept> oldest = kept.values().iterator();
        while ((kept.size() > MOST || all > MOST_CHARACTERS) && kept.size() > 1) {
            all -= oldest.next().characters();
            oldest.remove();
        }
        return id;
    }

    private static long characters(QueryOutcome outcome) {
        if (!(outcome instanceof QueryOutcome.Rows rows)) {
            return 0;
        }
        return rows.table().rows().stream()
                .flatMap(List::stream)
                .mapToLong(value -> 20L + (value == null ? 0 : value.length()))
                .sum();
    }

    /** Empty where there is none of this name, or it is another session's. */
    synchronized Optional<Answer> find(String session, String id, List<ReleaseHead> releases) {
        Kept found = kept.get(id);
        if (found == null || !found.session.equals(session)) {
            return Optional.empty();
        }
        return Optional.of(new Answer(id, found.sql, found.releases.equals(releases) ? found.outcome : null));
    }
}
