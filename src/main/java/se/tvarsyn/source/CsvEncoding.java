package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * How the bytes of one file are to be read.
 *
 * @param markLength bytes of the byte order mark before the first line: 0 or 3
 */
record CsvEncoding(Charset charset, int markLength) {
    /** Exports hold å, ä, ö early if at all: the header or the first reasons for absence. */
    static final int LOOKED_AT = 1024 * 1024;

    /**
     * @param wanted null = find out. A byte order mark is stronger than the wish: it is the file's own word.
     */
    static CsvEncoding of(SourceDocument document, @Nullable Charset wanted) throws IOException, UnreadableDelivery {
        byte[] start;
        try (InputStream in = document.open()) {
            start = in.readNBytes(LOOKED_AT);
        }
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            return new CsvEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF)) {
            throw new UnreadableDelivery(new Rejection(
                    document.name(), 1, null, "wrong-encoding", "the file is UTF-16; export it as UTF-8"));
        }
        if (wanted != null) {
            return new CsvEncoding(wanted, 0);
        }
        return new CsvEncoding(isUtf8(start) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"), 0);
    }

    /** Strict, but a character that the end of the look cuts in two is no fault. */
    private static boolean isUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        while (true) {
            var result = decoder.decode(in, out, bytes.length < LOOKED_AT);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
