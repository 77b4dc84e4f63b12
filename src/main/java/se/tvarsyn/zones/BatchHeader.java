package se.tvarsyn.zones;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import se.tvarsyn.zones.ZonePublicKey.Role;

/**
 * The only part of a batch that is in clear: who made it, for whom, and the key that was drawn for it. Says nothing of feed,
 * day, number or content.
 *
 * @param sender id of the sender's key
 * @param receiver id of the receiver's key
 * @param ephemeral drawn for this batch
 */
record BatchHeader(String sender, String receiver, ZonePublicKey ephemeral) {
    static final int LENGTH = 58;
    private static final byte[] MAGIC = "TVSBATCH".getBytes(StandardCharsets.US_ASCII);
    private static final short EDITION = 1;

    BatchHeader {
        Objects.requireNonNull(sender);
        Objects.requireNonNull(receiver);
        Objects.requireNonNull(ephemeral);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(MAGIC)
                .putShort(EDITION)
                .put(HexFormat.of().parseHex(sender))
                .put(HexFormat.of().parseHex(receiver))
                .put(ephemeral.bytes())
                .array();
    }

    static BatchHeader of(byte[] bytes) throws BatchRefused {
        if (bytes.length < LENGTH || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BatchRefused("is no batch of a zone, or its beginning is missing", "ask its sender");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, MAGIC.length, LENGTH - MAGIC.length);
        if (buffer.getShort() != EDITION) {
            throw new BatchRefused(
                    "is a batch of an edition that this release does not know", "use the same release at both ends");
        }
        byte[] id = new byte[ZonePublicKey.ID_LENGTH];
        buffer.get(id);
        String sender = HexFormat.of().formatHex(id);
        buffer.get(id);
        String receiver = HexFormat.of().formatHex(id);
        byte[] key = new byte[ZonePublicKey.LENGTH];
        buffer.get(key);
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        return new BatchHeader(sender, receiver, new ZonePublicKey(Role.RECEIVER, encoded));
    }
}
