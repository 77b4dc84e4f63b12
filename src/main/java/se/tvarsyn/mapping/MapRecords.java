package se.tvarsyn.mapping;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.source.SourceBatch;

/** The step {@code mapRecords} of the chain. */
public final class MapRecords {
    private final Map<String, Mapping> mappings;
    private final Clock clock;
    private final UnknownWords unknownWords;
    private final Map<String, ConcurrentLinkedQueue<RecordMapper>> idle = new ConcurrentHashMap<>();

    /**
     * @param mappings by feed
     * @param clock decides the century of a ten-digit personnummer
     * @param unknownWords counts words that no value table names
     */
    public MapRecords(Map<String, Mapping> mappings, Clock clock, UnknownWords unknownWords) {
        this.unknownWords = unknownWords;
        this.mappings = Map.copyOf(mappings);
        this.clock = clock;
    }

    /** Maps every record; what breaks a rule becomes a rejection with field and reason. */
    public MappedBatch mapRecords(SourceBatch batch) {
        String feed = batch.origin().ticket().feed();
        Mapping mapping = mappings.get(feed);
        if (mapping == null) {
            throw new IllegalStateException("no mapping for feed " + feed);
        }
        // Mappers remember conversions and belong to one thread at a time; two blocks may be mapped at once.
        ConcurrentLinkedQueue<RecordMapper> pool = idle.computeIfAbsent(feed, f -> new ConcurrentLinkedQueue<>());
        RecordMapper mapper = pool.poll();
        if (mapper == null) {
            mapper = mapping.mapper(LocalDate.now(clock), unknownWords);
        }
        MappedBatch mapped = mapper.map(batch);
        pool.add(mapper);
        return mapped;
    }
}
