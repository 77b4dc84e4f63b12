package se.tvarsyn.publication;

import java.util.List;

/**
 * The first follow-up as it stands in {@code mart}, in the order of its keys.
 *
 * @param absence by month, unit, grade (unknown last) and sex
 * @param overlap by läsår and the three marks, false before true
 */
public record FollowUpCells(List<AbsenceCell> absence, List<OverlapCell> overlap) {
    public FollowUpCells {
        absence = List.copyOf(absence);
        overlap = List.copyOf(overlap);
    }
}
