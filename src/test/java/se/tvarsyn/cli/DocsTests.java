package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents of real homes: everything that is configured is in them, and nothing that is secret. */
class DocsTests {
    private static final List<String> PAGES =
            List.of("register-of-processing", "dpia-facts", "lineage", "data-dictionary");

    @TempDir
    Path folder;

    private InProcess program;
    private Path settings;

    @BeforeEach
    void aHome() {
        program = InProcess.initialized(folder.resolve("home"));
        settings = program.home().resolve("tvarsyn.yaml");
    }

    @Test
    void writesEveryDocumentBelowTheHomeOrWhereItIsTold() throws IOException {
        assertThat(program.run("docs").exit()).isZero();
        Path docs = program.home().resolve(".tvarsyn/docs");
        for (String page : PAGES) {
            assertThat(docs.resolve(page + ".md")).isNotEmptyFile();
            assertThat(docs.resolve(page + ".html")).isNotEmptyFile();
        }
        assertThat(docs.resolve("lineage.csv")).isNotEmptyFile();
        assertThat(docs.resolve("dataskydd.html")).isNotEmptyFile();
        assertThat(program.home().resolve(".tvarsyn/warehouse"))
                .as("no warehouse is opened")
                .doesNotExist();

        InProcess.Said said =
                program.run("docs", "--output", folder.resolve("other").toString());
        assertThat(said.out().lines()).hasSize(10).allMatch(line -> Files.exists(Path.of(line)));
        assertThat(all(folder.resolve("other")))
                .as("the same files give the same bytes")
                .isEqualTo(all(docs));
    }

    @Test
    void saysPlainlyWhatNobodyHasWrittenYet() throws IOException {
        String register = docs("register-of-processing.md");
        assertThat(register).contains("Ej angiven i tvarsyn.yaml", "Provpost: lag och beslut saknas");
        assertThat(docs("dataskydd.html"))
                .contains("är inte angivna", "Provposter utan lag och beslut", "inbäddade motorn");
    }

    @Test
    void showsControllerLawDecisionAndRetention() throws IOException {
        Files.writeString(settings, """
                controller: {name: Utbildningsnämnden <i>Norr</i>, contact: registrator@example.se, dpo: "Ombud | Ett"}
                legal-basis:
                  - {feed: school-lesson-csv, law: skollagen 29 kap. 9 §, decision: BUN 2026/17, valid-from: 2026-01-01,
                     valid-to: 2026-07-01, retention: 18 months}
                """);
        String register = docs("register-of-processing.md");
        assertThat(register)
                .contains(
                        "registrator@example.se",
                        "Ombud | Ett",
                        "| `school-lesson-csv` | skollagen 29 kap. 9 § | BUN 2026/17 | från 2026-01-01 till 2026-07-01 |",
                        "| `school-lesson-csv` | `core.attendance` | 18 månader |",
                        "| `leisure-dak` | Saknas: källan läses inte in |")
                .doesNotContain("Ej angiven");
        String signed = docs("dataskydd.html");
        assertThat(signed)
                .contains("Utbildningsnämnden &lt;i&gt;Norr&lt;/i&gt;", "gäller bara till 2026-07-01", "18 månader")
                .doesNotContain("<i>Norr");
    }

    @Test
    void aFeedThatIsAddedToTheHomeAppearsInEveryDocument() throws IOException {
        Path mappings = Files.createDirectories(program.home().resolve("mappings"));
        Files.writeString(mappings.resolve("club-cards.yaml"), """
                feed: club-cards
                format:
                  name: csv
                  delimiter: ";"
                  encoding: auto
                  records:
                    kort: [persnr, klubb, gren, dag, tid, smeknamn]
                records:
                  - from: kort
                    to: leisure_visit
                    person: {number: persnr}
                    key: [klubb, dag]
                    key_starts_with_person: true
                    fields:
                      association_id: {from: klubb, required: true}
                      activity: {from: gren, values: {Schack: Schack}, otherwise: Övrigt}
                      visited_on: {from: dag, as: date, required: true}
                      minutes: {from: tid, as: integer, required: true}
                """);
        for (String page : List.of("register-of-processing.md", "dpia-facts.md", "lineage.md", "data-dictionary.md")) {
            assertThat(docs(page)).as(page).contains("club-cards");
        }
        assertThat(docs("lineage.csv"))
                .contains(
                        "club-cards,kort,persnr,identity,token,core.leisure_visit,person_pseudonym,",
                        "club-cards,kort,dag,value,as it is,core.leisure_visit,visited_on,int_pupil_year,"
                                + "mart.fct_agency_overlap,has_leisure",
                        "club-cards,kort,smeknamn,dropped,not stored,,,,,");
        assertThat(docs("dpia-facts.md")).contains("Läses och kastas: `kort.smeknamn`");
        assertThat(docs("dataskydd.html")).contains("club-cards", "<code>kort.gren</code>");
    }

    @Test
    void aChangedFileIsAChangedFingerprint() throws IOException {
        String before = docs("dataskydd.html");
        Files.writeString(settings, Files.readString(settings) + "# looked through\n");
        assertThat(docs("dataskydd.html")).isNotEqualTo(before);
    }

    @Test
    void namesTheTestOfEveryMeasure() throws IOException {
        String signed = docs("dataskydd.html");
        long named = 0;
        for (String line : Files.readAllLines(Path.of("docs/privacy.md"))) {
            String[] cells = line.split("\\|");
            if (line.startsWith("|") && cells.length >= 3 && cells[cells.length - 1].contains("Tests`")) {
                for (String test : cells[cells.length - 1].strip().split(", ")) {
                    assertThat(signed).contains(test.replaceAll("`", ""));
                    named++;
                }
            }
        }
        assertThat(named).isGreaterThan(10);
    }

    @Test
    void showsNoSecretAndNoAddressOfASource() throws IOException {
        Path secrets = Files.createDirectories(program.home().resolve("secrets"));
        Files.writeString(secrets.resolve("token"), "sEcReT-oF-sOuRcE");
        Files.writeString(settings, Files.readString(settings) + """
                        sources:
                          school-ss12000: {url: "https://intern.skola.example.se/hemlig", token-file: secrets/token}
                          leisure-dak: {sftp: "sftp://kontot@filer.example.se/ut", known-hosts-file: secrets/known,
                                        key-file: secrets/nyckel}
                          school-meitner: {url: "https://meitner.example.se", auth: oauth2,
                                           oauth2-token-url: "https://t.example.se", oauth2-client-id: klient-id,
                                           oauth2-client-secret-file: secrets/hemligheten}
                        warehouse: {user: lagerkontot, password-file: secrets/lager}
                        """);
        docs("dataskydd.html");
        for (String text : all(program.home().resolve(".tvarsyn/docs"))) {
            assertThat(text)
                    .doesNotContain(
                            "sEcReT-oF-sOuRcE",
                            "secrets/",
                            "intern.skola",
                            "kontot@",
                            "filer.example",
                            "klient-id",
                            "lagerkontot",
                            program.home().toString());
        }
    }

    @Test
    void aPageNeedsNothingBesideIt() throws IOException {
        docs("dataskydd.html");
        try (Stream<Path> files = Files.list(program.home().resolve(".tvarsyn/docs"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
                String html = Files.readString(file);
                assertThat(html)
                        .as(file.toString())
                        .startsWith("<!DOCTYPE html>\n<html lang=\"")
                        .contains("Content-Security-Policy\" content=\"default-src 'none'")
                        .doesNotContain("<script", "http://", "https://", "<img", "@import", "url(", " style=");
            }
        }
        assertThat(docs("dataskydd.html")).contains("<html lang=\"sv\">", "namn och underskrift");
    }

    private String docs(String name) throws IOException {
        InProcess.Said said = program.run("docs");
        assertThat(said.exit()).as(said.err()).isZero();
        return Files.readString(program.home().resolve(".tvarsyn/docs").resolve(name));
    }

    private static List<String> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> texts = new java.util.ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
