package se.tvarsyn.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Looks through a file for a text that is digits, whatever the file's form: CSV, XML, JSON, UTF-16, or a packed XLSX. */
final class TextSearch {
    private static final int CHUNK = 1 << 16;
    private static final int OVERLAP = 64;

    private TextSearch() {}

    static boolean isIn(InputStream file, Predicate<CharSequence> isSought) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file);
        in.mark(2);
        boolean isPacked = in.read() == 'P' && in.read() == 'K';
        in.reset();
        if (!isPacked) {
            return isInText(in, isSought);
        }
        ZipInputStream packed = new ZipInputStream(in);
        for (ZipEntry entry = packed.getNextEntry(); entry != null; entry = packed.getNextEntry()) {
            if (isInText(packed, isSought)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInText(InputStream in, Predicate<CharSequence> isSought) throws IOException {
        byte[] bytes = new byte[CHUNK];
        StringBuilder window = new StringBuilder(CHUNK + OVERLAP);
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            for (int i = 0; i < n; i++) {
                if (bytes[i] != 0) {
                    window.append((char) (bytes[i] & 0xff));
                }
            }
            if (isSought.test(window)) {
                return true;
            }
            window.delete(0, Math.max(0, window.length() - OVERLAP));
        }
        return false;
    }
}
