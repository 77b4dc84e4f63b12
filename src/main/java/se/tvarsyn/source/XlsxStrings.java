package se.tvarsyn.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a workbook, which stand apart from its cells and may be as many: on disk, enciphered, so that memory does
 * not grow with them.
 */
final class XlsxStrings implements AutoCloseable {
    private static final int IN_A_CHUNK = 128;
    private static final ReferenceStore.Packing<List<@Nullable String>> TEXTS = new ReferenceStore.Packing<>() {
        @Override
        public void pack(List<@Nullable String> texts, ReferenceStore.Packer to) throws IOException {
            to.number(texts.size());
            for (String text : texts) {
                to.text(text);
            }
        }

        @Override
        public List<@Nullable String> unpack(ReferenceStore.Unpacker from) throws IOException {
            long count = from.number();
            List<@Nullable String> texts = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                texts.add(from.text());
            }
            return texts;
        }

        @Override
        public long modified(List<@Nullable String> texts) {
            return Long.MIN_VALUE;
        }
    };

    private final ReferenceStore store;
    private final ReferenceStore.Entities<List<@Nullable String>> chunks;
    private List<@Nullable String> filling = new ArrayList<>();
    private int count;

    XlsxStrings(Path scratch) {
        store = new ReferenceStore(scratch);
        chunks = store.entities("texts", TEXTS);
    }

    /** @param text null where it was too long to be one */
    void add(@Nullable String text) {
        filling.add(text);
        count++;
        if (filling.size() == IN_A_CHUNK) {
            chunks.put(Integer.toString((count - 1) / IN_A_CHUNK), filling);
            filling = new ArrayList<>();
        }
    }

    boolean has(int index) {
        return index >= 0 && index < count;
    }

    /** @return null where the text was too long */
    @Nullable
    String get(int index) {
        int chunk = index / IN_A_CHUNK;
        List<@Nullable String> texts = chunk == count / IN_A_CHUNK ? filling : chunks.get(Integer.toString(chunk));
        return texts == null ? null : texts.get(index % IN_A_CHUNK);
    }

    @Override
    public void close() {
        store.close();
    }
}
