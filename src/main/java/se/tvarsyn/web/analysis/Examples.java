package se.tvarsyn.web.analysis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.tvarsyn.settings.Home;
import se.tvarsyn.web.OwnText;

/** The example queries that read releases: {@code warehouse/examples/released}. Read once; a further one needs a restart. */
final class Examples {
    private static final String SUFFIX = ".sql";

    private final List<Example> all;
    private final long exact;

    Examples(Home home) throws IOException {
        Path folder = home.warehouse().resolve("examples");
        List<Example> read = new ArrayList<>();
        for (Path file : sql(folder.resolve("released"))) {
            String name = String.valueOf(file.getFileName());
            read.add(Example.of(
                    name.substring(0, name.length() - SUFFIX.length()),
                    Files.readString(file, StandardCharsets.UTF_8).strip()));
        }
        this.all = List.copyOf(read);
        this.exact = sql(folder).size();
    }

    private static List<Path> sql(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    /**
     * An example.
     *
     * @param id the file's name without its end
     * @param sql with its comments
     */
    record Example(String id, String sql, Said inSwedish, Said inEnglish) {
        private static Example of(String id, String sql) {
            return new Example(
                    id,
                    sql,
                    new Said(said(sql, "Fråga"), said(sql, "Frågas av"), said(sql, "Läs")),
                    new Said(said(sql, "In English"), said(sql, "Asked by"), said(sql, "How to read")));
        }

        /** What it asks. */
        OwnText question(boolean isSwedish) {
            return OwnText.of(isSwedish, inSwedish.question, inEnglish.question);
        }

        OwnText askedBy(boolean isSwedish) {
            return OwnText.of(isSwedish, inSwedish.askedBy, inEnglish.askedBy);
        }

        /** How to read the answer; empty where nothing is said. */
        OwnText reading(boolean isSwedish) {
            return OwnText.of(isSwedish, inSwedish.reading, inEnglish.reading);
        }

        /** What the comments before the statement say after a word and a colon, over as many lines as it takes. */
        private static String said(String sql, String word) {
            StringBuilder said = new StringBuilder();
            boolean isHere = false;
            for (String line : sql.lines().takeWhile(l -> l.startsWith("--")).toList()) {
                String text = line.substring(2).strip();
                if (text.startsWith(word + ": ")) {
                    isHere = true;
                    text = text.substring(word.length() + 2);
                } else if (text.matches("(Fråga|Frågas av|Läs|In English|Asked by|How to read): .*")) {
                    isHere = false;
                }
                if (isHere) {
                    said.append(said.isEmpty() ? "" : " ").append(text);
                }
            }
            return said.toString();
        }
    }

    /** In one language; empty where the file does not say it. */
    private record Said(String question, String askedBy, String reading) {}

    List<Example> all() {
        return all;
    }

    /** How many others there are, of exact figures: for stewards. */
    long exact() {
        return exact;
    }

    Optional<Example> find(String id) {
        return all.stream().filter(example -> example.id().equals(id)).findFirst();
    }
}
