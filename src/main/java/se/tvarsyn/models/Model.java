package se.tvarsyn.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.tvarsyn.warehouse.Migrations;

/**
 * A model file: its grain as the first line, then CREATE TABLE with comments, then INSERT … SELECT. A model's name in
 * braces stands for the table that this refresh builds, its own or that of an int_ model it reads; {@code {setting-…}} for
 * a setting of the home; {@code {of-months}} and {@code {from-month}} for the months that are made anew.
 */
public record Model(String name, Path file, List<Migrations.Part> statements, Set<String> reads) {
    private static final Pattern FILE = Pattern.compile("(int_[a-z0-9_]+)\\.sql");
    private static final Pattern LEADING_COMMENTS = Pattern.compile("\\A(?:--[^\n]*\n\\s*)+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9_]+)}");
    /** A column stands on a line of its own, four blanks in. */
    private static final Pattern COLUMN = Pattern.compile("(?m)^ {4}([a-z][a-z0-9_]*) [A-Z]");

    /** Months of lessons that are made anew, as a list of numbers (202603). Such a table has a partition per month. */
    static final String OF_MONTHS = "{of-months}";

    /** First day of the first month that is made anew; of 1970 where all are. Such a table has a partition per month. */
    static final String FROM_MONTH = "{from-month}";

    public Model {
        statements = List.copyOf(statements);
        reads = Set.copyOf(reads);
    }

    /** Names of the table's columns, in order. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        Matcher column = COLUMN.matcher(statements.get(0).sql());
        while (column.find()) {
            columns.add(column.group(1));
        }
        return columns;
    }

    /** Whether the table is kept, and only months that deliveries have touched are made anew. */
    public boolean isOfMonths() {
        return statements.get(1).sql().contains(OF_MONTHS);
    }

    /** Whether the table is kept, and only what ends in or after the first month that deliveries have touched is made anew. */
    public boolean isFromMonth() {
        return statements.get(1).sql().contains(FROM_MONTH);
    }

    /** Every model under {@code models/}, each after those it reads. */
    public static List<Model> all(Path root) {
        Map<String, Model> found = new TreeMap<>();
        Path directory = root.resolve("models");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
                Model model = read(file);
                if (found.put(model.name, model) != null) {
                    throw new RefreshRefused(file + ": there is another model of this name: rename one");
                }
            }
        } catch (IOException e) {
            throw new RefreshRefused(directory + ": cannot be read");
        }
        Map<String, Model> ordered = new LinkedHashMap<>();
        found.values().forEach(model -> place(model, found, ordered, new TreeSet<>()));
        return List.copyOf(ordered.values());
    }

    private static Model read(Path file) throws IOException {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw new RefreshRefused(file + ": models/ holds int_<name>.sql: rename it");
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.startsWith("-- One row per ")) {
            throw new RefreshRefused(file + ":1: a model begins with its grain: -- One row per …");
        }
        List<Migrations.Part> statements = Migrations.split(text).stream()
                .map(part -> new Migrations.Part(
                        part.line(), LEADING_COMMENTS.matcher(part.sql()).replaceFirst("")))
                .toList();
        String own = "{" + name.group(1) + "}";
        if (statements.size() != 2
                || !statements.get(0).sql().startsWith("CREATE TABLE " + own)
                || !statements.get(1).sql().startsWith("INSERT INTO " + own)) {
            throw new RefreshRefused(file + ": a model is CREATE TABLE " + own + " and then INSERT INTO " + own);
        }
        Set<String> reads = new TreeSet<>();
        Matcher placeholder = PLACEHOLDER.matcher(statements.get(1).sql());
        while (placeholder.find()) {
            reads.add(placeholder.group(1));
        }
        reads.remove(name.group(1));
        return new Model(name.group(1), file, statements, reads);
    }

    private static void place(Model model, Map<String, Model> all, Map<String, Model> ordered, Set<String> path) {
        if (ordered.containsKey(model.name)) {
            return;
        }
        if (!path.add(model.name)) {
            throw new RefreshRefused(model.file + ": reads itself by way of " + path);
        }
        for (String name : new TreeSet<>(model.reads)) {
            Model read = all.get(name);
            if (read == null) {
                throw new RefreshRefused(model.file + ": {" + name + "} is no int_ model: correct the name");
            }
            place(read, all, ordered, path);
        }
        path.remove(model.name);
        ordered.put(model.name, model);
    }

    /** The statements with the names of this build's tables. */
    public List<Migrations.Part> statements(Map<String, String> tables) {
        List<Migrations.Part> named = new ArrayList<>();
        for (Migrations.Part part : statements) {
            Matcher matcher = PLACEHOLDER.matcher(part.sql());
            named.add(new Migrations.Part(
                    part.line(),
                    matcher.replaceAll(m -> Matcher.quoteReplacement(tables.getOrDefault(m.group(1), m.group())))));
        }
        return named;
    }
}
