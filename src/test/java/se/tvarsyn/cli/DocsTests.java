package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;

/** The documents of real homes: everything that is configured is in them, and nothing that is secret. */
class DocsTests {
    private static final List<String> PAGES =
            List.of("register-of-processing", "dpia-facts", "lineage", "data-dictionary", "metric-catalogue");

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
        assertThat(said.out().lines()).hasSize(12).allMatch(line -> Files.exists(Path.of(line)));
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
                        "club-cards,kort,dag,value,as it is,core.leisure_visit,visited_on,"
                                + "int_leisure_activity,leisure-activities",
                        "club-cards,kort,smeknamn,dropped,not stored,,,,");
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
    void theCatalogueTellsEveryMetricAsItsFileDoes() throws IOException {
        Files.writeString(settings, Files.readString(settings) + "follow-up: {threshold: 15}\n");
        Path own = Files.createDirectories(program.home().resolve("warehouse/metrics"));
        Path file = Files.writeString(own.resolve("absence-of-girls.yaml"), """
                id: absence-of-girls
                chapter: absence
                name: {sv: Flickor <15, en: Girls <15}
                definition: {sv: Flickor under 15 procent., en: Girls under 15 percent.}
                rows: int_pupil_period
                kind: share
                of: is_place AND band < 15
                among: is_place AND has_reported
                where: sex = 'F'
                unit: percent
                polarity: higher
                periods: [term]
                by: [stage]
                beside: [reporting-coverage]
                source: Stockholm 2019
                valid-from: 2024-07-01
                """);
        String page = docs("metric-catalogue.md");
        Catalogue catalogue = catalogue();
        assertThat(catalogue.metrics()).hasSizeGreaterThanOrEqualTo(46);
        catalogue.metrics().values().forEach(m -> assertThat(page)
                .as(m.id())
                .contains(
                        "### " + m.name().sv() + " (`" + m.id() + "`)",
                        "| Definition | " + m.definition().sv() + " | "
                                + m.definition().en() + " |",
                        ": `" + m.of() + "`",
                        m.source()));
        assertThat(page)
                .contains(
                        "## Frånvaro\n",
                        "frånvarogränsen 15 procent (`follow-up.threshold`)",
                        "frånvaroband från 5, 10, 15, 20, 30, 50 procent (`follow-up.bands`)",
                        "  - [Flickor &lt;15 (`absence-of-girls`)](#flickor-15-absence-of-girls)",
                        """
                        - Täljare: `is_place AND band < 15`
                        - Nämnare: `is_place AND has_reported`
                        - Av rader där: `sex = 'F'`
                        - Rader: `model.int_pupil_period`
                        - I `model.figure`: `100 * numerator / denominator`
                        - Enhet: procent
                        - Riktning: högre är bättre
                        - Perioder: termin
                        - Visas: totalt, och efter stadium (`stage`)
                        - Visas bara tillsammans med: Rapporterad tid (`reporting-coverage`)
                        - Källa: Stockholm 2019
                        - Gäller från: 2024-07-01
                        """);
        String html = docs("metric-catalogue.html");
        Matcher links = Pattern.compile("<a href=\"#([^\"]+)\">").matcher(html);
        Set<String> targets = new HashSet<>();
        while (links.find()) {
            assertThat(html).containsOnlyOnce(" id=\"" + links.group(1) + "\"");
            assertThat(targets.add(links.group(1))).as(links.group(1)).isTrue();
        }
        assertThat(targets).hasSize(catalogue.metrics().size() + 1 + 8);

        Files.writeString(file, Files.readString(file).replace("band <", "bandd <"));
        InProcess.Said said = program.run("docs");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("warehouse/metrics/absence-of-girls.yaml:7: of: 'bandd' is no column of int_pupil_period");
    }

    private static Catalogue catalogue() {
        Home shipped = new Home(Path.of("."), Path.of("."));
        List<Problem> problems = new ArrayList<>();
        Configuration configuration = Configuration.read(shipped, null, Clock.systemUTC());
        Catalogue catalogue =
                Figures.read(shipped, configuration.settings(), problems).catalogue();
        assertThat(problems).isEmpty();
        return catalogue;
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
