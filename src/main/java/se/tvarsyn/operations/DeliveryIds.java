package se.tvarsyn.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.source.SourceDocument;

/** What makes a delivery the same as another: feed, scope and content, and no name or time of a file. */
final class DeliveryIds {
    private DeliveryIds() {}

    /**
     * Names a delivery.
     *
     * @param predecessor what tells two pulls of the same content apart; empty for all others
     */
    static UUID of(Delivery delivery, String contentHash, String predecessor) {
        MessageDigest digest = sha256();
        for (String part : List.of(delivery.feed(), delivery.scope(), contentHash, predecessor)) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(0, utf8.length).array());
            digest.update(utf8);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long high = hash.getLong() & ~0xf000L | 0x8000L;
        long low = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /**
     * A file is the same input under any name; pages are told apart by theirs.
     *
     * @param namesCount whether a page's name says what it holds
     */
    static String contentHash(List<SourceDocument> documents, boolean namesCount) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        for (SourceDocument document : documents) {
            MessageDigest one = sha256();
            try (InputStream in = document.open()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    one.update(buffer, 0, n);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "cannot read " + DocumentNames.safe(document.name()) + "; see that it is there and readable",
                        new IOException("unreadable"));
            }
            if (namesCount) {
                digest.update(document.name().getBytes(StandardCharsets.UTF_8));
            }
            digest.update(one.digest());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
