package se.tvarsyn.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch.ClearedGroup;

/**
 * The statements that take back the earlier rows of a meeting. They hold tokens and numbers that we made; nothing that a
 * source wrote.
 */
record GroupTombstones(BatchOrigin origin) {

    List<String> statements(List<ClearedGroup> clearings) {
        List<ClearedGroup> meetings = clearings.stream()
                .filter(c -> c.table() == FactTable.LEISURE_VISIT)
                .toList();
        if (meetings.size() < clearings.size()) {
            throw new IllegalStateException("only meetings are replaced as a group");
        }
        List<String> statements = new ArrayList<>();
        if (meetings.isEmpty()) {
            return statements;
        }
        statements.add(statement(
                "meeting_key",
                meetings.stream().collect(Collectors.toMap(ClearedGroup::group, this::version, Math::max)),
                ""));
        var coded = meetings.stream()
                .filter(c -> c.code() != null)
                .collect(Collectors.toMap(c -> java.util.Objects.requireNonNull(c.code()), this::version, Math::max));
        if (!coded.isEmpty()) {
            // A card that repeats its kod over several days has several meetings under it: those stay.
            statements.add(statement(
                    "assumeNotNull(meeting_code_key)",
                    coded,
                    " AND assumeNotNull(meeting_code_key) IN (SELECT assumeNotNull(meeting_code_key)"
                            + " FROM core.leisure_visit FINAL WHERE feed = '" + feed() + "'"
                            + " AND meeting_code_key IS NOT NULL GROUP BY meeting_code_key"
                            + " HAVING uniqExact(meeting_key) = 1)"));
        }
        return statements;
    }

    private String statement(String key, java.util.Map<Pseudonym, Long> versions, String condition) {
        String columns = String.join(", ", FactRows.columns(FactTable.LEISURE_VISIT));
        List<Pseudonym> groups = List.copyOf(versions.keySet());
        String tokens = groups.stream().map(g -> "toUUID('" + g + "')").collect(Collectors.joining(", "));
        String newVersions =
                groups.stream().map(g -> "toUInt64(" + versions.get(g) + ")").collect(Collectors.joining(", "));
        String version = "transform(" + key + ", [" + tokens + "], [" + newVersions + "], toUInt64(0))";
        return String.format(
                Locale.ROOT,
                "INSERT INTO core.leisure_visit (%1$s) SELECT * REPLACE (%2$s AS version, toUInt8(1) AS is_deleted,"
                        + " toUUID('%3$s') AS delivery_id) FROM (SELECT %1$s FROM core.leisure_visit FINAL"
                        + " WHERE feed = '%4$s' AND %5$s IN (%6$s)%7$s AND version < %2$s)"
                        + " SETTINGS async_insert = 0, insert_deduplicate = 0",
                columns,
                version,
                origin.ticket().id(),
                feed(),
                key,
                tokens,
                condition);
    }

    private long version(ClearedGroup cleared) {
        return RowVersion.clearing(origin.ticket().sequence(), RowVersion.place(origin.ordinal(), cleared.line()));
    }

    private String feed() {
        String feed = origin.ticket().feed();
        if (!feed.matches("[a-z0-9-]+")) {
            throw new IllegalStateException("a feed's name is lower-case letters, digits and hyphens");
        }
        return feed;
    }
}
