package se.tvarsyn.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.zones.ZonePublicKey.Role;

/** What stands in docs/zones.md about a batch's bytes. */
class BatchTests {
    private final Batches ends = new Batches();

    @Test
    void givesBackTheRowsOfEveryTable() throws Exception {
        Set<FactTable> tables =
                Batches.facts(0).stream().map(f -> f.table()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(tables).containsExactly(FactTable.values());
        PseudonymousBatch first = Batches.rows(0, 500);
        PseudonymousBatch second = Batches.rows(1, 3_000);
        ProvenBatch proven = ends.proven(ends.batch(first, second));
        assertThat(proven.facts()).isEqualTo(Batches.facts());
        assertThat(proven.standing()).isEqualTo(Batches.STANDING);
        assertThat(proven.sender().name()).isEqualTo("skola");
        DeliveryTicket here = new DeliveryTicket(new java.util.UUID(3, 4), "school-lesson-csv", 99);
        List<PseudonymousBatch> read = new ArrayList<>();
        try (ProvenBatch.Rows rows = proven.rows(here)) {
            rows.forEachRemaining(read::add);
        }
        assertThat(read).containsExactly(first.carriedUnder(here), second.carriedUnder(here));
    }

    @Test
    void carriesABatchWithoutRows() throws Exception {
        try (ProvenBatch.Rows rows = ends.proven(ends.batch()).rows(Batches.TICKET)) {
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void saysNothingInClearButTheKeys() throws Exception {
        byte[] batch = ends.batch(Batches.rows(0, 40));
        BatchHeader header = BatchHeader.of(batch);
        assertThat(header.sender()).isEqualTo(ends.sender.publicKey().id());
        assertThat(header.receiver()).isEqualTo(ends.receiver.publicKey().id());
        assertThat(header.bytes()).isEqualTo(Arrays.copyOf(batch, BatchHeader.LENGTH));
        String text = new String(batch, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("TVSBATCH");
        for (String word : List.of("lesson", "uppfoljning", "anna", "datum", "12345678", "fotboll", "abab")) {
            assertThat(text).doesNotContain(word);
        }
        // The same rows again are other bytes: nobody on the way can see that a file came twice.
        assertThat(ends.batch(Batches.rows(0, 40))).hasSameSizeAs(batch).isNotEqualTo(batch);
    }

    @Test
    void leavesTheDocumentsNameAtHome() throws Exception {
        PseudonymousBatch carried = Batches.rows(0, 1).carriedUnder(Batches.TICKET);
        assertThat(carried.origin().document() + carried.rejections().get(0).message())
                .doesNotContain("anna");
        assertThat(carried.rejections().get(0).line()).isEqualTo(9);
    }

    @Test
    void refusesAFlipOfAnyByte() throws Exception {
        byte[] batch = ends.batch(Batches.rows(0, 12));
        for (int at = 0; at < batch.length; at++) {
            byte[] changed = batch.clone();
            changed[at] ^= (byte) (1 << at % 8);
            refused(changed);
        }
    }

    @Test
    void refusesAFileThatIsCutOrGrownAnywhere() throws Exception {
        byte[] batch = ends.batch(Batches.rows(0, 12));
        for (int length = 0; length < batch.length; length++) {
            refused(Arrays.copyOf(batch, length));
        }
        refused(Arrays.copyOf(batch, batch.length + 1));
        byte[] twice = Arrays.copyOf(batch, 2 * batch.length);
        System.arraycopy(batch, 0, twice, batch.length, batch.length);
        refused(twice);
    }

    @Test
    void refusesWhoeverItDoesNotKnowAndWhatWasMadeForOthers() throws Exception {
        byte[] batch = ends.batch(Batches.rows(0, 12));
        assertThatThrownBy(() -> ProvenBatch.of(new Batches.InMemory(batch), ends.receiver, Map.of()))
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining("whose key is not named here (key "
                        + ends.sender.publicKey().id());
        assertThatThrownBy(
                        () -> ProvenBatch.of(new Batches.InMemory(batch), ZoneKeys.draw(Role.RECEIVER), ends.senders()))
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining("for another receiver");
        // A thief of the name without the key.
        KnownSender other = new KnownSender("skola", ZoneKeys.draw(Role.SENDER).publicKey(), Set.of());
        assertThatThrownBy(() -> ProvenBatch.of(
                        new Batches.InMemory(batch),
                        ends.receiver,
                        Map.of(ends.sender.publicKey().id(), other)))
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining("does not bear the signature of sender 'skola'");
    }

    @Test
    void refusesWhatAKnownSenderSignedButNoReleaseWrote() throws Exception {
        refused(signed(new byte[] {1, 2, 3}));
        byte[] layout = new BatchContent().layout();
        refused(signed(layout));
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        other.write(layout);
        for (int i = 0; i < 100; i++) {
            other.write(0xff);
        }
        refused(signed(other.toByteArray()));
        layout[0] ^= 1;
        assertThatThrownBy(() -> ends.proven(signed(layout))).hasMessageContaining("by a release with other records");
    }

    private byte[] signed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SealedBlocks blocks = new SealedBlocks(out, ends.sender, ends.receiver.publicKey())) {
            blocks.write(content);
            blocks.finish();
        }
        return out.toByteArray();
    }

    /** Below the signature: somebody who could forge it still could not move a block. */
    @Test
    void opensNoBlockThatWasMovedLeftOutDoubledOrMadeTheLast() throws Exception {
        byte[] content = new byte[3 * BlockCipher.BLOCK + 10];
        new java.util.Random(1).nextBytes(content);
        byte[] batch = signed(content);
        BatchHeader header = BatchHeader.of(batch);
        int sealed = BlockCipher.HEAD + BlockCipher.BLOCK + BlockCipher.TAG;
        byte[] head = Arrays.copyOf(batch, BatchHeader.LENGTH);
        List<byte[]> blocks = new ArrayList<>();
        for (int at = BatchHeader.LENGTH; at < batch.length - SealedBlocks.SIGNATURE; at += sealed) {
            blocks.add(Arrays.copyOfRange(batch, at, Math.min(at + sealed, batch.length - SealedBlocks.SIGNATURE)));
        }
        assertThat(blocks).hasSize(4);
        assertThat(opened(header, head, blocks)).hasSize(content.length);
        List<List<Integer>> orders = List.of(
                List.of(1, 0, 2, 3), List.of(0, 2, 3), List.of(0, 1, 1, 2, 3), List.of(0, 1, 2), List.of(3), List.of());
        for (List<Integer> order : orders) {
            List<byte[]> changed = order.stream().map(blocks::get).toList();
            assertThatThrownBy(() -> opened(header, head, changed))
                    .as(order.toString())
                    .isInstanceOf(OpenedBlocks.UnprovenBlock.class);
        }
        byte[] last = blocks.get(2).clone();
        last[0] |= (byte) 0x80;
        assertThatThrownBy(() -> opened(header, head, List.of(blocks.get(0), blocks.get(1), last)))
                .isInstanceOf(OpenedBlocks.UnprovenBlock.class);
    }

    private byte[] opened(BatchHeader header, byte[] head, List<byte[]> blocks) throws Exception {
        SecretKey key = BlockCipher.key(ends.receiver.agree(header.ephemeral()), header, ends.receiver.publicKey());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head);
        for (byte[] block : blocks) {
            all.write(block);
        }
        try (OpenedBlocks in = new OpenedBlocks(new ByteArrayInputStream(all.toByteArray()), key)) {
            return in.readAllBytes();
        }
    }

    private void refused(byte[] bytes) {
        assertThatThrownBy(() -> ends.proven(bytes))
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining("; ")
                .hasNoCause();
    }
}
