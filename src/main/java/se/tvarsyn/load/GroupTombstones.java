package se.tvarsyn.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch.ClearedGroup;

/** The statements that take back the earlier rows of a meeting, a lesson or a pupil's grades. */
record GroupTombstones(BatchOrigin origin, String database) {

    List<String> statements(List<ClearedGroup> clearings) {
        List<String> statements = new ArrayList<>();
        Map<FactTable, List<ClearedGroup>> byTable =
                clearings.stream().collect(Collectors.groupingBy(ClearedGroup::table));
        byTable.forEach((table, groups) -> {
            String column = table.groupColumn();
            if (column == null) {
                throw new IllegalStateException(table + " has no groups");
            }
            List<ClearedGroup> dated =
                    groups.stream().filter(ClearedGroup::isDated).toList();
            if (!dated.isEmpty()) {
                statements.add(datedStatement(table, column, dated));
            }
            List<ClearedGroup> undated =
                    groups.stream().filter(g -> !g.isDated()).toList();
            if (!undated.isEmpty()) {
                statements.add(statement(
                        table,
                        column,
                        undated.stream().collect(Collectors.toMap(ClearedGroup::group, this::version, Math::max)),
                        ""));
            }
            if (table == FactTable.LEISURE_VISIT) {
                addByCode(undated, statements);
            }
        });
        return statements;
    }

    private void addByCode(List<ClearedGroup> meetings, List<String> statements) {
        Map<Pseudonym, Long> coded = meetings.stream()
                .filter(c -> c.code() != null)
                .collect(Collectors.toMap(c -> Objects.requireNonNull(c.code()), this::version, Math::max));
        if (coded.isEmpty()) {
            return;
        }
        // A card that repeats its kod over several days has several meetings under it: those stay.
        String feed = new Tombstones(origin.ticket(), database).feed();
        statements.add(statement(
                FactTable.LEISURE_VISIT,
                "assumeNotNull(meeting_code_key)",
                coded,
                " AND assumeNotNull(meeting_code_key) IN (SELECT assumeNotNull(meeting_code_key)"
                        + " FROM " + FactTable.LEISURE_VISIT.in(database) + " FINAL WHERE feed = '" + feed + "'"
                        + " AND meeting_code_key IS NOT NULL GROUP BY meeting_code_key"
                        + " HAVING uniqExact(meeting_key) = 1)"));
    }

    private String statement(FactTable table, String key, Map<Pseudonym, Long> versions, String condition) {
        List<Pseudonym> groups = List.copyOf(versions.keySet());
        String newVersions =
                groups.stream().map(g -> "toUInt64(" + versions.get(g) + ")").collect(Collectors.joining(", "));
        String tokens = Tombstones.tokens(groups);
        String version = "transform(" + key + ", [" + tokens + "], [" + newVersions + "], toUInt64(0))";
        return new Tombstones(origin.ticket(), database)
                .of(table, version, key + " IN (" + tokens + ")" + condition + " AND version < " + version);
    }

    /**
     * Rows that carry their source's times: each tombstone follows its row. Rows of this delivery stay, for they came
     * after the clearing; so a second try of the delivery does not take them back.
     */
    private String datedStatement(FactTable table, String key, List<ClearedGroup> groups) {
        String tokens =
                Tombstones.tokens(groups.stream().map(ClearedGroup::group).toList());
        return new Tombstones(origin.ticket(), database)
                .of(
                        table,
                        Tombstones.NEXT_VERSION,
                        key + " IN (" + tokens + ") AND delivery_id != toUUID('"
                                + origin.ticket().id() + "')");
    }

    private long version(ClearedGroup cleared) {
        return RowVersion.clearing(origin.ticket().sequence(), RowVersion.place(origin.ordinal(), cleared.line()));
    }
}
