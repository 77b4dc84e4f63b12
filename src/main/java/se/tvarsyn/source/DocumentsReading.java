package se.tvarsyn.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks of documents that are read one after the other; a block never holds records of two documents. */
final class DocumentsReading extends ReadyBlocks {
    /** A document of the delivery that has been found good, and what opens it. */
    interface Part {
        String document();

        Open open() throws IOException;

        /** Frees what was kept since the document was found good. */
        void close();
    }

    /** A document while it is read. */
    interface Open {
        /**
         * Puts the next record, or what could not be read of it, into the block.
         *
         * @return false at the end; nothing was put then
         */
        boolean next(BlockInProgress block) throws IOException;

        void close();
    }

    private final List<? extends Part> all;
    private final Iterator<? extends Part> parts;
    private final FieldsSeen fieldsSeen;
    private String document = "";
    private @Nullable Open open;

    /** @param fieldsSeen what the parts write down while they read */
    DocumentsReading(List<? extends Part> parts, FieldsSeen fieldsSeen) {
        this.all = List.copyOf(parts);
        this.parts = all.iterator();
        this.fieldsSeen = fieldsSeen;
    }

    @Override
    boolean advance() {
        if (open == null && !parts.hasNext()) {
            return false;
        }
        try {
            Open from = open;
            if (from == null) {
                Part part = parts.next();
                document = part.document();
                from = part.open();
                open = from;
            }
            BlockInProgress block = new BlockInProgress(document);
            boolean isMore = true;
            while (isMore && !block.isFull()) {
                isMore = from.next(block);
            }
            if (!isMore) {
                from.close();
                open = null;
            }
            SourceBlock done = block.done();
            if (!done.records().isEmpty() || !done.unreadable().isEmpty()) {
                ready(done);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(document + ": the file could not be read to its end; load it again", e);
        }
    }

    @Override
    public Map<String, Long> referenceCounts() {
        return Map.of();
    }

    @Override
    public FieldsSeen fieldsSeen() {
        return fieldsSeen;
    }

    @Override
    public void close() {
        Open closing = open;
        open = null;
        dropReady();
        while (parts.hasNext()) {
            parts.next();
        }
        try {
            if (closing != null) {
                closing.close();
            }
        } finally {
            all.forEach(Part::close);
        }
    }
}
