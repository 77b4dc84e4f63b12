package se.tvarsyn.publication;

/**
 * A row of {@code mart.fct_agency_overlap}: pupils with reported time who can be linked, by what three agencies saw.
 *
 * @param schoolYear läsår, {@code 2025/26} = 1 July 2025 to 30 June 2026
 * @param hasAbsence10 absent 10 percent or more of the reported time of the läsår
 * @param hasSocialEvent a report, investigation, decision or service started or ongoing in the läsår
 * @param hasLeisure at least one leisure visit in the läsår
 * @param pupilCount distinct pupils; {@code ..} = none, fewer than ten, or all with this absence and leisure
 */
public record OverlapCell(
        String schoolYear, boolean hasAbsence10, boolean hasSocialEvent, boolean hasLeisure, String pupilCount) {
    /** @throws IllegalArgumentException where the count has no state that may be shown */
    public OverlapCell {
        ShownFigure.count(pupilCount);
    }
}
