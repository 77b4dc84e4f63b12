package se.tvarsyn.models;

import com.clickhouse.client.api.query.GenericRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.warehouse.Warehouse;

/** What stands behind each model: the models it reads, the tables of {@code core}, and the feeds in those. */
public final class ModelSources {
    private static final Pattern CORE = Pattern.compile("\\bcore\\.([a-z][a-z0-9_]*)");
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");

    private final Map<String, Model> models = new LinkedHashMap<>();

    /** @param ordered each model after those it reads */
    public ModelSources(List<Model> ordered) {
        ordered.forEach(model -> models.put(model.name(), model));
    }

    /** Tables of {@code core} that a model reads, itself or by way of others. */
    public Set<FactTable> tables(Model model) {
        Set<FactTable> tables = EnumSet.noneOf(FactTable.class);
        for (Model read : withReads(model)) {
            Matcher name =
                    CORE.matcher(COMMENT.matcher(read.statements().get(1).sql()).replaceAll(""));
            while (name.find()) {
                tables.add(table(read, name.group(1)));
            }
        }
        return tables;
    }

    private static FactTable table(Model model, String name) {
        Optional<FactTable> table = Arrays.stream(FactTable.values())
                .filter(t -> t.tableName().equals("core." + name))
                .findFirst();
        return table.orElseThrow(() -> new RefreshRefused(model.file() + ": core." + name
                + " is no table of facts, so nobody can tell whose rows it holds: read one that is"));
    }

    /** A model and all that it reads, each after what it reads. */
    public Set<Model> withReads(Model model) {
        Set<Model> found = new LinkedHashSet<>();
        for (String read : model.reads()) {
            Model other = models.get(read);
            if (other != null) {
                found.addAll(withReads(other));
            }
        }
        found.add(model);
        return found;
    }

    /**
     * Of the models that are asked for, those that may not be used, each with the feeds whose rows it would read without a
     * legal basis for this purpose. Asks the tables themselves: a feed that has left the configuration may still have rows. Rows that were replaced or
     * taken back count until ClickHouse merges them away: rather refused once too often.
     */
    public Map<Model, Set<String>> unlawful(
            Collection<Model> asked, Warehouse warehouse, BiPredicate<String, FactTable> allows) {
        Map<FactTable, List<String>> feeds = new EnumMap<>(FactTable.class);
        Map<Model, Set<String>> unlawful = new LinkedHashMap<>();
        for (Model model : asked) {
            Set<String> without = new LinkedHashSet<>();
            for (FactTable table : tables(model)) {
                feeds.computeIfAbsent(table, t -> feeds(warehouse, t)).stream()
                        .filter(feed -> !allows.test(feed, table))
                        .forEach(feed -> without.add(feed + " in " + table.tableName()));
            }
            if (!without.isEmpty()) {
                unlawful.put(model, without);
            }
        }
        return unlawful;
    }

    /** The feeds that a table holds rows of, by name; also rows that were replaced or taken back. */
    public static List<String> feeds(Warehouse warehouse, FactTable table) {
        List<String> feeds = new ArrayList<>();
        for (GenericRecord row : warehouse
                .client()
                .queryAll("SELECT DISTINCT toString(feed) AS feed FROM " + table.tableName() + " ORDER BY feed")) {
            feeds.add(row.getString("feed"));
        }
        return feeds;
    }
}
