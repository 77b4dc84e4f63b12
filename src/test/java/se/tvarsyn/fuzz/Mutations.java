package se.tvarsyn.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Changes to a document, drawn from a seed: the same seed gives the same input again. */
final class Mutations {
    /** What has broken readers before: limits, borders of types, words of the formats, halves of characters. */
    private static final List<byte[]> WORDS = List.of(
            text("-1"),
            text("0"),
            text("99999999999999999999"),
            text("-9223372036854775809"),
            text("1e999999"),
            text("1e-400"),
            text("NaN"),
            text("0001-01-01"),
            text("9999-12-31"),
            text("+999999999-12-31"),
            text("2026-02-30"),
            text("24:00"),
            text("23:59:60"),
            text("T"),
            text("null"),
            text("{}"),
            text("[]"),
            text("[[[["),
            text("\"\""),
            text("<a>"),
            text("</a>"),
            text("<!--"),
            text("<![CDATA["),
            text("&#0;"),
            text("&#xd800;"),
            text("&x;"),
            text("\""),
            text("'"),
            text(";"),
            text("\r"),
            text("\n\n"),
            text("\u00e5\u0301\u0308"),
            text("\ufeff"),
            text("\ud83d\ude00"),
            new byte[] {0},
            new byte[] {(byte) 0xff, (byte) 0xfe},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xc0, (byte) 0x80});

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One to four changes to one document; a workbook's part is changed inside its archive. */
    FuzzedDelivery of(FuzzedDelivery delivery) {
        int chosen = random.nextInt(delivery.documents().size());
        byte[] bytes = delivery.documents().get(chosen).bytes();
        if (Zip.isZip(bytes) && random.nextInt(8) > 0) {
            Map<String, byte[]> parts = Zip.parts(bytes);
            String part = List.copyOf(parts.keySet()).get(random.nextInt(parts.size()));
            return delivery.with(chosen, Zip.with(bytes, Map.of(part, changed(parts.getOrDefault(part, new byte[0])))));
        }
        return delivery.with(chosen, changed(bytes));
    }

    byte[] changed(byte[] bytes) {
        byte[] changed = bytes;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return word();
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 12));
        return switch (random.nextInt(10)) {
            case 0 -> flipped(bytes, at);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> replaced(bytes, at, at, word());
            case 3 -> replaced(bytes, at, at + length, new byte[0]);
            case 4 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            case 5 -> replaced(bytes, at, at + length, slice(bytes));
            case 6 -> withCell(bytes, at, word());
            default -> withCell(bytes, at, text(Planted.ALL.get(random.nextInt(Planted.ALL.size()))));
        };
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private byte[] slice(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(60)));
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** Puts a word in place of the cell, attribute or value around a place. */
    private static byte[] withCell(byte[] bytes, int at, byte[] word) {
        int from = at;
        while (from > 0 && isInCell(bytes[from - 1])) {
            from--;
        }
        int to = at;
        while (to < bytes.length && isInCell(bytes[to])) {
            to++;
        }
        return replaced(bytes, from, to, word);
    }

    private static boolean isInCell(byte b) {
        return b < 0 || Character.isLetterOrDigit(b) || b == '-' || b == ':' || b == '.' || b == '_';
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, from);
        all.writeBytes(by);
        all.write(bytes, to, bytes.length - to);
        return all.toByteArray();
    }
}
