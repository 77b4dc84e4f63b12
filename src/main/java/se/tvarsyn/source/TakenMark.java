package se.tvarsyn.source;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;

/** The companion of a file that was taken: {@code <SHA-256 of the content> <day>}, and nothing of what it holds. */
final class TakenMark {
    static final String SUFFIX = ".taken";
    /** Longer than any mark: a sender's own file of that name is not read whole. */
    static final int LONGEST = 128;

    private TakenMark() {}

    static String nameFor(String name) {
        return name + SUFFIX;
    }

    static byte[] of(byte[] sha256, LocalDate day) {
        return (HexFormat.of().formatHex(sha256) + " " + day + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a mark is about this content. One that was cut or written by somebody else is about none. */
    static boolean fits(byte[] mark, byte[] sha256) {
        return new String(mark, StandardCharsets.US_ASCII)
                .startsWith(HexFormat.of().formatHex(sha256) + " ");
    }
}
