package se.tvarsyn.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import se.tvarsyn.source.SourceDocument;

/**
 * A delivery as one run of bytes, so that a fuzzer can change all of it: the feed on the first line, then each document
 * after a line {@code --- name}. In place of a workbook's bytes the text of its first sheet may stand.
 */
record FuzzedDelivery(String feed, List<Document> documents) {
    private static final byte[] BORDER = "\n--- ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NAME = 100;

    /** A document in memory. */
    record Document(String name, byte[] bytes) implements SourceDocument {
        @Override
        public InputStream open() {
            byte[] content = name.endsWith(".xlsx") && !Zip.isZip(bytes)
                    ? Zip.with(SampleDeliveries.workbook(), Map.of("xl/worksheets/sheet1.xml", bytes))
                    : bytes;
            return new ByteArrayInputStream(content);
        }
    }

    static FuzzedDelivery of(byte[] text) {
        int feedEnd = border(text, 0);
        List<Document> documents = new ArrayList<>();
        int at = feedEnd;
        while (at < text.length) {
            int nameAt = at + BORDER.length;
            int nameEnd = nameAt;
            while (nameEnd < text.length && text[nameEnd] != '\n') {
                nameEnd++;
            }
            int end = border(text, nameEnd);
            documents.add(new Document(
                    name(text, Math.min(nameAt, text.length), nameEnd),
                    java.util.Arrays.copyOfRange(text, Math.min(nameEnd + 1, end), end)));
            at = end;
        }
        return new FuzzedDelivery(name(text, 0, feedEnd), documents);
    }

    private static String name(byte[] text, int from, int to) {
        int length = Math.max(0, Math.min(to - from, LONGEST_NAME));
        return new String(text, from, length, StandardCharsets.ISO_8859_1).strip();
    }

    private static int border(byte[] text, int from) {
        for (int at = from; at + BORDER.length <= text.length; at++) {
            if (java.util.Arrays.equals(text, at, at + BORDER.length, BORDER, 0, BORDER.length)) {
                return at;
            }
        }
        return text.length;
    }

    byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(feed.getBytes(StandardCharsets.ISO_8859_1));
        for (Document document : documents) {
            text.writeBytes(BORDER);
            text.writeBytes((document.name + "\n").getBytes(StandardCharsets.ISO_8859_1));
            text.writeBytes(document.bytes);
        }
        return text.toByteArray();
    }

    FuzzedDelivery with(int document, byte[] bytes) {
        List<Document> changed = new ArrayList<>(documents);
        changed.set(document, new Document(documents.get(document).name, bytes));
        return new FuzzedDelivery(feed, changed);
    }
}
