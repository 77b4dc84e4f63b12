package se.tvarsyn.source;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Some text, very many x, and some text: a document that is larger than the heap. */
final class GeneratedStream extends InputStream {
    private final byte[] before;
    private final long many;
    private final byte[] after;
    private final AtomicLong given;
    private long position;

    GeneratedStream(String before, long many, String after, AtomicLong given) {
        this.before = before.getBytes(StandardCharsets.UTF_8);
        this.many = many;
        this.after = after.getBytes(StandardCharsets.UTF_8);
        this.given = given;
    }

    @Override
    public int read() {
        int value;
        if (position < before.length) {
            value = before[(int) position];
        } else if (position < before.length + many) {
            value = 'x';
        } else if (position < before.length + many + after.length) {
            value = after[(int) (position - before.length - many)];
        } else {
            return -1;
        }
        position++;
        given.incrementAndGet();
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        long ofMany = Math.min(length, before.length + many - position);
        if (position >= before.length && ofMany > 0) {
            Arrays.fill(into, offset, offset + (int) ofMany, (byte) 'x');
            position += ofMany;
            given.addAndGet(ofMany);
            return (int) ofMany;
        }
        int value = read();
        if (value < 0) {
            return -1;
        }
        into[offset] = (byte) value;
        return 1;
    }
}
