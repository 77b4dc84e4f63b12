package se.tvarsyn.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every input of {@code sample-feeds/<feed>/<case>}: where the fuzzers begin. */
final class SampleDeliveries {
    private static final Path SAMPLES = Path.of("sample-feeds");

    private SampleDeliveries() {}

    static List<FuzzedDelivery> all() {
        try (Stream<Path> cases =
                Files.find(SAMPLES, 2, (path, attributes) -> attributes.isDirectory() && path.getNameCount() == 3)) {
            List<FuzzedDelivery> all = new ArrayList<>();
            for (Path folder : cases.sorted().toList()) {
                String feed = folder.getName(1).toString();
                Path pages = folder.resolve("input");
                if (Files.isDirectory(pages)) {
                    all.add(new FuzzedDelivery(feed, documents(pages)));
                } else {
                    documents(folder).stream()
                            .filter(document -> document.name().startsWith("input"))
                            .forEach(document -> all.add(new FuzzedDelivery(feed, List.of(document))));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<FuzzedDelivery.Document> documents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<FuzzedDelivery.Document> documents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                documents.add(new FuzzedDelivery.Document(file.getFileName().toString(), Files.readAllBytes(file)));
            }
            return documents;
        }
    }

    /** A workbook that is in order. */
    static byte[] workbook() {
        try {
            return Files.readAllBytes(SAMPLES.resolve("social-register/workbook/input.xlsx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
