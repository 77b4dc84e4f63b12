package se.tvarsyn.attack;

import java.util.List;

/**
 * The outcome of an attack.
 *
 * @param cells cells attacked
 * @param hidden cells that are shown as {@code ..}
 * @param atRisk cells that need protection: hidden, or of a small group
 * @param groups groups of persons that the release can tell apart
 * @param blocks independent systems of figures that are left after what is plainly known
 * @param settledByScreen cells at risk that were settled without linear programming
 * @param leftToPrograms cells at risk that were left to linear programming
 * @param findings why the release must not become visible; empty where it may
 */
public record Verdict(
        int cells,
        int hidden,
        int atRisk,
        int groups,
        int blocks,
        int settledByScreen,
        int leftToPrograms,
        List<Finding> findings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether the release may become visible. */
    public boolean passes() {
        return findings.isEmpty();
    }
}
