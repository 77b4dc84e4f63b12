package se.tvarsyn.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a verification of the audit found.
 *
 * @param entries whole entries; where the chain is broken, those before the break
 * @param head mac of the last entry, hex; null where the chain is broken
 * @param brokenEntry number of the first entry that is wrong or missing; 0 where the chain is whole
 * @param problem what is wrong with that entry; null where the chain is whole
 */
public record AuditVerdict(
        long entries,
        @Nullable String head,
        long brokenEntry,
        @Nullable String problem) {
    static AuditVerdict good(long entries, String head) {
        return new AuditVerdict(entries, head, 0, null);
    }

    static AuditVerdict broken(long entry, String problem) {
        return new AuditVerdict(Math.max(0, entry - 1), null, entry, problem);
    }

    public boolean isWhole() {
        return problem == null;
    }
}
