package se.tvarsyn.warehouse;

import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.query.GenericRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a warehouse's schema forward: the files {@code NNNN_name.sql} of a directory, in order, each once. Nothing
 * goes back. A run that broke off between two statements of a file runs the whole file again, so every statement is
 * written to be repeatable (IF NOT EXISTS); the file counts once its last statement is through.
 */
public final class Migrations {
    private static final Pattern FILE = Pattern.compile("(\\d{4})_([a-z0-9_]+)\\.sql");

    private static final List<String> FOUNDATION = List.of(
            "CREATE DATABASE IF NOT EXISTS ops ENGINE = Atomic COMMENT 'Huvudbok: leveranser och migreringar'",
            "CREATE DATABASE IF NOT EXISTS core ENGINE = Atomic COMMENT 'Pseudonymiserade fakta, för dataförvaltare'",
            "CREATE DATABASE IF NOT EXISTS mart ENGINE = Atomic COMMENT 'Publiceringar, för analytiker och ledning'",
            """
            CREATE TABLE IF NOT EXISTS ops.migration (
                number UInt16 COMMENT 'Filnamnets första del',
                name String COMMENT 'Resten av filnamnet',
                sha256 String COMMENT 'Filens SHA-256, hexadecimalt',
                applied_at DateTime64(3, 'UTC') COMMENT 'När filens sista sats var genomförd'
            ) ENGINE = MergeTree ORDER BY number
            SETTINGS non_replicated_deduplication_window = 1000
            COMMENT 'En rad per migrering som har genomförts'
            """);

    private Migrations() {}

    /** What every start makes before the first file, for the data dictionary. */
    public static List<String> foundation() {
        return FOUNDATION;
    }

    /**
     * Of processes that start at the same time, one applies the files and the others wait for it.
     *
     * @return how many files were applied
     */
    public static int apply(Warehouse warehouse, Path directory) {
        return apply(warehouse, directory, MigrationLock.SILENCE);
    }

    /** @param silence after which a process that applied files, and was killed, is no longer waited for */
    static int apply(Warehouse warehouse, Path directory, Duration silence) {
        TreeMap<Integer, Migration> files = read(directory);
        if (!hasFoundation(warehouse)) {
            for (String statement : FOUNDATION) {
                execute(warehouse, statement, "the databases and ops.migration");
            }
        }
        if (pending(files, applied(warehouse), directory).isEmpty()) {
            return 0;
        }
        try (MigrationLock lock = MigrationLock.take(warehouse, silence)) {
            // Another process may have applied them meanwhile.
            List<Migration> pending = pending(files, applied(warehouse), directory);
            pending.forEach(migration -> run(warehouse, migration));
            return pending.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationRefused(directory + ": interrupted while another process applied migrations", e);
        } catch (MigrationLock.Refused e) {
            throw new MigrationRefused(String.valueOf(e.getMessage()));
        }
    }

    /** The files that are to be applied, in order. All doubts before the first change. */
    private static List<Migration> pending(
            TreeMap<Integer, Migration> files, Map<Integer, String> applied, Path directory) {
        int last = applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
        applied.forEach((number, sha256) -> {
            Migration file = files.get(number);
            if (file == null) {
                throw new MigrationRefused("%s: migration %04d has been applied, but its file is gone: put it back"
                        .formatted(directory, number));
            }
            if (!file.sha256.equals(sha256)) {
                throw new MigrationRefused(
                        file.file + ": changed after it was applied: put it back, and write the change as a new file");
            }
        });
        List<Migration> pending = new ArrayList<>();
        for (Migration migration : files.values()) {
            if (!applied.containsKey(migration.number)) {
                if (migration.number < last) {
                    throw new MigrationRefused(migration.file + ": a later migration has been applied: number it after "
                            + "%04d".formatted(last));
                }
                pending.add(migration);
            }
        }
        return pending;
    }

    /** Asked first, since every command starts here: one question in place of four statements. */
    private static boolean hasFoundation(Warehouse warehouse) {
        try {
            return !warehouse
                    .client()
                    .queryAll("SELECT 1 FROM system.tables WHERE database = 'ops' AND name = 'migration' AND"
                            + " (SELECT count() FROM system.databases WHERE name IN ('ops', 'core', 'mart')) = 3")
                    .isEmpty();
        } catch (RuntimeException e) {
            throw refused(warehouse, "the databases and ops.migration", e);
        }
    }

    private record Migration(int number, String name, Path file, String sha256, String text) {}

    /** One statement, and the line where it begins. */
    public record Part(int line, String sql) {}

    private static void run(Warehouse warehouse, Migration migration) {
        for (Part part : split(migration.text)) {
            execute(warehouse, part.sql, migration.file + ":" + part.line);
        }
        // A process that was overtaken and lives on may apply the same file: the token makes one row of it.
        execute(
                warehouse,
                "INSERT INTO ops.migration SETTINGS async_insert = 0, insert_deduplication_token = 'migration-%d' SELECT %d, '%s', '%s', now64(3)"
                        .formatted(migration.number, migration.number, migration.name, migration.sha256),
                migration.file.toString());
    }

    private static void execute(Warehouse warehouse, String sql, String where) {
        try (CommandResponse response = warehouse.client().execute(sql).get()) {
            response.getWrittenRows();
        } catch (ExecutionException e) {
            throw refused(warehouse, where, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationRefused(where + ": interrupted", e);
        } catch (Exception e) {
            throw refused(warehouse, where, e);
        }
    }

    /** The text of what answers in a warehouse's place may hold anything: it is kept only where the engine is our own. */
    private static RuntimeException refused(Warehouse warehouse, String where, Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof ServerException refused && refused.getCode() > 0) {
                return warehouse.embedded()
                        ? new MigrationRefused(where + ": " + refused.getMessage(), refused)
                        : new MigrationRefused(where + ": the warehouse refused it (ClickHouse error "
                                + refused.getCode() + "); see that the user may create databases and tables");
            }
        }
        return new WarehouseUnreachable("The warehouse at " + warehouse.endpoint()
                + " does not answer as ClickHouse does; see that it runs and that warehouse.url is right");
    }

    private static Map<Integer, String> applied(Warehouse warehouse) {
        Map<Integer, String> applied = new TreeMap<>();
        try {
            for (GenericRecord row : warehouse.client().queryAll("SELECT number, sha256 FROM ops.migration")) {
                applied.put(row.getInteger("number"), row.getString("sha256"));
            }
        } catch (RuntimeException e) {
            throw refused(warehouse, "ops.migration", e);
        }
        return applied;
    }

    private static TreeMap<Integer, Migration> read(Path directory) {
        TreeMap<Integer, Migration> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.sql")) {
            for (Path file : entries) {
                Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
                if (!name.matches()) {
                    throw new MigrationRefused(file + ": not named NNNN_name.sql, in small letters: rename it");
                }
                byte[] bytes = Files.readAllBytes(file);
                Migration migration = new Migration(
                        Integer.parseInt(name.group(1)),
                        name.group(2),
                        file,
                        sha256(bytes),
                        new String(bytes, StandardCharsets.UTF_8));
                Migration other = files.put(migration.number, migration);
                if (other != null) {
                    throw new MigrationRefused(file + ": has the number of " + other.file + ": renumber one of them");
                }
            }
        } catch (IOException e) {
            throw new MigrationRefused(directory + ": cannot be read", e);
        }
        return files;
    }

    /** Cuts at each ; that ends a line, outside quotes and comments. A comment belongs to the statement after it. */
    public static List<Part> split(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        int line = 1;
        int begins = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            boolean blank = Character.isWhitespace(c);
            if (c == '\'' || c == '"' || c == '`') {
                end = quoteEnd(text, i);
            } else if (text.startsWith("--", i)) {
                end = orEnd(text, text.indexOf('\n', i));
                blank = true;
            } else if (text.startsWith("/*", i)) {
                int close = text.indexOf("*/", i + 2);
                end = close < 0 ? text.length() : close + 2;
                blank = true;
            } else if (c == ';' && endsLine(text, end)) {
                add(parts, begins, sql);
                begins = 0;
                i = end;
                continue;
            }
            if (!blank && begins == 0) {
                begins = line;
            }
            sql.append(text, i, end);
            line += (int) text.substring(i, end).chars().filter(d -> d == '\n').count();
            i = end;
        }
        add(parts, begins, sql);
        return parts;
    }

    private static void add(List<Part> parts, int begins, StringBuilder sql) {
        if (begins > 0) {
            parts.add(new Part(begins, sql.toString().strip()));
        }
        sql.setLength(0);
    }

    private static int quoteEnd(String text, int start) {
        char quote = text.charAt(start);
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static boolean endsLine(String text, int from) {
        String rest =
                text.substring(from, orEnd(text, text.indexOf('\n', from))).strip();
        return rest.isEmpty() || rest.startsWith("--");
    }

    private static int orEnd(String text, int index) {
        return index < 0 ? text.length() : index;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
