package se.tvarsyn.source;

import org.jspecify.annotations.Nullable;

/**
 * One record as its source wrote it, flat: text by field, null where the source left the field out. Not a Java record,
 * and without accessors by name, because a load makes millions of them.
 */
public final class SourceRecord {
    private final SourceLayout layout;
    private final long line;
    private final @Nullable String[] values;

    /**
     * @param line line in a text file, ordinal of the record (from 1) in a page
     * @param values by position in the layout; not copied
     */
    public SourceRecord(SourceLayout layout, long line, @Nullable String[] values) {
        if (values.length != layout.fields().size()) {
            throw new IllegalArgumentException(
                    "a " + layout.recordType() + " has " + layout.fields().size() + " fields, not " + values.length);
        }
        this.layout = layout;
        this.line = line;
        this.values = values;
    }

    public SourceLayout layout() {
        return layout;
    }

    public long line() {
        return line;
    }

    public @Nullable String value(int position) {
        return values[position];
    }

    /** Never the values. */
    @Override
    public String toString() {
        return "SourceRecord[" + layout.recordType() + ", line " + line + "]";
    }
}
