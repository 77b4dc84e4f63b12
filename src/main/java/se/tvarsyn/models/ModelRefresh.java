package se.tvarsyn.models;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.warehouse.DerivedRows;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Makes the tables of database {@code model} from the facts. Each is built beside the one that stands and exchanged with it
 * when all are built; of some, the months that deliveries have not touched are taken from the one that stands. A refresh that
 * is killed leaves the old tables, and the next begins anew.
 */
public final class ModelRefresh {
    /** Where the tables are, for those who read them. */
    public static final String DATABASE = DerivedRows.DATABASE;

    private final Warehouse warehouse;
    private final Path root;
    private final Clock clock;
    private final Statements statements;
    private final KeptMonths kept;

    /** @param root the directory with {@code models/} ({@code warehouse}) */
    public ModelRefresh(Warehouse warehouse, Path root, Clock clock) {
        this.warehouse = warehouse;
        this.root = root;
        this.clock = clock;
        this.statements = new Statements(warehouse, code -> failed(DATABASE, code));
        this.kept = new KeptMonths(statements, new RepeatedLessons(statements));
    }

    /**
     * What a refresh did.
     *
     * @param isWhole whether every lesson was read anew
     * @param months whose lessons were (202603)
     * @param kept what was not made anew; null = everything was
     * @param at names this refresh
     * @param feedsLeftOut feeds with rows that no legal basis lets figures read; theirs are in no table
     */
    public record Done(
            boolean isWhole, Set<String> months, @Nullable Kept kept, String at, Set<String> feedsLeftOut) {
        public Done {
            months = Set.copyOf(months);
            feedsLeftOut = Set.copyOf(feedsLeftOut);
        }
    }

    /**
     * What a refresh took from the tables that stood.
     *
     * @param models whose periods that ended before {@code from} it took
     * @param from first day of a month
     * @param before names the refresh that made them
     */
    public record Kept(Set<String> models, LocalDate from, String before) {
        public Kept {
            models = Set.copyOf(models);
        }
    }

    /**
     * @param allows whether a legal basis lets a feed's rows of a table be read for figures
     * @param progress told what is being made
     * @throws RefreshRefused where a model fails; the tables stay as they were
     */
    public Done run(ModelInputs inputs, BiPredicate<String, FactTable> allows, Consumer<String> progress) {
        return run(Model.all(root), inputs, allows, progress);
    }

    private Done run(
            List<Model> models, ModelInputs inputs, BiPredicate<String, FactTable> allows, Consumer<String> progress) {
        Set<String> leftOut = leftOut(allows);
        String build =
                "__build_" + UUID.randomUUID().toString().replace("-", "").substring(16);
        Map<String, String> tables = new LinkedHashMap<>();
        models.forEach(m -> tables.put(m.name(), DATABASE + "." + m.name() + build));
        Map<String, String> settings = inputs.sql(leftOut);
        Instant started = clock.instant();
        dropBuilds();
        try {
            Map<String, Long> blocks = kept.blocks();
            String recipe = recipe(models, leftOut);
            String lastRefresh = kept.lastRefresh();
            String rest = fingerprint(rest(models, settings));
            Map<String, Long> before = areAllThere(models) ? kept.readBefore(recipe) : null;
            // Cases and services count in periods that have begun by the day of the refresh.
            LocalDate lastDay = before != null && rest.equals(kept.restBefore()) ? kept.dayBefore() : null;
            Scope scope = null;
            for (Model model : models) {
                progress.accept(model.name());
                create(model, tables);
                if (!model.isOfMonths() && !model.isFromMonth()) {
                    insert(model, tables, settings);
                    continue;
                }
                if (scope == null) {
                    scope = scope(before, blocks, tables, lastDay, leftOut, build);
                }
                if (model.isOfMonths()) {
                    insertMonths(model, tables, settings, scope);
                } else {
                    settings.put(Model.FROM_MONTH, "toDate('" + scope.from + "')");
                    insert(model, tables, settings);
                }
                keep(model, tables, scope);
            }
            List<String> standing = tablesThere();
            for (Model model : models) {
                swapIn(tables.getOrDefault(model.name(), ""), model.name(), standing.contains(model.name()));
            }
            boolean isWhole = scope == null || scope.isWhole;
            String at = remember(recipe, rest, blocks, isWhole, started);
            return new Done(
                    isWhole, scope == null ? Set.of() : scope.months, kept(models, scope, lastRefresh), at, leftOut);
        } finally {
            dropBuilds();
        }
    }

    /**
     * What kept tables get anew.
     *
     * @param isWhole whether every lesson is read
     * @param months whose lessons are read
     * @param from first month of what is made of the lessons
     */
    private record Scope(boolean isWhole, SortedSet<String> months, LocalDate from) {
        boolean holds(Model model, String month) {
            return model.isOfMonths()
                    ? months.contains(month)
                    : !KeptMonths.firstDay(month).isBefore(from);
        }
    }

    private static @Nullable Kept kept(List<Model> models, @Nullable Scope scope, String lastRefresh) {
        if (scope == null || scope.from.equals(KeptMonths.EVER)) {
            return null;
        }
        return new Kept(
                models.stream().filter(Model::isFromMonth).map(Model::name).collect(Collectors.toSet()),
                scope.from,
                lastRefresh);
    }

    private Scope scope(
            @Nullable Map<String, Long> before,
            Map<String, Long> blocks,
            Map<String, String> tables,
            @Nullable LocalDate lastDay,
            Set<String> leftOut,
            String build) {
        KeptMonths.Touched touched = before == null || !deliveriesOnlyCame(tables)
                ? null
                : kept.touched(
                        before,
                        blocks,
                        tables.getOrDefault("int_loaded_delivery", ""),
                        DATABASE + ".int_loaded_delivery",
                        leftOut,
                        build);
        if (touched == null) {
            kept.findRepeated(blocks, build);
            return new Scope(true, KeptMonths.months(blocks), KeptMonths.EVER);
        }
        LocalDate from = KeptMonths.EVER;
        if (lastDay != null) {
            LocalDate lastMonth = lastDay.withDayOfMonth(1);
            from = touched.from().isBefore(lastMonth) ? touched.from() : lastMonth;
            // The facts beside lessons are those of the last refresh here, so its sums are those of this one.
            from = kept.hasSumsOfTerms() ? KeptMonths.firstOfTerm(from) : from;
        }
        return new Scope(false, touched.months(), from);
    }

    private void insertMonths(Model model, Map<String, String> tables, Map<String, String> settings, Scope scope) {
        for (List<String> months : KeptMonths.byTerm(scope.months)) {
            settings.put(Model.OF_MONTHS, months.stream().collect(Collectors.joining(", ", "(", ")")));
            insert(model, tables, settings);
        }
    }

    /** A table gets the months that were not made anew from the one that stands: by links to its files, not by copies. */
    private void keep(Model model, Map<String, String> tables, Scope scope) {
        if (model.isOfMonths() ? scope.isWhole : scope.from.equals(KeptMonths.EVER)) {
            return;
        }
        String built = Objects.requireNonNull(tables.get(model.name()));
        String standing = DATABASE + "." + model.name();
        for (String month : kept.months(standing)) {
            if (!scope.holds(model, month)) {
                statements.execute("ALTER TABLE " + built + " ATTACH PARTITION ID '" + month + "' FROM " + standing);
            }
        }
    }

    private void create(Model model, Map<String, String> tables) {
        execute(model, model.statements(tables).get(0), Map.of());
    }

    private void insert(Model model, Map<String, String> tables, Map<String, String> settings) {
        execute(model, model.statements(tables).get(1), settings);
    }

    private void execute(Model model, Migrations.Part statement, Map<String, String> settings) {
        String sql = statement.sql();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            sql = sql.replace(setting.getKey(), setting.getValue());
        }
        new Statements(warehouse, code -> failed(model.file() + ":" + statement.line(), code)).execute(sql);
    }

    /** Feeds with rows that may not be read. Asks the tables: a feed that has left the configuration may still have rows. */
    private Set<String> leftOut(BiPredicate<String, FactTable> allows) {
        Set<String> leftOut = new TreeSet<>();
        for (FactTable table : FactTable.values()) {
            feeds(table).stream().filter(feed -> !allows.test(feed, table)).forEach(leftOut::add);
        }
        return leftOut;
    }

    /** Rows are ordered by feed: each next one is found by the index, without reading 100 million rows. */
    private List<String> feeds(FactTable table) {
        List<String> feeds = new ArrayList<>();
        String first =
                "SELECT toString(feed) AS name FROM " + table.tableName() + " WHERE feed %s ? ORDER BY feed LIMIT 1";
        String sql = first.formatted(">=");
        String after = "";
        while (true) {
            int known = feeds.size();
            statements.each(sql, List.of(after), row -> feeds.add(row.getString(1)));
            if (feeds.size() == known) {
                return feeds;
            }
            after = feeds.get(known);
            sql = first.formatted(">");
        }
    }

    private boolean areAllThere(List<Model> models) {
        List<String> names = tablesThere();
        return models.stream().allMatch(m -> names.contains(m.name()));
    }

    private List<String> tablesThere() {
        return statements.texts("SELECT name FROM system.tables WHERE database = '" + DATABASE + "'");
    }

    /** Whether every delivery that counted still does, and none counts anew whose rows were there before it did. */
    private boolean deliveriesOnlyCame(Map<String, String> tables) {
        String now = tables.getOrDefault("int_loaded_delivery", "");
        long gone = statements.number("SELECT count() FROM " + DATABASE
                + ".int_loaded_delivery WHERE delivery_id NOT IN (SELECT delivery_id FROM " + now + ")");
        long late =
                statements.number("SELECT count() FROM " + now + " WHERE delivery_id IN (SELECT arrayJoin(not_counted)"
                        + " FROM (SELECT not_counted FROM ops.model_refresh ORDER BY finished_at DESC LIMIT 1))");
        return gone == 0 && late == 0;
    }

    /** What kept rows depend on beside the lessons: the files they are made by, and the identity of the table. */
    private String recipe(List<Model> models, Set<String> leftOut) {
        ModelSources sources = new ModelSources(models);
        StringBuilder all = new StringBuilder(kept.identity()).append(leftOut);
        models.stream()
                .filter(Model::isOfMonths)
                .flatMap(m -> sources.withReads(m).stream())
                .distinct()
                .forEach(m -> m.statements().forEach(s -> all.append(s.sql())));
        return fingerprint(all.toString());
    }

    /** What the other kept tables depend on beside the lessons. The day of the refresh is held against the last by itself. */
    private String rest(List<Model> models, Map<String, String> settings) {
        StringBuilder all = new StringBuilder(kept.otherFacts());
        models.forEach(m -> m.statements().forEach(s -> all.append(s.sql())));
        settings.forEach((name, value) -> all.append(name.equals(ModelInputs.AS_OF) ? name : name + value));
        return all.toString();
    }

    /** SHA-256 in hexadecimal: whether what something was made by is still the same. */
    public static String fingerprint(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @return the moment that names the refresh */
    private String remember(String recipe, String rest, Map<String, Long> blocks, boolean isWhole, Instant started) {
        String finished = InstantText.millis(clock.instant());
        statements.execute("INSERT INTO ops.model_refresh SETTINGS async_insert = 0 SELECT '" + recipe + "', '" + rest
                + "', "
                + "CAST(" + blocks.keySet().stream().map(p -> "'" + p + "'").toList() + ", 'Array(String)'), CAST("
                + List.copyOf(blocks.values())
                + ", 'Array(Int64)'), (SELECT groupArray(delivery_id) FROM ops.delivery FINAL"
                + " WHERE delivery_id NOT IN (SELECT delivery_id FROM " + DATABASE + ".int_loaded_delivery)), "
                + isWhole + ", '" + InstantText.millis(started)
                + "', '" + finished + "'");
        return finished;
    }

    /** Readers see the old table or the new one, whole. */
    private void swapIn(String built, String name, boolean isThere) {
        String standing = DATABASE + "." + name;
        statements.execute(
                isThere
                        ? "EXCHANGE TABLES " + built + " AND " + standing
                        : "RENAME TABLE " + built + " TO " + standing);
    }

    /** Also what a refresh left that was killed. */
    private void dropBuilds() {
        List<String> builds = new ArrayList<>(statements.texts(
                "SELECT name FROM system.tables WHERE database = '" + DATABASE + "' AND name LIKE '%\\_\\_build\\_%'"));
        builds.forEach(name -> statements.execute("DROP TABLE IF EXISTS " + DATABASE + "." + name + " SYNC"));
    }

    /** Only the number of an error is told: its text may quote a row. */
    private static RefreshRefused failed(String where, @Nullable Integer code) {
        return new RefreshRefused(where + ": the statement failed"
                + (code == null || code == 0 ? "" : " (ClickHouse error " + code + ")")
                + "; see that the warehouse runs, its migrations are applied and the model is as shipped");
    }
}
