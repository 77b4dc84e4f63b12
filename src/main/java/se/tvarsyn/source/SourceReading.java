package se.tvarsyn.source;

import java.util.Iterator;
import java.util.Map;

/** The blocks of one delivery, read as they are asked for. */
public interface SourceReading extends Iterator<SourceBlock>, AutoCloseable {
    /**
     * How many of each reference entity were read (persons, events, units, meetings). Complete when the last block has
     * been taken.
     */
    Map<String, Long> referenceCounts();

    /** Which fields the source sent. Complete when the last block has been taken. */
    default FieldsSeen fieldsSeen() {
        return FieldsSeen.none();
    }

    /** Closes documents and removes temporary files. */
    @Override
    void close();
}
