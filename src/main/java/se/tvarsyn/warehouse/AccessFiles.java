package se.tvarsyn.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code warehouse/access}, read as far as the embedded engine can be given it: it keeps no roles, but takes the rights of
 * its one user from a file. So an analyst has the same rights at home and on a server.
 */
final class AccessFiles {
    static final String ANALYST = "tvarsyn_analyst";

    private static final Pattern SETTING = Pattern.compile(
            "(?m)^\\s+(\\w+) = ('[^']*'|\\d+)(?: MIN (\\d+) MAX (\\d+))? (CONST|CHANGEABLE_IN_READONLY)(?:,|\\s*$)");

    private static final List<String> OTHERS_QUERIES = List.of("processes", "errors", "query_cache", "stack_trace");

    private final Path folder;

    /** @param folder {@code warehouse/access} */
    AccessFiles(Path folder) {
        this.folder = folder;
    }

    /** @param isOpen may be set by a tool, within its bounds */
    record Setting(
            String value, @Nullable String min, @Nullable String max, boolean isOpen) {}

    List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
                String code = Files.readString(file).replaceAll("(?m)^\\s*--.*\n", "");
                Migrations.split(code).forEach(part -> statements.add(part.sql().strip()));
            }
        }
        return statements;
    }

    Map<String, Setting> profile(String role) throws IOException {
        Map<String, Setting> settings = new LinkedHashMap<>();
        Matcher found = SETTING.matcher(statement("CREATE SETTINGS PROFILE OR REPLACE " + role + " "));
        while (found.find()) {
            settings.put(
                    found.group(1),
                    new Setting(
                            found.group(2).replace("'", ""),
                            found.group(3),
                            found.group(4),
                            found.group(5).equals("CHANGEABLE_IN_READONLY")));
        }
        return settings;
    }

    List<String> grants(String role) throws IOException {
        Pattern of = Pattern.compile("(GRANT .*) TO " + role + "(?: WITH REPLACE OPTION)?");
        return statements().stream()
                .map(of::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .toList();
    }

    /** A limit of the shortest interval of a role's quota. */
    long quota(String role, String limit) throws IOException {
        Matcher found = Pattern.compile("INTERVAL 1 hour MAX .*?\\b" + limit + " = (\\d+)")
                .matcher(statement("CREATE QUOTA OR REPLACE " + role + " "));
        if (!found.find()) {
            throw new IllegalArgumentException(limit);
        }
        return Long.parseLong(found.group(1));
    }

    private String statement(String beginning) throws IOException {
        return statements().stream()
                .filter(s -> s.startsWith(beginning))
                .findFirst()
                .orElse("");
    }

    /** With the errors that the role's quota allows. */
    Path config(Path into, String role, boolean isToBeSet) throws IOException {
        return config(into, role, isToBeSet, quota(role, "errors"));
    }

    /**
     * A configuration whose only user has a role's grants, profile and quota.
     *
     * @param isToBeSet what tools may set can be set. The embedded engine knows no CHANGEABLE_IN_READONLY; so either nothing
     *     can be set, as readonly = 1 has it, or everything can that has no constraint
     * @param errors that the quota allows in an hour
     */
    Path config(Path into, String role, boolean isToBeSet, long errors) throws IOException {
        StringBuilder values = new StringBuilder();
        StringBuilder constraints = new StringBuilder();
        profile(role).forEach((name, setting) -> {
            boolean isReadonly = name.equals("readonly");
            values.append(element(name, isReadonly && isToBeSet ? "2" : setting.value()));
            if (!setting.isOpen() && !isReadonly) {
                constraints.append(element(name, "<readonly/>"));
            } else if (setting.min() != null && setting.max() != null) {
                constraints.append(element(name, element("min", setting.min()) + element("max", setting.max())));
            }
        });
        StringBuilder grants = new StringBuilder();
        grants(role).forEach(g -> grants.append(element("query", g)));
        boolean isReader = !profile(role).isEmpty();
        String limits = isReader
                ? element("duration", "3600")
                        + element("queries", String.valueOf(quota(role, "queries")))
                        + element("errors", String.valueOf(errors))
                : element("duration", "3600");
        Path users = Files.writeString(
                into.resolve("users.xml"),
                element(
                        "clickhouse",
                        element("profiles", element("default", values + element("constraints", constraints.toString())))
                                + element("quotas", element("default", element("interval", limits)))
                                + element(
                                        "users",
                                        element(
                                                "default",
                                                "<password/><networks><ip>::/0</ip></networks><profile>default</profile>"
                                                        + "<quota>default</quota>"
                                                        + (isReader ? element("databases", othersQueries()) : "")
                                                        + element("grants", grants.toString())))));
        return Files.writeString(
                into.resolve("config.xml"),
                element(
                        "clickhouse",
                        "<logger><level>none</level><console>false</console></logger>"
                                + element("users_config", users.toAbsolutePath().toString())));
    }

    /**
     * No row of what others ask, or were told: all readers at home are one user, who may see its own. A server keeps them
     * apart (server.xml), which the embedded engine was seen to take no notice of.
     */
    private static String othersQueries() {
        StringBuilder tables = new StringBuilder();
        OTHERS_QUERIES.forEach(table -> tables.append(element(table, element("filter", "0"))));
        return element("system", tables.toString());
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
