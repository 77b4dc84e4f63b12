package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.tvarsyn.publication.DataTests;
import se.tvarsyn.publication.ReleaseAttempts;
import se.tvarsyn.publication.ReleaseOutcome;
import se.tvarsyn.publication.ReleasePeriod;
import se.tvarsyn.publication.ReleaseRecord;
import se.tvarsyn.warehouse.Statements;

/**
 * A home in which deliveries are held and failed, sources have changed, data tests fail and the only release is taken back. All
 * of it came by files and commands, but for what no command does.
 */
final class TroubledHome {
    /** Steps of cases; its mapping holds deliveries with a new column. */
    static final String CASES = "support-team";

    /** Sums of attendance; its file lacks a column that must be there. */
    static final String SUMS = "school-sums-csv";

    /** Social services; its file has headings only. */
    static final String SOCIAL = "social-register";

    /** Resources, of which no person is in; its mapping asks for columns that are no longer sent. */
    static final String BUDGET = "resources";

    /** A pupil's number that stands in a heading of the resources. */
    static final String HEADING = ServedHome.pupil(7);

    private static final int FIRST = 113;
    private static final int SECOND = 45;
    private static final int OUT_OF_RANGE = 4;
    private static final String OF_CASES =
            "personnummer;skolenhetskod;stadsdel;modell;niva;steg;datum;samtycke_fran;samtycke_till;insats";
    private static final String OF_BUDGET = "stadsdel;ar;insats;malgrupp;tjanster;kronor;";

    private final ServedHome home;

    /** @param folder empty */
    TroubledHome(Path folder) throws Exception {
        home = ServedHome.with(folder, ", complete: true", List.of(CASES, SUMS, SOCIAL, BUDGET));
        home.arrives("a.csv", lessons(FIRST));
        run(home, ServedHome.FEED, true);
        command(home, 0, "refresh");
        refusedByTheAuditor();
        command(home, 0, "release", "create", "--period", "2026-03", "--by", "Anna");
        command(home, 0, "release", "create", "--period", "2026-03", "--by", "Dagny");
        command(home, 0, "release", "retract", "--period", "2026-03", "--by", "Berit");
        command(home, 1, "release", "create", "--period", "2026-03", "--by", "Cecilia");
        command(home, 1, "release", "create", "--period", "2026-06", "--by", "Cecilia");
        command(home, 1, "release", "create", "--period", "2025-03", "--by", "Cecilia");
        home.arrives("b.csv", lessons(SECOND));
        run(home, ServedHome.FEED, false);
        changeTheCases();
        changeTheBudget();
        home.arrives(
                SUMS, "a.csv", List.of("personnummer;skolenhetskod;narvaro", ServedHome.pupil(1) + ";48392017;10"));
        run(home, SUMS, false);
        home.arrives(
                SOCIAL,
                "a.csv",
                List.of("handelse_id;personnummer;person_id;slag;kategori;startdatum;slutdatum;alder;bedomd;skyddad"));
        run(home, SOCIAL, false);
        spoilLessons();
        command(home, 1, "release", "create", "--period", "2026-02", "--by", "Cecilia");
        // It writes nothing.
        command(home, 1, "release", "audit", "--period", "2026-05");
    }

    /** What no command does here: what the auditor finds in so small a town is hidden, and then it finds nothing. */
    private void refusedByTheAuditor() throws IOException {
        ReleasePeriod quarter = ReleasePeriod.of("2026-Q1");
        Set<String> cells =
                IntStream.range(0, 12).mapToObj(i -> "pupils|{sex=" + i + "}|").collect(Collectors.toSet());
        ReleaseRecord release = new ReleaseRecord(
                quarter, false, ServedHome.CLOCK.instant(), "Cecilia", List.of(), "test", "", 50, 9, "", "");
        new ReleaseAttempts(home.warehouse(), ServedHome.CLOCK)
                .noting(
                        quarter,
                        "Cecilia",
                        step -> {},
                        () -> new ReleaseOutcome(release, List.copyOf(cells), cells, true));
    }

    ServedHome served() {
        return home;
    }

    private void changeTheCases() throws Exception {
        home.contract(CASES, "{steg: {new_field: freeze}}");
        List<String> rows = new ArrayList<>(List.of(OF_CASES));
        List<String> wider = new ArrayList<>(List.of(OF_CASES + ";handlaggare"));
        for (int i = 0; i < 17; i++) {
            String row = ServedHome.pupil(i) + ";48392017;Ankeborg;PPSS;2;inskrivning;2025-09-08;2025-09-01;;Samtal";
            rows.add(row);
            wider.add(row + ";Kalle Anka");
        }
        home.arrives(CASES, "a.csv", rows);
        run(home, CASES, true);
        home.arrives(CASES, "b.csv", wider);
        run(home, CASES, false);
    }

    /** One of its headings is a pupil's number. */
    private void changeTheBudget() throws Exception {
        home.contract(BUDGET, "{resurs: {missing_field: evolve}}");
        String row = "Farsta;2019;Skolsociala team;årskurs 4–9;2,5;1 685 714;";
        home.arrives(BUDGET, "a.csv", List.of(OF_BUDGET + "anteckning", row + "Kalle Anka"));
        run(home, BUDGET, true);
        home.arrives(BUDGET, "b.csv", List.of(OF_BUDGET + "ansvarig;" + HEADING, row + "Kalle Anka;ja"));
        run(home, BUDGET, true);
    }

    /** What no command does: absence that nobody reported, and a table that data tests do not find. */
    private void spoilLessons() throws IOException {
        Statements statements =
                new Statements(home.warehouse(), code -> new IllegalStateException("ClickHouse error " + code));
        statements.execute("ALTER TABLE core.attendance UPDATE is_reported = false"
                + " WHERE invalid_absence_minutes > 0 SETTINGS mutations_sync = 1");
        command(home, 1, "refresh");
        statements.execute("RENAME TABLE core.resource TO core.elsewhere");
        new DataTests(home.warehouse()).run(Path.of("warehouse/tests"), ServedHome.CLOCK);
        statements.execute("RENAME TABLE core.elsewhere TO core.resource");
    }

    static void run(ServedHome home, String feed, boolean isWell) throws Exception {
        String failure = home.operator.runNow(feed).get().failure();
        assertThat(failure == null).as(feed + ": " + failure).isEqualTo(isWell);
    }

    static void command(ServedHome home, int exit, String... words) {
        InProcess.Said said = home.program.run(words);
        assertThat(said.exit()).as(said.err() + said.out()).isEqualTo(exit);
    }

    /** A lesson each of so many pupils; the grade of the first is none. */
    private static List<String> lessons(int pupils) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < pupils; i++) {
            rows.add("%s;48392017;%d;F;2026-03-02;08:10;60;%s"
                    .formatted(ServedHome.pupil(i), i < OUT_OF_RANGE ? 11 : 8, i % 5 == 0 ? "60;OGILTIG" : "0;"));
        }
        return rows;
    }
}
