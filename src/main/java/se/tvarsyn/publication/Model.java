package se.tvarsyn.publication;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * braces stands for the table that this refresh builds, its own or that of an int_ model it reads.
 */
public record Model(String name, Path file, List<Migrations.Part> statements, Set<String> reads) {
    private static final Pattern FILE = Pattern.compile("((?:int|dim|fct)_[a-z0-9_]+)\\.sql");
    private static final Pattern LEADING_COMMENTS = Pattern.compile("\\A(?:--[^\n]*\n\\s*)+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9_]+)}");

    public Model {
        statements = List.copyOf(statements);
        reads = Set.copyOf(reads);
    }

    /** An int_ model lives for one refresh; the others are cubes of {@code mart}. */
    public boolean isMart() {
        return !name.startsWith("int_");
    }

    /** Every model under {@code models/} and {@code marts/<subject>/}, each after those it reads. */
    public static List<Model> all(Path root) {
        Map<String, Model> found = new TreeMap<>();
        for (Path directory : List.of(root.resolve("models"), root.resolve("marts"))) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".sql")).toList()) {
                    Model model = read(file, directory.endsWith("marts"));
                    if (found.put(model.name, model) != null) {
                        throw new FollowUpRefused(file + ": there is another model of this name: rename one");
                    }
                }
            } catch (IOException e) {
                throw new FollowUpRefused(directory + ": cannot be read");
            }
        }
        Map<String, Model> ordered = new LinkedHashMap<>();
        found.values().forEach(model -> place(model, found, ordered, new TreeSet<>()));
        return List.copyOf(ordered.values());
    }

    private static Model read(Path file, boolean inMarts) throws IOException {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (!name.matches() || name.group(1).startsWith("int_") == inMarts) {
            throw new FollowUpRefused(
                    file + ": models/ holds int_<name>.sql, marts/<subject>/ holds fct_ and dim_<name>.sql: rename it");
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.startsWith("-- One row per ")) {
            throw new FollowUpRefused(file + ":1: a model begins with its grain: -- One row per …");
        }
        List<Migrations.Part> statements = Migrations.split(text).stream()
                .map(part -> new Migrations.Part(
                        part.line(), LEADING_COMMENTS.matcher(part.sql()).replaceFirst("")))
                .toList();
        String own = "{" + name.group(1) + "}";
        if (statements.size() != 2
                || !statements.get(0).sql().startsWith("CREATE TABLE " + own)
                || !statements.get(1).sql().startsWith("INSERT INTO " + own)) {
            throw new FollowUpRefused(file + ": a model is CREATE TABLE " + own + " and then INSERT INTO " + own);
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
            throw new FollowUpRefused(model.file + ": reads itself by way of " + path);
        }
        for (String name : new TreeSet<>(model.reads)) {
            Model read = all.get(name);
            if (read == null || read.isMart()) {
                throw new FollowUpRefused(model.file + ": {" + name + "} is no int_ model: correct the name");
            }
            place(read, all, ordered, path);
        }
        path.remove(model.name);
        ordered.put(model.name, model);
    }

    /** The statements with the names of this build's tables. */
    List<Migrations.Part> statements(Map<String, String> tables) {
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
