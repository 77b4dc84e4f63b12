package se.tvarsyn.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;

/** Pages for tests, and what a format makes of them. */
final class JsonSamples {
    private JsonSamples() {}

    record Document(String name, byte[] content) implements SourceDocument {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    static SourceDocument document(String name, String text) {
        return new Document(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything that one delivery gives. */
    record Taken(List<SourceRecord> records, List<RejectedRecord> rejected, Map<String, Long> counts) {
        List<SourceRecord> of(String type) {
            return records.stream()
                    .filter(r -> r.layout().recordType().equals(type))
                    .toList();
        }

        SourceRecord only(String type) {
            List<SourceRecord> found = of(type);
            if (found.size() != 1) {
                throw new AssertionError(found.size() + " records of " + type);
            }
            return found.get(0);
        }

        List<String> reasons() {
            return rejected.stream().map(r -> r.rejection().reason()).toList();
        }
    }

    static Taken take(SourceFormat format, Path scratch, SourceDocument... documents) throws UnreadableDelivery {
        return take(format, scratch, List.of(documents));
    }

    static Taken take(SourceFormat format, Path scratch, List<SourceDocument> documents) throws UnreadableDelivery {
        List<SourceRecord> records = new ArrayList<>();
        List<RejectedRecord> rejected = new ArrayList<>();
        try (SourceReading reading = format.open(documents, Map.of(), scratch)) {
            reading.forEachRemaining(block -> {
                records.addAll(block.records());
                rejected.addAll(block.unreadable());
            });
            return new Taken(records, rejected, reading.referenceCounts());
        }
    }

    static @Nullable String value(SourceRecord source, String field) {
        int position = source.layout().indexOf(field);
        if (position < 0) {
            throw new AssertionError("no field " + field);
        }
        return source.value(position);
    }

    /** All values of a record, for markers that must not be among them. */
    static String values(SourceRecord source) {
        Map<String, String> all = new TreeMap<>();
        for (String field : source.layout().fields()) {
            all.put(field, String.valueOf(value(source, field)));
        }
        return all.toString();
    }

    static List<SourceDocument> folder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<SourceDocument> documents = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                documents.add(new Document(file.getFileName().toString(), Files.readAllBytes(file)));
            }
            return documents;
        }
    }

    /** The project's shared samples, which are not part of the product. */
    static Path shared(String below) {
        String configured = System.getProperty("tvarsyn.shared");
        List<Path> places = new ArrayList<>();
        if (configured != null) {
            places.add(Path.of(configured));
        }
        places.add(Path.of("../shared"));
        places.add(Path.of("../../shared"));
        Path found = places.stream()
                .map(place -> place.resolve(below))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "skipped: ../shared/" + below + " is not here (set -Dtvarsyn.shared)");
        return Objects.requireNonNull(found);
    }

    /** Whether a text stands in clear in any file below a folder. */
    static boolean isInClear(Path folder, String... markers) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String marker : markers) {
                    if (bytes.contains(marker)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
