package se.tvarsyn.mapping;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.source.SourceBatch;

/** The step {@code mapRecords} of the chain. */
public final class MapRecords {
    private final Map<String, Mapping> mappings;
    private final Clock clock;
    private final UnknownWords unknownWords;
    private final BiFunction<String, FactTable, LocalDate> keptFrom;
    private final Map<String, ConcurrentLinkedQueue<RecordMapper>> idle = new ConcurrentHashMap<>();

    /**
     * @param mappings by feed
     * @param clock decides the century of a ten-digit personnummer
     * @param unknownWords counts words that no value table names
     * @param keptFrom first day of which a feed's rows of a table are kept (gallring): a fact about an earlier day is
     *     skipped, or every full pull would bring back what the retention removed
     */
    public MapRecords(
            Map<String, Mapping> mappings,
            Clock clock,
            UnknownWords unknownWords,
            BiFunction<String, FactTable, LocalDate> keptFrom) {
        this.keptFrom = keptFrom;
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
        return withoutExpired(mapped, feed);
    }

    private MappedBatch withoutExpired(MappedBatch batch, String feed) {
        Map<FactTable, LocalDate> first = new EnumMap<>(FactTable.class);
        List<IdentifiedRecord> kept = new ArrayList<>(batch.records().size());
        long expired = 0;
        for (IdentifiedRecord record : batch.records()) {
            FactTable table = record.fact().table();
            LocalDate last = record.fact().lastDay();
            // Bookings and resources are about nobody, and kept.
            if (table.hasPerson()
                    && last != null
                    && last.isBefore(first.computeIfAbsent(table, t -> keptFrom.apply(feed, t)))) {
                expired += table.isReference() ? 0 : 1;
            } else {
                kept.add(record);
            }
        }
        return kept.size() == batch.records().size() ? batch : batch.keeping(kept, expired);
    }
}
