package se.tvarsyn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.FactTable;

class LegalBasisRegisterTests {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Set<FactTable> SCHOOL = EnumSet.of(FactTable.ATTENDANCE, FactTable.GRADE);
    private static final String DECIDED = "feed: school, law: skollagen 29 kap., decision: BUN 2026/1";

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void keepsARowFiveYearsWhereTheEntrySaysNothing() throws IOException {
        TvarsynSettings settings = entries("{" + DECIDED + "}");

        assertThat(settings.retention("school", FactTable.ATTENDANCE, DAY)).isEqualTo(Period.ofYears(5));
        assertThat(settings.retention("unknown", FactTable.ATTENDANCE, DAY)).isEqualTo(Period.ofYears(5));
    }

    @Test
    void keepsEachTableAsLongAsItsOwnEntrySays() throws IOException {
        TvarsynSettings settings = entries(
                "{" + DECIDED + ", retention: 18 months, tables: [attendance]}",
                "{" + DECIDED + ", retention: 1 year, tables: [grade]}");

        assertThat(problems).isEmpty();
        assertThat(settings.retention("school", FactTable.ATTENDANCE, DAY)).isEqualTo(Period.ofMonths(18));
        assertThat(settings.retention("school", FactTable.GRADE, DAY)).isEqualTo(Period.ofYears(1));
    }

    @Test
    void keepsARowAsTheLastEntrySaidWhenNoneHoldsAnyMore() throws IOException {
        TvarsynSettings settings = entries(
                "{" + DECIDED + ", valid-to: 2025-06-30, retention: 3 years}",
                "{" + DECIDED + ", valid-from: 2025-07-01, valid-to: 2026-06-30, retention: 2 years}");

        assertThat(settings.retention("school", FactTable.GRADE, DAY)).isEqualTo(Period.ofYears(2));
        assertThat(settings.register().allows("school", FactTable.GRADE, DAY)).isFalse();
    }

    @Test
    void refusesAFeedOneOfWhoseTablesNoEntryCovers() throws IOException {
        TvarsynSettings settings = entries("{" + DECIDED + ", tables: [attendance]}");

        assertThat(refusal(settings, SCHOOL, false))
                .isEqualTo("tvarsyn.yaml:2: feed 'school' fills core.grade and has no legal basis for that; add it to"
                        + " 'tables' of an entry, or take it out of the mapping");
        assertThat(settings.register().refusal("school", EnumSet.of(FactTable.ATTENDANCE), DAY, false))
                .isNull();
        // Whoever fills nothing that can be told needs an entry for everything.
        assertThat(settings.register().refusal("school", Set.of(), DAY, false)).isNotNull();
    }

    @Test
    void saysWhichEntryEndedAndWhichHasNotBegun() throws IOException {
        assertThat(refusal(entries("{" + DECIDED + ", valid-to: 2026-11-21}"), SCHOOL, false))
                .isEqualTo("tvarsyn.yaml:2: feed 'school' has no legal basis that is valid today: this one ended on"
                        + " 2026-11-21; write the new decision as an entry of its own");
        assertThat(refusal(entries("{" + DECIDED + ", valid-from: 2026-11-23}"), SCHOOL, false))
                .isEqualTo("tvarsyn.yaml:2: feed 'school' has no legal basis that is valid today: this one begins on"
                        + " 2026-11-23; wait, or correct valid-from");
    }

    @Test
    void holdsFromItsFirstDayToItsLast() throws IOException {
        LegalBasisRegister register = entries("{" + DECIDED + ", valid-from: 2026-11-22, valid-to: 2026-11-22}")
                .register();

        assertThat(register.allows("school", FactTable.GRADE, DAY.minusDays(1))).isFalse();
        assertThat(register.allows("school", FactTable.GRADE, DAY)).isTrue();
        assertThat(register.allows("school", FactTable.GRADE, DAY.plusDays(1))).isFalse();
    }

    @Test
    void anEntryOfAnotherPurposeAllowsNothingAndIsNamed() throws IOException {
        TvarsynSettings settings = entries("{" + DECIDED + ", purpose: forskning}");

        assertThat(refusal(settings, SCHOOL, false))
                .isEqualTo("tvarsyn.yaml:2: feed 'school' has no legal basis for purpose 'uppfoljning': this one is for"
                        + " 'forskning'; add an entry for this purpose");
    }

    @Test
    void aTrialHoldsInTheEmbeddedEngineOnly() throws IOException {
        TvarsynSettings settings = entries("{feed: school, trial: true}");

        assertThat(settings.register().refusal("school", SCHOOL, DAY, false)).isNull();
        assertThat(refusal(settings, SCHOOL, true))
                .startsWith("tvarsyn.yaml:2: ")
                .contains("is a trial");
    }

    @Test
    void refusesTwoEntriesForTheSameRowsOnTheSameDay() throws IOException {
        entries(
                "{" + DECIDED + ", valid-to: 2026-06-30}",
                "{" + DECIDED + ", valid-from: 2026-06-30, tables: [grade]}",
                "{" + DECIDED + ", purpose: forskning}",
                "{feed: school, trial: true}",
                "{" + DECIDED + ", valid-from: 2026-07-01, tables: [attendance]}");

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("tvarsyn.yaml:3: the entry of 'school' overlaps the one in line 2: give the earlier a"
                        + " valid-to before this one's valid-from, or name other tables");
    }

    @Test
    void refusesARetentionThatIsNoneAndATableThatIsNot() throws IOException {
        entries("{" + DECIDED + ", retention: 5}");
        entries("{" + DECIDED + ", retention: 0 years}");
        entries("{" + DECIDED + ", retention: forever}");
        entries("{" + DECIDED + ", tables: [lesson]}");
        entries("{" + DECIDED + ", tables: []}");
        entries("{feed: school, law: ' ', decision: BUN 2026/1}");

        assertThat(problems).hasSize(6).allSatisfy(p -> assertThat(p.line()).isEqualTo(2));
        assertThat(problems.get(3).what()).contains("no table of that name in core", "attendance", "grade");
        assertThat(problems.get(5).what()).contains("'law' and 'decision'");
    }

    @Test
    void listsEveryMistakeOfTheRegisterWithItsLine() throws IOException {
        LegalBasisRegister register = entries(
                        "{" + DECIDED + ", tables: [grade, care_day]}",
                        "{feed: scool, trial: true}",
                        "{feed: leisure, law: a, decision: b, valid-to: 2026-01-01}",
                        "{feed: team, trial: true}")
                .register();
        Map<String, Set<FactTable>> feeds = Map.of(
                "school", EnumSet.of(FactTable.GRADE),
                "leisure", EnumSet.of(FactTable.LEISURE_VISIT),
                "team", EnumSet.of(FactTable.SUPPORT_CASE),
                "grades", EnumSet.of(FactTable.GRADE));

        assertThat(register.problems(feeds, DAY, false))
                .extracting(Problem::toString)
                .containsExactly(
                        "tvarsyn.yaml:2: feed 'school' does not fill core.care_day; take it out of 'tables'",
                        "tvarsyn.yaml:3: there is no feed 'scool'; correct its name, or take the entry away",
                        "tvarsyn.yaml:4: feed 'leisure' has no legal basis that is valid today: this one ended on"
                                + " 2026-01-01; write the new decision as an entry of its own");
        assertThat(register.toComplete(feeds, DAY))
                .extracting(Problem::toString)
                .containsExactly(
                        "tvarsyn.yaml:0: feed 'grades' has no legal basis that is valid today, so it does not load; add"
                                + " one under legal-basis (./tvarsyn init writes trial entries)",
                        "tvarsyn.yaml:5: legal basis of 'team' is a trial: add law and decision before real use");
        assertThat(register.problems(feeds, DAY, true)).anyMatch(p -> p.line() == 5);
    }

    private String refusal(TvarsynSettings settings, Set<FactTable> tables, boolean isServer) {
        return String.valueOf(settings.register().refusal("school", tables, DAY, isServer));
    }

    private TvarsynSettings entries(String... lines) throws IOException {
        Files.writeString(folder.resolve("tvarsyn.yaml"), "legal-basis:\n  - " + String.join("\n  - ", lines) + "\n");
        return TvarsynSettings.read(new Home(folder, folder), null, problems);
    }
}
