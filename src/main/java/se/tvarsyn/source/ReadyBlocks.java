package se.tvarsyn.source;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A reading that goes on until a block is ready, and holds that one block until it is taken. */
abstract class ReadyBlocks implements SourceReading {
    private @Nullable SourceBlock ready;

    /**
     * Reads on, to the next block or a step towards it.
     *
     * @return false where there is nothing more, and no block was made ready
     */
    abstract boolean advance();

    /** Called by {@link #advance} with a block that is not empty. */
    final void ready(SourceBlock block) {
        ready = block;
    }

    /** Called by {@link #advance}: what the builder holds is a block, where it holds anything. */
    final void readyUnlessEmpty(BlockBuilder builder) {
        if (!builder.isEmpty()) {
            ready = builder.take();
        }
    }

    /** The reading is closed: a block that nobody took is not given any more. */
    final void dropReady() {
        ready = null;
    }

    @Override
    public final boolean hasNext() {
        while (ready == null && advance()) {
            continue;
        }
        return ready != null;
    }

    @Override
    public final SourceBlock next() {
        if (!hasNext() || ready == null) {
            throw new NoSuchElementException("all records have been read");
        }
        SourceBlock block = ready;
        ready = null;
        return block;
    }
}
