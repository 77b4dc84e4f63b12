package se.tvarsyn.publication;

import com.clickhouse.client.api.query.GenericRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Whether {@code mart} holds only what is safe byte by byte. A view reads hidden rows with other rights, and its errors
 * and estimates tell of them; so only tables of the MergeTree family may stand there, of types that hold no token.
 */
public final class MartSelfCheck {
    /** What may stand in a cube; whatever is not known to be harmless is refused, also states of aggregates and JSON. */
    private static final Pattern TYPE = Pattern.compile(
            "(?:String|Bool|Date|Date32|U?Int(?:8|16|32|64)|Float(?:32|64)|(?:Decimal|Enum8|Enum16|DateTime|DateTime64)\\(.*\\)|DateTime)");

    private static final Pattern WRAPPED = Pattern.compile("(?:Nullable|LowCardinality)\\((.*)\\)");
    private static final Pattern TOKEN_NAME = Pattern.compile("(?:.*_)?(?:pseudonym|token|source_key|record_key)");
    private static final Pattern RAW_NAME = Pattern.compile("raw_.*|.*_raw(?:_.*)?");
    /** Protected figures are text, with {@code ..} as one of their states: a number under such a name is raw. */
    private static final Pattern FIGURE_NAME = Pattern.compile("(?:.*_)?(?:count|share|minutes)");

    private static final String TOKEN_TEXT = "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}";

    private MartSelfCheck() {}

    /** @return what is wrong in {@code mart}, one line each with table, column and mend; empty where all is well */
    public static List<String> problems(Warehouse warehouse) {
        Set<String> tables = new TreeSet<>();
        for (GenericRecord row :
                warehouse.client().queryAll("SELECT name FROM system.tables WHERE database = 'mart'")) {
            tables.add(row.getString("name"));
        }
        return problems(warehouse, "mart", tables);
    }

    /** The same for tables that are about to become cubes. */
    static List<String> problems(Warehouse warehouse, String database, Set<String> tables) {
        List<String> problems = new ArrayList<>();
        for (GenericRecord row : warehouse
                .client()
                .queryAll("SELECT name, engine FROM system.tables WHERE database = '" + database + "' ORDER BY name")) {
            String name = row.getString("name");
            if (tables.contains(name) && !row.getString("engine").endsWith("MergeTree")) {
                problems.add(database + "." + name + ": is no table of the MergeTree family (engine "
                        + row.getString("engine") + "): drop it");
            }
        }
        List<String> texts = new ArrayList<>();
        for (GenericRecord row : warehouse
                .client()
                .queryAll("SELECT table, name, type, default_kind FROM system.columns WHERE database = '" + database
                        + "' ORDER BY table, position")) {
            if (!tables.contains(row.getString("table"))) {
                continue;
            }
            String where = database + "." + row.getString("table") + "." + row.getString("name");
            String type = bare(row.getString("type"));
            String name = row.getString("name");
            if (!TYPE.matcher(type).matches() || TOKEN_NAME.matcher(name).matches()) {
                problems.add(where + ": type or name of a token (" + row.getString("type") + "): drop the column");
            } else if (RAW_NAME.matcher(name).matches()
                    || (FIGURE_NAME.matcher(name).matches() && !type.equals("String"))) {
                problems.add(where + ": a raw figure (" + row.getString("type")
                        + "): show the protected one only, as String");
            } else if (row.getString("default_kind").equals("ALIAS")) {
                problems.add(where + ": is computed when read: store it");
            } else if (type.equals("String")) {
                texts.add(where);
            }
        }
        if (problems.isEmpty()) {
            texts.stream()
                    .filter(column -> holdsTokens(warehouse, column))
                    .forEach(column -> problems.add(column + ": holds texts in the shape of a token: drop the column"));
        }
        return problems;
    }

    private static String bare(String type) {
        var matcher = WRAPPED.matcher(type);
        return matcher.matches() ? bare(matcher.group(1)) : type;
    }

    private static boolean holdsTokens(Warehouse warehouse, String column) {
        String[] name = column.split("\\.", 3);
        String table = quoted(name[0]) + "." + quoted(name[1]);
        return !warehouse
                .client()
                .queryAll("SELECT 1 AS found FROM " + table + " WHERE match(ifNull(" + quoted(name[2]) + ", ''), '"
                        + TOKEN_TEXT + "') LIMIT 1")
                .isEmpty();
    }

    private static String quoted(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }
}
