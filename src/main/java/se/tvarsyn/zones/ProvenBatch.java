package se.tvarsyn.zones;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.crypto.SecretKey;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.load.LoadReceipt;
import se.tvarsyn.operations.ReceivedDeliveries;
import se.tvarsyn.source.SourceDocument;

/**
 * A file that was read whole and proven: its signature, every block, every record, its counts. Only then are its rows
 * given, in a second reading, which opens the same blocks under the same key and stops where the file has changed since.
 */
final class ProvenBatch {
    private final SourceDocument file;
    private final SecretKey key;
    private final KnownSender sender;
    private final BatchFacts facts;
    private final StandingState standing;

    private ProvenBatch(
            SourceDocument file, SecretKey key, KnownSender sender, BatchFacts facts, StandingState standing) {
        this.file = file;
        this.key = key;
        this.sender = sender;
        this.facts = facts;
        this.standing = standing;
    }

    KnownSender sender() {
        return sender;
    }

    BatchFacts facts() {
        return facts;
    }

    StandingState standing() {
        return standing;
    }

    /**
     * Reads a file twice: for the signature, and then, since it is its sender's, for the content.
     *
     * @param senders by the id of their keys
     * @throws BatchRefused where anything is wrong with it
     */
    static ProvenBatch of(SourceDocument file, ZoneKeys receiver, Map<String, KnownSender> senders)
            throws BatchRefused, IOException {
        BatchHeader header;
        KnownSender sender;
        try (InputStream in = new BufferedInputStream(file.open(), BlockCipher.BLOCK)) {
            byte[] head = in.readNBytes(BatchHeader.LENGTH);
            header = BatchHeader.of(head);
            sender = sender(header, receiver, senders);
            proveSignature(in, head, sender);
        }
        SecretKey key;
        try {
            key = BlockCipher.key(receiver.agree(header.ephemeral()), header, receiver.publicKey());
        } catch (GeneralSecurityException e) {
            throw new BatchRefused("was made with a key that is none", "ask its sender to send it again");
        }
        BatchContent content = new BatchContent();
        try (DataInputStream in = content(file, key)) {
            if (!Arrays.equals(in.readNBytes(BatchContent.LAYOUT_LENGTH), content.layout())) {
                throw new BatchRefused(
                        "was made by a release with other records",
                        "use the same release at both ends, and send again");
            }
            BatchFacts facts = content.facts.read(in);
            BatchEnd counted = new BatchEnd(0, 0, 0, 0, 0, 0);
            while (hasRows(in)) {
                counted = OutgoingBatch.plus(counted, LoadReceipt.of(content.rows.read(in)));
            }
            StandingState standing = content.standing.read(in);
            if (!content.end.read(in).equals(counted) || in.read() >= 0) {
                throw new BatchRefused("holds other counts than its sender made", "ask its sender to send it again");
            }
            return new ProvenBatch(file, key, sender, facts, standing);
        } catch (OpenedBlocks.UnprovenBlock | RecordCodec.NotThisRecord | EOFException | RuntimeException e) {
            // Our own records refused what stands there, or a number led nowhere: no batch of ours, whoever signed it.
            throw new BatchRefused("is signed but cannot be opened whole", "ask its sender to send it again");
        }
    }

    private static KnownSender sender(BatchHeader header, ZoneKeys receiver, Map<String, KnownSender> senders)
            throws BatchRefused {
        if (!header.receiver().equals(receiver.publicKey().id())) {
            throw new BatchRefused(
                    "was made for another receiver (key " + header.receiver() + "; the key here is "
                            + receiver.publicKey().id() + ")",
                    "give its sender the line that './tvarsyn zone keys' prints here");
        }
        KnownSender sender = senders.get(header.sender());
        if (sender == null) {
            throw new BatchRefused(
                    "comes from a sender whose key is not named here (key " + header.sender() + ")",
                    "if you expect it, add the sender's public key under zone.senders, as its owner reads it to you");
        }
        return sender;
    }

    private static void proveSignature(InputStream in, byte[] head, KnownSender sender)
            throws IOException, BatchRefused {
        MessageDigest everything = SealedBlocks.sha256();
        everything.update(head);
        byte[] tail = in.readNBytes(SealedBlocks.SIGNATURE);
        byte[] more = new byte[BlockCipher.BLOCK];
        for (int count = in.read(more); count >= 0; count = in.read(more)) {
            byte[] both = Arrays.copyOf(tail, tail.length + count);
            System.arraycopy(more, 0, both, tail.length, count);
            everything.update(both, 0, both.length - SealedBlocks.SIGNATURE);
            tail = Arrays.copyOfRange(both, both.length - SealedBlocks.SIGNATURE, both.length);
        }
        if (!ZoneKeys.isSigned(sender.key(), SealedBlocks.signed(everything.digest()), tail)) {
            throw new BatchRefused(
                    "does not bear the signature of sender '" + sender.name()
                            + "': it was changed or cut on its way, or" + " somebody else made it",
                    "ask that sender to send it again");
        }
    }

    private static DataInputStream content(SourceDocument file, SecretKey key) throws IOException {
        return new DataInputStream(new OpenedBlocks(new BufferedInputStream(file.open(), BlockCipher.BLOCK), key));
    }

    private static boolean hasRows(DataInputStream in) throws IOException {
        byte mark = in.readByte();
        if (mark != BatchContent.ROWS && mark != BatchContent.END) {
            throw new RecordCodec.NotThisRecord();
        }
        return mark == BatchContent.ROWS;
    }

    /** The rows under this home's ticket; the second reading. */
    Rows rows(DeliveryTicket ticket) throws IOException {
        return new Rows(ticket);
    }

    /** Gives one block at a time; holds no other. */
    final class Rows implements ReceivedDeliveries.Reading {
        private final BatchContent content = new BatchContent();
        private final DeliveryTicket ticket;
        private final DataInputStream in;
        private boolean hasNext;

        private Rows(DeliveryTicket ticket) throws IOException {
            this.ticket = ticket;
            this.in = content(file, key);
            in.skipNBytes(BatchContent.LAYOUT_LENGTH);
            content.facts.read(in);
            hasNext = hasRows(in);
        }

        @Override
        public boolean hasNext() {
            return hasNext;
        }

        @Override
        public PseudonymousBatch next() {
            if (!hasNext) {
                throw new NoSuchElementException();
            }
            try {
                PseudonymousBatch batch = content.rows.read(in).carriedUnder(ticket);
                hasNext = hasRows(in);
                return batch;
            } catch (IOException e) {
                throw new UncheckedIOException("the batch changed while it was loaded; receive it again", e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
