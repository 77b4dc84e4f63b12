package se.tvarsyn.rotation;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.pseudonymization.KeyChain;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;

/**
 * Two key versions in one table are a start-up error: the same person would have two tokens, and every count of persons
 * would be wrong. Compares what the rows and {@code ops.domain_key} say with the key store's current versions.
 *
 * <p>Rows say the version of their person's token. The version of a feed's row keys stands in no row, for a linked row
 * carries the purpose's; it stands in {@code ops.domain_key}, since a feed may be rotated alone.
 */
final class VersionCheck {
    private static final String MEND =
            ": restore the warehouse and the folder 'keys' from backups of the same day ('keys list' shows the versions)";
    /** Of a domain that was never rotated. */
    private static final int FIRST = 1;

    private final Statements statements;
    private final Clock clock;

    VersionCheck(Statements statements, Clock clock) {
        this.statements = statements;
        this.clock = clock;
    }

    /**
     * Refuses a warehouse whose tokens the keys do not fit.
     *
     * @throws RotationStopped where a table holds rows of another version than the current one
     */
    void refuseMixed(TokenKeys keys) {
        Set<String> feeds = new TreeSet<>();
        boolean hasPersons = false;
        for (List<String> row : statements.rows(versions())) {
            String table = row.get(0);
            String feed = row.get(1);
            feeds.add(feed);
            int version = Integer.parseInt(row.get(3));
            if (version == 0) {
                // Taken back before it named anybody.
                continue;
            }
            boolean isLinkable = row.get(2).equals("1");
            hasPersons |= isLinkable;
            String domain = isLinkable ? keys.purpose() : domain(keys, feed);
            KeyChain chain = keys.byDomain().get(domain);
            if (chain != null && chain.version() != version) {
                throw new RotationStopped(table + ": rows of feed " + feed + " are of key version " + version
                        + ", but the current version of domain " + domain + " is " + chain.version() + MEND);
            }
        }
        Map<String, Known> known = known();
        for (String feed : feeds) {
            compare(keys.byDomain().get(domain(keys, feed)), known);
        }
        if (hasPersons) {
            compare(keys.byDomain().get(keys.purpose()), known);
        }
        rememberEmpty(keys, feeds, hasPersons, known);
    }

    private static String domain(TokenKeys keys, String feed) {
        return keys.purpose() + "/src:" + feed;
    }

    private static String versions() {
        return Stream.of(FactTable.values())
                .map(table -> "SELECT '" + table.tableName() + "', feed, "
                        + (table.hasPerson()
                                ? "toUInt8(is_linkable) AS l, key_version AS v"
                                : "toUInt8(0) AS l, toUInt16(0) AS v")
                        + " FROM " + table.tableName() + " GROUP BY feed, l, v")
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static void compare(@Nullable KeyChain chain, Map<String, Known> known) {
        if (chain == null) {
            // Destroyed: its rows mean nothing any more, and a load of the feed is refused for want of a key.
            return;
        }
        Known rows = known.getOrDefault(chain.domain(), new Known(FIRST, ""));
        if (rows.version != chain.version()
                || (!rows.checkValue.isEmpty() && !rows.checkValue.equals(chain.checkValue()))) {
            throw new RotationStopped(
                    "database core: the tokens of domain " + chain.domain() + " were rotated to version "
                            + rows.version + ", but the key store's current one is version " + chain.version()
                            + (rows.version == chain.version() ? " with another check value" : "") + MEND);
        }
    }

    /** A domain without a row begins with the version that the key store has: an emptied warehouse is no mixed one. */
    private void rememberEmpty(TokenKeys keys, Set<String> feeds, boolean hasPersons, Map<String, Known> known) {
        for (KeyChain chain : keys.byDomain().values()) {
            String domain = chain.domain();
            boolean hasRows = domain.equals(keys.purpose())
                    ? hasPersons
                    : feeds.contains(domain.substring(keys.purpose().length() + "/src:".length()));
            Known rows = known.getOrDefault(domain, new Known(FIRST, ""));
            if (!hasRows && rows.version != chain.version()) {
                remember(domain, chain.version(), chain.checkValue());
            }
        }
    }

    /** Writes down which version a domain's tokens in this warehouse are of. */
    void remember(String domain, int version, String checkValue) {
        statements.execute("INSERT INTO ops.domain_key (domain, key_version, check_value, written_at)"
                + " SETTINGS async_insert = 0, insert_deduplicate = 0 VALUES ('" + domain + "', " + version + ", '"
                + checkValue + "', '" + InstantText.micros(clock.instant()) + "')");
    }

    private Map<String, Known> known() {
        Map<String, Known> known = new HashMap<>();
        statements
                .rows("SELECT domain, key_version, check_value FROM ops.domain_key FINAL")
                .forEach(row -> known.put(row.get(0), new Known(Integer.parseInt(row.get(1)), row.get(2))));
        return known;
    }

    private record Known(int version, String checkValue) {}
}
