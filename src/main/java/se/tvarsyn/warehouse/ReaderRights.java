package se.tvarsyn.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a login of a server may read releases and nothing else, as ClickHouse itself says. Known are grants and settings; a
 * quota is not shown to who has it.
 */
public final class ReaderRights {
    /** What the role may be granted: the whole of mart, or a part of it. Whatever else stands there is too much. */
    private static final Pattern READS_MART =
            Pattern.compile("GRANT SELECT(?:\\([^)]*\\))? ON `?mart`?\\.\\S+ TO \\S+");

    private static final Pattern RIGHTS = Pattern.compile("GRANT ([A-Z][A-Z ,]*?)(?:\\(.*?\\))? ON .*");
    private static final int NO_ANSWER = 0;
    private static final int NO_DATABASE = 81;

    private final Statements statements;
    private final AccessFiles access;

    /** @param access {@code warehouse/access}, which says what an analyst may */
    public ReaderRights(Warehouse reader, Path access) {
        this.access = new AccessFiles(access);
        this.statements = new Statements(reader, code -> failure(reader, code));
    }

    private static RuntimeException failure(Warehouse reader, int code) {
        String where = "The warehouse of releases at " + reader.endpoint();
        return switch (code) {
            case NO_ANSWER ->
                new WarehouseUnreachable(where + " does not answer; see that it runs, and to publication.url");
            case NO_DATABASE ->
                new NothingReleased(
                        where + " has no database mart; the first release makes it, or see to" + " publication.url");
            default ->
                new WarehouseUnreachable(where + " refuses publication.reader (ClickHouse error " + code
                        + "); see to the user, its password file, and role tvarsyn_analyst");
        };
    }

    /** What the login may that an analyst may not, one line each with the mend; empty where all is well. */
    private List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        TreeSet<String> tooMuch = new TreeSet<>();
        boolean readsMart = false;
        // FINAL: roles are written out as what they grant.
        for (String grant : statements.texts("SHOW GRANTS FINAL")) {
            if (READS_MART.matcher(grant).matches()) {
                readsMart = true;
            } else if (!grant.startsWith("REVOKE ")) {
                Matcher rights = RIGHTS.matcher(grant);
                tooMuch.add(rights.matches() ? rights.group(1).strip() : "a role");
            }
        }
        if (!tooMuch.isEmpty()) {
            problems.add("publication.reader may more than read mart (" + String.join(", ", tooMuch)
                    + "); take these rights from the user, and grant it tvarsyn_analyst and no other role");
        }
        if (!readsMart) {
            problems.add("publication.reader may not read mart; grant it tvarsyn_analyst (warehouse/access)");
        }
        settings(problems);
        return problems;
    }

    /**
     * @throws RightsTooWide where the login may what an analyst may not
     * @throws NothingReleased where there is no database to read
     * @throws WarehouseUnreachable where the server does not answer, or does not take the login
     */
    public void refuseTooWide() throws IOException {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new RightsTooWide(String.join("\n", problems));
        }
    }

    private record Setting(String value, boolean isOpen, String min, String max) {}

    private void settings(List<String> problems) throws IOException {
        Map<String, Setting> theirs = new LinkedHashMap<>();
        statements
                .rows("SELECT name, value, toString(readonly), ifNull(min, ''), ifNull(max, '') FROM system.settings")
                .forEach(row -> theirs.put(
                        row.get(0), new Setting(row.get(1), row.get(2).equals("0"), row.get(3), row.get(4))));
        Map<String, AccessFiles.Setting> ours = access.profile(AccessFiles.ANALYST);
        TreeSet<String> loose = new TreeSet<>();
        ours.forEach((name, setting) -> {
            Setting at = theirs.get(name);
            if (at != null && !isAsTight(setting, at)) {
                loose.add(name);
            }
        });
        // readonly = 2 opens every setting that nobody named, and one of them looks past column grants.
        long others = theirs.entrySet().stream()
                .filter(s -> s.getValue().isOpen() && !isNamedOpen(ours.get(s.getKey())))
                .count();
        if (!loose.isEmpty() || others > 0) {
            problems.add("publication.reader may raise its limits ("
                    + String.join(", ", loose)
                    + (others > 0 ? (loose.isEmpty() ? "" : " and ") + others + " settings that nobody named" : "")
                    + "); give it the settings profile tvarsyn_analyst (warehouse/access/02_profiles.sql)");
        }
    }

    private static boolean isNamedOpen(AccessFiles.@Nullable Setting ours) {
        return ours != null && ours.isOpen();
    }

    /** A tighter limit than ours is none of our business. */
    private static boolean isAsTight(AccessFiles.Setting ours, Setting theirs) {
        if (!ours.isOpen()) {
            return !theirs.isOpen && isAtMost(theirs.value, ours.value());
        }
        // Bounds are wanted only where the profile has them, and where they can be tried.
        return ours.max() == null
                || (isAtMost(theirs.value, ours.value())
                        && (!theirs.isOpen
                                || (isAtMost(theirs.max, Objects.requireNonNull(ours.max()))
                                        && isNumber(theirs.min)
                                        && Long.parseLong(theirs.min) >= Long.parseLong(String.valueOf(ours.min())))));
    }

    /** Of a limit 0 means none; of a switch, off. */
    private static boolean isAtMost(String theirs, String ours) {
        if (!isNumber(ours)) {
            return theirs.equals(ours);
        }
        if (!isNumber(theirs)) {
            return false;
        }
        long limit = Long.parseLong(ours);
        long has = Long.parseLong(theirs);
        return limit == 0 ? has == 0 : has >= 1 && has <= limit;
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,18}");
    }
}
