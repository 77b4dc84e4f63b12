package se.tvarsyn.pseudonymization;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import se.tvarsyn.canonical.Pseudonym;

/**
 * Makes tokens of one domain, key version and type (PRIVACY.md 2, encoding PSN1):
 *
 * <pre>
 * message = "PSN1" | u8 len(domain) | domain | u8 len(type) | type | u16be len(value) | value, UTF-8 NFC
 * token   = HMAC-SHA-256(key, message)[0..15], with the bits of a UUID of version 8
 * </pre>
 *
 * The lengths are there so that no other domain, type and value give the same message. For one thread at a time: it
 * reuses its buffers and the hash of the key.
 */
public final class TokenMaker {
    private static final int LONGEST_VALUE = 0xffff;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final KeyedHash keyed;
    /** The keys over the innermost one, in order. */
    private final TokenMaker[] links;

    private final int valueAt;
    private final byte[] hash = new byte[32];
    private byte[] message;

    /** @param type {@code pnr}, {@code src} or {@code row} (MODEL.md, Person) */
    public TokenMaker(KeyChain chain, String type) {
        this(
                chain.innermost(),
                type,
                chain.keys().stream()
                        .skip(1)
                        .map(key -> new TokenMaker(key, "chain"))
                        .toArray(TokenMaker[]::new));
    }

    /** Of one key alone. */
    TokenMaker(TokenKey key, String type) {
        this(key, type, new TokenMaker[0]);
    }

    private TokenMaker(TokenKey key, String type, TokenMaker[] links) {
        this.links = links;
        byte[] domain = key.domain().getBytes(StandardCharsets.US_ASCII);
        byte[] kind = type.getBytes(StandardCharsets.UTF_8);
        if (domain.length > 0xff || kind.length > 0xff || kind.length == 0) {
            throw new IllegalArgumentException("a domain or type of a token is longer than 255 bytes, or empty");
        }
        keyed = key.keyedHash();
        valueAt = 4 + 1 + domain.length + 1 + kind.length + 2;
        message = new byte[valueAt + 256];
        ByteBuffer.wrap(message)
                .put("PSN1".getBytes(StandardCharsets.US_ASCII))
                .put((byte) domain.length)
                .put(domain)
                .put((byte) kind.length)
                .put(kind);
    }

    /**
     * @throws IllegalArgumentException where the value is longer than 65,535 bytes or is no Unicode text (half a
     *     surrogate pair); it does not hold the value
     */
    public Pseudonym token(String value) {
        int end = putAscii(value, valueAt);
        return end < 0 ? tokenOfText(value) : tokenUpTo(end);
    }

    /** The token of {@code <prefix>|<value>}, without making that string. */
    Pseudonym token(String prefix, String value) {
        int middle = putAscii(prefix, valueAt);
        if (middle >= 0) {
            ensureRoom(middle + 1);
            message[middle] = '|';
            int end = putAscii(value, middle + 1);
            if (end >= 0) {
                return tokenUpTo(end);
            }
        }
        return tokenOfText(prefix + "|" + value);
    }

    /** The next token of a stored one: of its 16 bytes. */
    Pseudonym chained(Pseudonym stored) {
        LONGS.set(message, valueAt, stored.high());
        LONGS.set(message, valueAt + 8, stored.low());
        return tokenUpTo(valueAt + 16);
    }

    /** The token of bytes as they are. */
    Pseudonym token(byte[] value) {
        ensureRoom(valueAt + value.length);
        System.arraycopy(value, 0, message, valueAt, value.length);
        return tokenUpTo(valueAt + value.length);
    }

    /** @return where the value ends, or -1 where it is not ASCII; ASCII text is its own NFC and UTF-8 */
    private int putAscii(String text, int at) {
        int length = text.length();
        ensureRoom(at + length);
        byte[] to = message;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return -1;
            }
            to[at + i] = (byte) c;
        }
        return at + length;
    }

    private Pseudonym tokenOfText(String value) {
        ByteBuffer bytes;
        try {
            // Not getBytes: it would turn every half surrogate pair into '?', and two values into one token.
            bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(Normalizer.normalize(value, Normalizer.Form.NFC)));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a value to make a token of is no Unicode text");
        }
        int length = bytes.remaining();
        ensureRoom(valueAt + length);
        bytes.get(message, valueAt, length);
        return tokenUpTo(valueAt + length);
    }

    private Pseudonym tokenUpTo(int end) {
        int length = end - valueAt;
        if (length > LONGEST_VALUE) {
            throw new IllegalArgumentException("a value to make a token of is longer than 65,535 bytes");
        }
        message[valueAt - 2] = (byte) (length >>> 8);
        message[valueAt - 1] = (byte) length;
        keyed.hash(message, end, hash);
        long high = (long) LONGS.get(hash, 0);
        long low = (long) LONGS.get(hash, 8);
        Pseudonym token = new Pseudonym(high & ~0xf000L | 0x8000L, low & ~(3L << 62) | 1L << 63);
        for (TokenMaker link : links) {
            token = link.chained(token);
        }
        return token;
    }

    private void ensureRoom(int size) {
        if (size > message.length) {
            message = Arrays.copyOf(message, Math.max(size, Math.min(message.length * 2, valueAt + LONGEST_VALUE)));
        }
    }
}
