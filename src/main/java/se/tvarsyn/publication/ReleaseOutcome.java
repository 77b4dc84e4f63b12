package se.tvarsyn.publication;

import java.util.List;
import java.util.Set;

/**
 * What came of making a release.
 *
 * @param release as it stands in the ledger, or as it would
 * @param findings why it must not be seen, cell by cell; empty where it may
 * @param cellsFound labels of the cells that findings are about
 * @param isNew false where the release stood already, and its stored figures were shown again
 */
public record ReleaseOutcome(ReleaseRecord release, List<String> findings, Set<String> cellsFound, boolean isNew) {
    public ReleaseOutcome {
        findings = List.copyOf(findings);
        cellsFound = Set.copyOf(cellsFound);
    }

    /** Whether the auditor found nothing. */
    public boolean passes() {
        return findings.isEmpty();
    }
}
