package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Values that must be nowhere once they are in the chain, and the search for them in text and bytes. */
final class Markers {
    /** An official test number. */
    static final String NUMBER = "201203202385";

    static final String SHORT_NUMBER = "1203202385";
    static final String DASHED_NUMBER = "20120320-2385";
    static final String NAME = "Zebrafink";
    static final String REASON = "viskadesanledning";
    static final String SECRET = "tok_9f8e7d6c5b4aSECRET";

    /** 10 digits are in 12, and the dashed forms end alike. */
    private static final List<String> ALL = List.of(SHORT_NUMBER, "120320-2385", NAME, REASON, SECRET);

    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1);

    private final Map<String, byte[]> sought = new LinkedHashMap<>();

    Markers() {
        for (String marker : ALL) {
            for (Charset encoding : ENCODINGS) {
                sought.put(marker.charAt(0) + "… of " + marker.length() + " in " + encoding, marker.getBytes(encoding));
            }
        }
        for (String number : List.of(NUMBER, SHORT_NUMBER)) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                ByteBuffer bytes = ByteBuffer.allocate(8).order(order).putLong(0, Long.parseLong(number));
                sought.put(number.length() + " digits as UInt64, " + order, bytes.array());
            }
        }
    }

    /** What was found. */
    TreeSet<String> in(byte[] bytes) {
        TreeSet<String> found = new TreeSet<>();
        sought.forEach((what, marker) -> {
            if (holds(bytes, marker)) {
                found.add(what);
            }
        });
        return found;
    }

    TreeSet<String> in(String text) {
        TreeSet<String> found = new TreeSet<>();
        ALL.stream().filter(text::contains).forEach(found::add);
        return found;
    }

    /** Every file below a folder, by its bytes and its name. */
    TreeSet<String> below(Path folder) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                in(folder.relativize(file).toString()).forEach(what -> found.add("name of " + file + ": " + what));
                if (Files.isRegularFile(file)) {
                    try {
                        in(Files.readAllBytes(file)).forEach(what -> found.add(file + ": " + what));
                    } catch (NoSuchFileException gone) {
                        // a part that ClickHouse has just merged away
                    }
                }
            }
        }
        return found;
    }

    private static boolean holds(byte[] bytes, byte[] marker) {
        for (int at = 0; at + marker.length <= bytes.length; at++) {
            int i = 0;
            while (i < marker.length && bytes[at + i] == marker[i]) {
                i++;
            }
            if (i == marker.length) {
                return true;
            }
        }
        return false;
    }
}
