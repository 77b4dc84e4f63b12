package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** A YAML file as a JSON tree that remembers the line of every value. */
public final class YamlDocument {
    /** With every alias written out. Twenty-five lines of aliases that name each other stand for 30 million values. */
    private static final int MOST_VALUES = 100_000;

    /** The reader's messages that end in a word of the file, which may be half a password. */
    private static final Pattern QUOTES_THE_FILE = Pattern.compile(
            "(found undefined alias|found undefined tag handle|duplicate tag handle) .*", Pattern.DOTALL);

    private final String file;
    private final JsonNode root;
    private final Map<String, Integer> lines;

    private YamlDocument(String file, JsonNode root, Map<String, Integer> lines) {
        this.file = file;
        this.root = root;
        this.lines = lines;
    }

    /**
     * Reads a file and collects what is wrong with it.
     *
     * @param shownAs name of the file in problems
     * @param schema that the file must follow
     * @param problems receives every problem
     * @return null where the file is no YAML at all
     */
    public static @Nullable YamlDocument read(Path path, String shownAs, YamlSchema schema, List<Problem> problems) {
        String text;
        try {
            text = Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            problems.add(new Problem(
                    shownAs, 0, "the file cannot be read as UTF-8 text; check that it is there and readable"));
            return null;
        }
        Node node;
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(true);
            node = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(
                    shownAs, line, "this is not YAML (" + wordsOf(e) + "); check the indentation and quotes"));
            return null;
        } catch (ReaderException e) {
            // A control character: the reader's message has it, so it is not passed on.
            problems.add(new Problem(
                    shownAs,
                    lineOfControlCharacter(text),
                    "this is not YAML (a control character); write the line again in a text editor"));
            return null;
        } catch (YAMLException e) {
            problems.add(new Problem(
                    shownAs,
                    0,
                    "the file is over 3 MB, nested over 50 deep, or has over 50 aliases (*); is this the right file?"));
            return null;
        }
        String trouble = node == null ? null : aliasTrouble(node, new HashSet<>(), new int[] {MOST_VALUES});
        if (node != null && trouble != null) {
            problems.add(new Problem(shownAs, node.getStartMark().getLine() + 1, trouble));
            return null;
        }
        Map<String, Integer> lines = new HashMap<>();
        JsonNode root =
                node == null ? JsonNodeFactory.instance.objectNode() : toJson(node, "", lines, shownAs, problems);
        YamlDocument document = new YamlDocument(shownAs, root, lines);
        document.validate(schema, problems);
        return document;
    }

    private static int lineOfControlCharacter(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (!StreamReader.isPrintable(c) && !Character.isSurrogate(c)) {
                return line;
            }
        }
        return 0;
    }

    private static String wordsOf(MarkedYAMLException e) {
        return QUOTES_THE_FILE.matcher(String.valueOf(e.getProblem())).replaceFirst("$1");
    }

    /**
     * What is wrong with the aliases of a file, or null.
     *
     * @param open the nodes around this one, by identity: node equality is identity
     * @param room how many values there may still be
     */
    private static @Nullable String aliasTrouble(Node node, Set<Node> open, int[] room) {
        if (!open.add(node)) {
            return "an alias (*) stands inside its own anchor (&); write the value out";
        }
        if (room[0]-- <= 0) {
            return "the file holds over 100,000 values with its aliases (*) written out; use fewer aliases";
        }
        String trouble = null;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                trouble = trouble == null ? aliasTrouble(tuple.getKeyNode(), open, room) : trouble;
                trouble = trouble == null ? aliasTrouble(tuple.getValueNode(), open, room) : trouble;
            }
        } else if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                trouble = trouble == null ? aliasTrouble(item, open, room) : trouble;
            }
        }
        open.remove(node);
        return trouble;
    }

    private void validate(YamlSchema schema, List<Problem> problems) {
        Set<String> seen = new HashSet<>();
        TreeSet<Problem> sorted = new TreeSet<>((a, b) -> a.line() != b.line()
                ? Integer.compare(a.line(), b.line())
                : a.what().compareTo(b.what()));
        for (ValidationMessage message : schema.validate(root)) {
            String pointer = pointerOf(message.getInstanceLocation().toString());
            String where = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
            String what = where + wordsOf(message);
            if (seen.add(pointer + what)) {
                sorted.add(new Problem(file, lineOf(pointer + propertyOf(message)), what));
            }
        }
        problems.addAll(sorted);
    }

    private static String wordsOf(ValidationMessage message) {
        return switch (message.getType()) {
            case "additionalProperties" ->
                "'" + message.getProperty() + "' is not a setting here; remove it or check its spelling";
            case "enum" -> "must be one of " + listOf(message.getMessage());
            case "required" -> "'" + message.getProperty() + "' is missing; add it";
            default -> {
                String text = message.getMessage();
                int colon = text.indexOf(": ");
                yield colon >= 0 ? text.substring(colon + 2) : text;
            }
        };
    }

    /** The list that ends the validator's message about an enumeration. */
    private static String listOf(String message) {
        return message.substring(message.lastIndexOf('[') + 1, message.lastIndexOf(']'))
                .replace("\"", "");
    }

    private static String propertyOf(ValidationMessage message) {
        return message.getType().equals("additionalProperties") && message.getProperty() != null
                ? "/" + message.getProperty()
                : "";
    }

    /** The validator's path {@code $.records[0].from} as a pointer {@code /records/0/from}. */
    private static String pointerOf(String location) {
        if (location.startsWith("/") || location.isEmpty()) {
            return location;
        }
        return location.substring(1)
                .replaceAll("\\['([^']*)'\\]", "/$1")
                .replaceAll("\\[(\\d+)\\]", "/$1")
                .replace('.', '/');
    }

    public String file() {
        return file;
    }

    public JsonNode root() {
        return root;
    }

    /** Line of the value at a pointer, or of the nearest value around it. */
    public int lineOf(String pointer) {
        String at = pointer;
        while (true) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
            int slash = at.lastIndexOf('/');
            if (slash < 0) {
                return 1;
            }
            at = at.substring(0, slash);
        }
    }

    private static JsonNode toJson(
            Node node, String pointer, Map<String, Integer> lines, String file, List<Problem> problems) {
        lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (node instanceof MappingNode mapping) {
            ObjectNode object = json.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                int line = tuple.getKeyNode().getStartMark().getLine() + 1;
                if (object.has(key)) {
                    problems.add(new Problem(file, line, "'" + key + "' stands here twice; keep one of them"));
                }
                lines.put(pointer + "/" + key, line);
                object.set(key, toJson(tuple.getValueNode(), pointer + "/" + key, lines, file, problems));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            var array = json.arrayNode();
            int i = 0;
            for (Node item : sequence.getValue()) {
                array.add(toJson(item, pointer + "/" + i++, lines, file, problems));
            }
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(
                    switch (text.toLowerCase(java.util.Locale.ROOT)) {
                        case "yes", "true", "on" -> true;
                        default -> false;
                    });
        }
        if (tag.equals(Tag.INT) && text.matches("[-+]?[0-9]{1,18}")) {
            return json.numberNode(Long.parseLong(text));
        }
        if (tag.equals(Tag.NULL)) {
            return json.nullNode();
        }
        return json.textNode(text);
    }
}
