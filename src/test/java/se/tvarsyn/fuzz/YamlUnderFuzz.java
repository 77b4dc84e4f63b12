package se.tvarsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.tvarsyn.CapturedLog;
import se.tvarsyn.application.Formats;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.mapping.MappingFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.SourceFormat;

/**
 * Files that people write, whatever is in them: read, or refused with problems that have file, line and mend. No
 * exception, and no word of a stack trace.
 */
final class YamlUnderFuzz {
    /** What a password in an address, or in place of the name of its file, looks like. */
    static final String SECRET = "tok9f8e7d6c5b4aSECRET";

    private static final Path MAPPINGS = Path.of("mappings");
    private static final Pattern FEED = Pattern.compile("(?m)^feed: ([a-z0-9-]{1,64})\\s*$");
    private final Map<String, SourceFormat> formats = Formats.all(ChainUnderFuzz.CLOCK);
    private final Path folder;

    YamlUnderFuzz(Path folder) {
        this.folder = folder;
    }

    static List<byte[]> shippedMappings() {
        try (Stream<Path> files = Files.list(MAPPINGS)) {
            List<byte[]> mappings = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                mappings.add(Files.readAllBytes(file));
            }
            mappings.add("feed: skola-norr\nlike: school-lesson-csv\nunits: {A1: '48392017'}\n"
                    .getBytes(StandardCharsets.UTF_8));
            return mappings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether the file was found good */
    boolean readsMapping(byte[] text) {
        // A mapping is in the file of its feed's name.
        Matcher feed = FEED.matcher(new String(text, StandardCharsets.UTF_8));
        String name = feed.find() ? feed.group(1) + ".yaml" : "fuzzed.yaml";
        Path file = written(name, text);
        List<Problem> problems = new ArrayList<>();
        Mapping mapping;
        try (CapturedLog log = new CapturedLog()) {
            mapping = MappingFile.read(
                    file, "mappings/" + name, formats, other -> MAPPINGS.resolve(other + ".yaml"), problems);
            assertThat(log.text()).isEmpty();
        }
        assertThat(mapping == null).isEqualTo(!problems.isEmpty());
        assertSound("mappings/" + name, problems);
        if (mapping != null) {
            assertThat(mapping.fieldUses()).isNotEmpty();
            assertThat(mapping.openValueTables()).isNotNull();
        }
        return mapping != null;
    }

    List<Problem> readSettings(byte[] text) {
        written("tvarsyn.yaml", text);
        List<Problem> problems = new ArrayList<>();
        try (CapturedLog log = new CapturedLog()) {
            TvarsynSettings settings = TvarsynSettings.read(new Home(folder, Path.of(".")), null, problems);
            assertThat(log.text()).isEmpty();
            for (String feed : settings.sources().keySet()) {
                settings.isComplete(feed);
                if (problems.isEmpty()) {
                    settings.largestRemovalPercent(feed);
                }
            }
        }
        assertSound("tvarsyn.yaml", problems);
        return problems;
    }

    private Path written(String name, byte[] text) {
        try {
            return Files.write(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSound(String file, List<Problem> problems) {
        for (Problem problem : problems) {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.line()).isNotNegative();
            assertThat(problem.what())
                    .isNotBlank()
                    .doesNotContain("Exception", "\tat ", "se.tvarsyn", "null,", "java.");
        }
    }
}
