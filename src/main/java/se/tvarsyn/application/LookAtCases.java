package se.tvarsyn.application;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.consent.ConsentMemory;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.operations.CaseConsents;
import se.tvarsyn.pseudonymization.SeenCases;
import se.tvarsyn.pseudonymization.TokenKey;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.source.SourceBatch;
import se.tvarsyn.source.SourceReading;
import se.tvarsyn.validation.ValidateRecords;

/** The first steps of the chain, over a whole delivery, before its first row is loaded. Counts nothing and keeps nothing. */
final class LookAtCases implements CaseConsents.FirstLook {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final Map<String, Mapping> mappings;
    private final Clock clock;
    private final TokenKeys keys;
    private final TokenKey markKey;
    private final ConsentMemory memory;
    private final ValidateRecords validateRecords = new ValidateRecords();

    LookAtCases(Map<String, Mapping> mappings, Clock clock, TokenKeys keys, TokenKey markKey, ConsentMemory memory) {
        this.mappings = mappings;
        this.clock = clock;
        this.keys = keys;
        this.markKey = markKey;
        this.memory = memory;
    }

    @Override
    public void look(DeliveryTicket ticket, SourceReading reading) {
        // Words that no table names are counted when the delivery is loaded, not here too. And a case is judged by all
        // of
        // its steps, also by those that are too old to be kept.
        MapRecords mapRecords = new MapRecords(mappings, clock, new UnknownWords(), (feed, table) -> LocalDate.MIN);
        SeenCases seen = new SeenCases(keys, markKey, memory, ticket);
        for (int ordinal = 0; reading.hasNext(); ordinal++) {
            var block = reading.next();
            BatchOrigin origin = new BatchOrigin(ticket, block.document(), ordinal);
            seen.add(validateRecords.validateRecords(mapRecords.mapRecords(new SourceBatch(origin, block))));
        }
        seen.tell(LocalDate.now(clock.withZone(SWEDEN)));
    }
}
