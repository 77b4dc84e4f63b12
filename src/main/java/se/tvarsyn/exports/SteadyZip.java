package se.tvarsyn.exports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a workbook so that the same release has the same bytes: fastexcel 0.19 stamps the moment of writing on every entry
 * of the archive and in the document's properties.
 */
final class SteadyZip {
    private static final String PROPERTIES = "docProps/core.xml";
    /** Not the first that an archive can hold: beside that one Java writes another, by the machine's time zone. */
    private static final LocalDateTime STAMP = LocalDateTime.of(1980, 2, 1, 0, 0);

    private SteadyZip() {}

    /** @param created what the document says of its own age */
    static void copy(Path workbook, OutputStream out, Instant created) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        // By its directory: the entries' own heads, as opczip writes them, are none that a stream can follow.
        try (ZipFile file = new ZipFile(workbook.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(STAMP);
                zip.putNextEntry(copy);
                try (InputStream in = file.getInputStream(entry)) {
                    if (entry.getName().equals(PROPERTIES)) {
                        zip.write(created(new String(in.readAllBytes(), StandardCharsets.UTF_8), created)
                                .getBytes(StandardCharsets.UTF_8));
                    } else {
                        in.transferTo(zip);
                    }
                }
                zip.closeEntry();
            }
        }
        zip.finish();
        zip.flush();
    }

    private static String created(String properties, Instant created) {
        return properties.replaceFirst("(<dcterms:created[^>]*>)[^<]*", "$1" + created.truncatedTo(ChronoUnit.SECONDS));
    }
}
