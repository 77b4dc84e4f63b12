package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdlevoCallsTests {
    private static final String UNIT = "{f726c30e-daf0-4ac0-b5a1-e82171aa7801}";
    private static final LocalDate FROM = LocalDate.of(2025, 7, 1);

    @Test
    void asksOnceWhereTheWindowIsShort() {
        List<EdlevoCalls.Call> calls = new EdlevoCalls(List.of("GetCompulsorySchoolAbsence"), List.of(UNIT))
                .calls(FROM, LocalDate.of(2026, 1, 31));

        assertThat(calls)
                .containsExactly(new EdlevoCalls.Call(
                        "GetCompulsorySchoolAbsence-1.xml",
                        "GetCompulsorySchoolAbsence",
                        Map.of("UnitId", UNIT, "StartDate", "2025-07-01", "EndDate", "2026-02-01")));
    }

    @Test
    void asksForEveryServiceAndUnitAndNamesEachDocumentOnce() {
        List<EdlevoCalls.Call> calls = new EdlevoCalls(
                        List.of("GetCompulsorySchoolAbsence", "GetCompulsorySchoolPresence"), List.of(UNIT, "{b}"))
                .calls(FROM, FROM);

        assertThat(calls)
                .extracting(EdlevoCalls.Call::name)
                .containsExactly(
                        "GetCompulsorySchoolAbsence-1.xml",
                        "GetCompulsorySchoolAbsence-2.xml",
                        "GetCompulsorySchoolPresence-1.xml",
                        "GetCompulsorySchoolPresence-2.xml");
        assertThat(calls).allSatisfy(call -> assertThat(EdlevoService.ofDocument(call.name()))
                .isNotNull());
    }

    @Test
    void stepsUnderOneYearForEventsWithoutGapAndOverlap() {
        List<EdlevoCalls.Call> calls = new EdlevoCalls(List.of("GetUpperSecondarySchoolPresence"), List.of(UNIT))
                .calls(FROM, LocalDate.of(2028, 6, 30));

        assertThat(calls)
                .extracting(call ->
                        call.query().get("StartDate") + "/" + call.query().get("EndDate"))
                .containsExactly(
                        "2025-07-01/2026-06-30",
                        "2026-06-30/2027-06-29",
                        "2027-06-29/2028-06-28",
                        "2028-06-28/2028-07-01");
    }

    @Test
    void stepsUnderFiveYearsForAggregations() {
        List<EdlevoCalls.Call> calls = new EdlevoCalls(List.of("GetPreSchoolClassAbsenceAggregation"), List.of(UNIT))
                .calls(LocalDate.of(2019, 1, 1), LocalDate.of(2024, 12, 31));

        assertThat(calls)
                .extracting(call ->
                        call.query().get("StartDate") + "/" + call.query().get("EndDate"))
                .containsExactly("2019-01-01/2023-12-31", "2023-12-31/2025-01-01");
    }

    @Test
    void refusesWhatTheApiHasNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EdlevoCalls(List.of("GetSchoolAbsence"), List.of(UNIT)))
                .withMessageContaining("GetSchoolAbsence");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EdlevoCalls(List.of("GetCompulsorySchoolAbsence"), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EdlevoCalls(List.of("GetCompulsorySchoolAbsence"), List.of(UNIT))
                        .calls(FROM, FROM.minusDays(1)));
    }
}
