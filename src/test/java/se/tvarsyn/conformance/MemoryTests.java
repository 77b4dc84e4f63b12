package se.tvarsyn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.settings.Home;

/** Feeds through the chain, up to the tokens, in a process whose heap is fixed, at a hundred times its input. */
class MemoryTests {
    private static final int TIMES = 100;

    /** A home with nothing in it: everything is as shipped. */
    @TempDir
    private static Path nothing;

    @TempDir
    private Path folder;

    static Stream<String> feeds() {
        return FeedSources.all().stream().map(FeedSource::feed);
    }

    /** The first feed of each format: its reader holds the rows. A format of one file or of a directory is two. */
    static Stream<String> oneOfEachFormat() {
        Map<String, String> feeds = new LinkedHashMap<>();
        Map<String, Mapping> mappings = mappings(nothing);
        feeds().forEach(feed -> {
            Mapping mapping = Objects.requireNonNull(mappings.get(feed));
            feeds.putIfAbsent(
                    mapping.format().getClass() + " " + mapping.format().isDirectoryOneDelivery(mapping.settings()),
                    feed);
        });
        assertThat(feeds).hasSizeGreaterThan(6);
        return feeds.values().stream();
    }

    private static Map<String, Mapping> mappings(Path home) {
        return Configuration.read(new Home(home, Path.of(".")), null, BatteryHome.CLOCK)
                .mappings();
    }

    @ParameterizedTest
    @MethodSource("oneOfEachFormat")
    @Timeout(120)
    void aHundredTimesTheInputFitsInTheSameHeap(String feed) throws Exception {
        check(feed, 60, "-Xmx64m");
    }

    @ParameterizedTest
    @MethodSource("feeds")
    @Tag("long")
    @Timeout(120)
    void soItIsForEveryFeed(String feed) throws Exception {
        check(feed, 60, "-Xmx64m");
    }

    /** So much that records kept in memory would not fit. */
    @ParameterizedTest
    @MethodSource("feeds")
    @Tag("long")
    @Timeout(900)
    void aHundredTimesALargeInputFitsInTheSameHeap(String feed) throws Exception {
        check(feed, 2_000, "-Xmx160m");
    }

    private void check(String feed, int persons, String heap) throws Exception {
        FeedSource source = FeedSources.all().stream()
                .filter(s -> s.feed().equals(feed))
                .findFirst()
                .orElseThrow();
        Path input = written(source, persons);
        Path output = folder.resolve("output.jsonl");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dtvarsyn.shipped=.",
                "se.tvarsyn.cli.Tvarsyn",
                "--home",
                Files.createDirectories(folder.resolve("home")).toString(),
                "preview",
                feed,
                "--input",
                input.toString(),
                "--limit",
                "1000000000");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(lastLine(output)).isIn(0, 1);
        assertThat(lastLine(output)).contains("\"outcome\":\"counts\"");
    }

    /** The same documents again and again under other names, or one file whose records come again and again. */
    private Path written(FeedSource source, int persons) throws IOException {
        Mapping mapping = mappings(folder.resolve("home")).get(source.feed());
        if (mapping == null) {
            throw new IllegalStateException("no mapping for " + source.feed());
        }
        Path input = Files.createDirectories(folder.resolve("input"));
        Map<String, byte[]> documents = source.ordinary(persons);
        if (!mapping.format().isDirectoryOneDelivery(mapping.settings())) {
            assertThat(documents).hasSize(1);
            String name = documents.keySet().iterator().next();
            return repeated(
                    new String(documents.values().iterator().next(), StandardCharsets.UTF_8), input.resolve(name));
        }
        for (int time = 0; time < TIMES; time++) {
            for (Map.Entry<String, byte[]> document : documents.entrySet()) {
                String name = document.getKey();
                String end = name.substring(name.lastIndexOf('.'));
                String base = name.substring(0, name.lastIndexOf('.')).replaceFirst("-page[0-9]+$", "");
                Files.write(input.resolve("%s-page%05d%s".formatted(base, time + 1, end)), document.getValue());
            }
        }
        return input;
    }

    private static Path repeated(String document, Path file) throws IOException {
        boolean isXml = document.startsWith("<?xml");
        String element = document.contains("<elev ") ? "elev" : "Foerening";
        int from = isXml ? document.indexOf("<" + element + " ") : document.indexOf('\n') + 1;
        int to = isXml ? document.lastIndexOf("</" + element + ">") + element.length() + 3 : document.length();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(document.substring(0, from).getBytes(StandardCharsets.UTF_8));
            byte[] records = document.substring(from, to).getBytes(StandardCharsets.UTF_8);
            for (int time = 0; time < TIMES; time++) {
                out.write(records);
            }
            out.write(document.substring(to).getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String lastLine(Path output) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(4_096, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            String[] lines = new String(tail, StandardCharsets.UTF_8).strip().split("\n");
            return lines[lines.length - 1];
        }
    }
}
