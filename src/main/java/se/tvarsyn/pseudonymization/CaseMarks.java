package se.tvarsyn.pseudonymization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.SupportStep;
import se.tvarsyn.consent.ConsentMemory;

/** How the memory of consents knows the cases of one person at one unit in one programme. For one thread at a time. */
final class CaseMarks {
    private final ConsentMemory memory;
    private final TokenMaker cases;

    CaseMarks(TokenKey markKey, ConsentMemory memory) {
        this.memory = memory;
        this.cases = new TokenMaker(markKey, "case");
    }

    /**
     * @param name of the person, escaped
     * @return null for records that belong to no case
     */
    @Nullable
    Pseudonym of(String feed, String name, IdentifiedRecord record) {
        IdentifiedRecord.GroupKeys groups = record.groups();
        return record.fact() instanceof SupportStep && groups != null && groups.isKeyedByPerson()
                ? cases.token(feed, name + "|" + groups.group())
                : null;
    }

    boolean isLinked(Pseudonym mark, SupportStep step) {
        return memory.isLinked(mark, step.stepOn());
    }

    @Nullable
    LocalDate closedBefore(Pseudonym mark, SupportStep step) {
        return memory.closedBefore(mark, step.stepOn());
    }

    /**
     * The case's token. Made of names and not of another token, or a chain of key versions would give another one.
     *
     * @param line person, unit and programme
     */
    static Pseudonym caseKey(TokenMaker rows, String line, @Nullable LocalDate closedBefore) {
        return closedBefore == null ? rows.token("group", line) : rows.token("case", line + "|" + closedBefore);
    }
}
