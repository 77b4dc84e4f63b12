package se.tvarsyn.pseudonymization;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.SupportStep;
import se.tvarsyn.consent.CaseStep;
import se.tvarsyn.consent.ConsentMemory;
import se.tvarsyn.consent.UnlinkedCase;

/**
 * The cases of one delivery, gathered before its first row is made: a step is judged by its case, and a step that decides
 * may be the last of the file. Holds the names of persons who have cases while a delivery is looked through, and shows none.
 */
public final class SeenCases {
    private final DeliveryTicket ticket;
    private final ConsentMemory memory;
    private final TokenMaker rows;
    private final TokenMaker scopedPersons;
    private final int keyVersion;
    private final CaseMarks marks;
    private final Map<Pseudonym, Line> lines = new HashMap<>();

    /** @param markKey of the marks that the memory knows cases by */
    public SeenCases(TokenKeys keys, TokenKey markKey, ConsentMemory memory, DeliveryTicket ticket) {
        KeyChain key = keys.ofFeed(ticket.feed());
        this.ticket = ticket;
        this.memory = memory;
        this.rows = new TokenMaker(key, "row");
        this.scopedPersons = new TokenMaker(key, "src");
        this.keyVersion = key.version();
        this.marks = new CaseMarks(markKey, memory);
    }

    /** Adds what a batch says of cases; other records are passed over. */
    public void add(IdentifiedBatch batch) {
        for (IdentifiedRecord record : batch.records()) {
            PersonReference person = record.person();
            String name = person == null ? null : TokenBench.nameOf(person);
            IdentifiedRecord.GroupKeys groups = record.groups();
            if (person == null || name == null || groups == null || !(record.fact() instanceof SupportStep step)) {
                continue;
            }
            String part = TokenBench.asKeyPart(name);
            Pseudonym mark = marks.of(ticket.feed(), part, record);
            if (mark != null) {
                Line line = lines.computeIfAbsent(
                        mark, none -> new Line(part + "|" + groups.group(), name, new ArrayList<>(8)));
                line.steps.add(new CaseStep(step.stepOn(), kind(step), person.consent()));
            }
        }
    }

    private static CaseStep.Kind kind(SupportStep step) {
        return switch (step.step()) {
            case "inskrivning" -> CaseStep.Kind.ENROLS;
            case "avslut" -> CaseStep.Kind.CLOSES;
            default -> CaseStep.Kind.OTHER;
        };
    }

    /**
     * The whole delivery is seen: the memory takes it over, and is written.
     *
     * @param today the day of loading
     */
    public void tell(LocalDate today) {
        lines.forEach((mark, line) -> memory.update(
                ticket,
                mark,
                line.steps,
                today,
                closed -> new UnlinkedCase(
                        CaseMarks.caseKey(rows, line.key, closed), scopedPersons.token(line.name), keyVersion, null)));
        if (!lines.isEmpty()) {
            memory.save();
        }
    }

    /** One person at one unit in one programme: what their tokens are made of. */
    private record Line(String key, String name, List<CaseStep> steps) {
        /** Never the value. */
        @Override
        public String toString() {
            return "Line[" + steps.size() + " steps]";
        }
    }
}
