package se.tvarsyn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TvarsynSettingsTests {
    /** Line numbers of the cases are lines of this text. */
    private static final String GOOD = """
            purpose: uppfoljning
            warehouse:
              url: https://clickhouse.example.se:8443
              user: tvarsyn
              password-file: secrets/warehouse
            sources:
              leisure-dak: {directory: inbox/dak}
              school-ss12000: {url: "https://skola.example.se/v2", from: "2026-08-01"}
            legal-basis:
              - feed: leisure-dak
                law: SFS 2018:218, 3 kap. 1 §
                decision: KS 2026/17
                valid-from: 2026-08-01
                valid-to: 2027-06-30
              - feed: leisure-dak
                trial: true
            """;

    private static final String URL_RULE =
            "warehouse.url must be http://host:port or https://host:port, without user, password or parameters";
    private static final String ADDRESS_RULE =
            "sources.f: %s must be https://host/path, without user, password or parameters (http only on this machine)";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void nothingIsWrongYet() {
        problems.clear();
    }

    @Test
    void readsEverySetting() throws IOException {
        TvarsynSettings settings = read(GOOD, null);

        assertThat(problems).isEmpty();
        assertThat(settings.purpose()).isEqualTo("uppfoljning");
        assertThat(settings.warehouseUrl()).isEqualTo(URI.create("https://clickhouse.example.se:8443"));
        assertThat(settings.warehouseUser()).isEqualTo("tvarsyn");
        assertThat(settings.warehousePasswordFile()).isEqualTo(folder.resolve("secrets/warehouse"));
        assertThat(settings.source("leisure-dak")).containsOnlyKeys("directory");
        assertThat(settings.source("school-ss12000")).containsEntry("from", "2026-08-01");
        assertThat(settings.source("elsewhere")).isEmpty();
    }

    @Test
    void readsWhereReleasesAreShownAndWantsTwoUsers() throws IOException {
        String good =
                "publication: {url: \"https://mart.example.se:8443\", user: w, reader: r, password-file: secrets/w}\n";
        assertThat(read(good, null).publication())
                .isEqualTo(new PublicationSettings(
                        URI.create("https://mart.example.se:8443"), "w", folder.resolve("secrets/w"), "r", null));
        assertThat(problems).isEmpty();
        read(good.replace("reader: r", "reader: w"), null);
        read(good.replace(", reader: r", ""), null);
        read(good.replace("//", "//w:hunter2@"), null);
        assertThat(problems.toString())
                .contains(
                        "tvarsyn.yaml:1: publication.reader must be another user than publication.user",
                        "publication: 'reader' is missing; add it",
                        "publication.url must be http://host:port or https://host:port")
                .doesNotContain("hunter2");
    }

    @Test
    void hasDefaultsWithoutAFileAndWithAnEmptyOne() throws IOException {
        assertThat(TvarsynSettings.read(new Home(folder, folder), null, problems))
                .isEqualTo(TvarsynSettings.none());
        assertThat(read("", null)).isEqualTo(TvarsynSettings.none());
        assertThat(read("# nothing yet\nwarehouse:\nsources:\nlegal-basis:\n", null))
                .isEqualTo(TvarsynSettings.none());
        assertThat(problems).isEmpty();
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                bad(
                        "an unknown setting",
                        "warehouse:",
                        "warehous:",
                        "2: 'warehous' is not a setting here; remove it or check its spelling"),
                bad(
                        "an unknown setting of the warehouse",
                        "  user: tvarsyn",
                        "  password: hunter2",
                        "4: warehouse: 'password' is not a setting here; remove it or check its spelling"),
                bad(
                        "an unknown setting of a source",
                        "{directory: inbox/dak}",
                        "{folder: inbox/dak}",
                        "7: sources.leisure-dak: 'folder' is not a setting here; remove it or check its spelling"),
                bad(
                        "a setting twice",
                        "  user: tvarsyn\n",
                        "  user: tvarsyn\n  user: default\n",
                        "5: 'user' stands here twice; keep one of them"),
                bad("a password in the url", "https://click", "https://tvarsyn:hunter2@click", "3: " + URL_RULE),
                bad("a password alone in the url", "https://click", "https://:hunter2@click", "3: " + URL_RULE),
                bad(
                        "a password with a percent sign",
                        "https://click",
                        "https://tvarsyn:hunter2%@click",
                        "3: " + URL_RULE),
                bad("a password with a slash", "https://click", "https://tvarsyn:hunter2/@click", "3: " + URL_RULE),
                bad("a password as a parameter", ":8443", ":8443/?password=hunter2", "3: " + URL_RULE),
                bad("a JDBC url", "https://click", "jdbc:clickhouse://click", "3: " + URL_RULE),
                bad("no url", "https://clickhouse.example.se:8443", "clickhouse.example.se", "3: " + URL_RULE),
                bad("an empty url", "https://clickhouse.example.se:8443", "''", "3: " + URL_RULE),
                bad(
                        "a date that is none",
                        "2026-08-01\n    valid-to",
                        "2026-02-30\n    valid-to",
                        "13: valid-from must be YYYY-MM-DD"),
                bad(
                        "a date in another form",
                        "valid-to: 2027-06-30",
                        "valid-to: 30/6 2027",
                        "14: valid-to must be YYYY-MM-DD"),
                bad(
                        "dates upside down",
                        "valid-to: 2027-06-30",
                        "valid-to: 2026-06-30",
                        "14: valid-to is before valid-from; mend one of them"),
                bad("a first day that is none", "\"2026-08-01\"", "\"2026-08-32\"", "8: from must be YYYY-MM-DD"),
                bad(
                        "no law",
                        "    law: SFS 2018:218, 3 kap. 1 §\n",
                        "",
                        "10: an entry needs 'law' and 'decision', or 'trial: true'"),
                bad(
                        "no decision",
                        "    decision: KS 2026/17\n",
                        "",
                        "10: an entry needs 'law' and 'decision', or 'trial: true'"),
                bad(
                        "no feed",
                        "  - feed: leisure-dak\n    trial",
                        "  - trial",
                        "15: legal-basis.1: 'feed' is missing; add it"),
                bad(
                        "a trial that is neither",
                        "trial: true",
                        "trial: maybe",
                        "16: legal-basis.1.trial: string found, boolean expected"),
                bad(
                        "a trial denied",
                        "trial: true",
                        "trial: false",
                        "15: an entry needs 'law' and 'decision', or 'trial: true'"),
                bad(
                        "a purpose that is no name",
                        "purpose: uppfoljning",
                        "purpose: Uppföljning",
                        "1: purpose: does not match the regex pattern ^[a-z0-9]+(-[a-z0-9]+)*$"),
                bad(
                        "two problems",
                        "purpose: uppfoljning\nwarehouse:",
                        "purpose: A B\nwarehous:",
                        "1: purpose: does not match the regex pattern ^[a-z0-9]+(-[a-z0-9]+)*$",
                        "2: 'warehous' is not a setting here; remove it or check its spelling"),
                bad(
                        "a tab",
                        "  user:",
                        "\tuser:",
                        "4: this is not YAML (found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)); check the indentation and quotes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badFiles(String what, String text, List<String> expected) throws IOException {
        read(text, null);

        List<String> said = problems.stream().map(Problem::toString).toList();
        assertThat(said.toString()).doesNotContain("hunter2");
        assertThat(said).containsExactlyElementsOf(expected);
    }

    static Stream<Arguments> badSources() {
        String url = "url: https://s.se/v2";
        return Stream.of(
                source("a password in the url", "url: https://u:hunter2@s.se", "3: " + ADDRESS_RULE.formatted("url")),
                source(
                        "parameters in the url",
                        "url: https://s.se/?key=hunter2",
                        "3: " + ADDRESS_RULE.formatted("url")),
                source("no TLS", "url: http://s.se/hunter2", "3: " + ADDRESS_RULE.formatted("url")),
                source(
                        "a host that only looks like this machine",
                        "url: http://127.0.0.1.hunter2.se/",
                        "3: " + ADDRESS_RULE.formatted("url")),
                source(
                        "a token endpoint without TLS",
                        url + "\n    oauth2-token-url: http://hunter2.se/\n    oauth2-client-id: a\n"
                                + "    oauth2-client-secret-file: b",
                        "4: " + ADDRESS_RULE.formatted("oauth2-token-url")),
                source(
                        "half of oauth2",
                        url + "\n    auth: oauth2\n    oauth2-client-id: hunter2",
                        "4: sources.f: auth: oauth2 needs oauth2-token-url; add it",
                        "4: sources.f: auth: oauth2 needs oauth2-client-secret-file; add it"),
                source(
                        "half of oauth2 without saying so",
                        url + "\n    oauth2-token-url: https://t.se",
                        "2: sources.f: auth: oauth2 needs oauth2-client-id; add it",
                        "2: sources.f: auth: oauth2 needs oauth2-client-secret-file; add it"),
                source("no token", url + "\n    auth: bearer", "4: sources.f: auth: bearer needs token-file; add it"),
                source(
                        "no key",
                        url + "\n    auth: api-key",
                        "4: sources.f: auth: api-key needs header-files or key-file; add one"),
                source(
                        "two ways at once",
                        url + "\n    token-file: a\n    key-file: b",
                        "2: sources.f: names settings of api-key and bearer; keep those of one"),
                source(
                        "another way than it says",
                        url + "\n    auth: none\n    token-file: hunter2",
                        "5: sources.f: token-file is a setting of auth: bearer, and auth is none; remove one"),
                source(
                        "an unknown way",
                        url + "\n    auth: basic",
                        "4: sources.f.auth: must be one of none, bearer, oauth2, api-key"),
                source(
                        "half of a certificate",
                        url + "\n    client-certificate-file: a",
                        "4: sources.f: client-certificate-file needs client-certificate-password-file; add it"),
                source(
                        "passwords of nothing",
                        url + "\n    trust-password-file: a\n    client-certificate-password-file: b",
                        "5: sources.f: client-certificate-password-file needs client-certificate-file; add it",
                        "4: sources.f: trust-password-file needs trust-file; add it"),
                source(
                        "a proxy that is an address",
                        url + "\n    proxy: http://u:hunter2@p.se",
                        "4: sources.f.proxy: does not match the regex pattern ^[A-Za-z0-9.-]+:[0-9]{1,5}$"),
                source(
                        "numbers outside their bounds",
                        url + "\n    tries: 0\n    page-size: many\n    requests-per-second: 1001",
                        "4: sources.f.tries: must have a minimum value of 1",
                        "5: sources.f.page-size: string found, integer expected",
                        "6: sources.f.requests-per-second: must have a maximum value of 1000"),
                source(
                        "a header that is none",
                        url + "\n    header-files: {'A: b': c}",
                        "4: sources.f.header-files: property 'A: b' name is not valid: does not match the regex pattern"
                                + " ^[A-Za-z0-9-]{1,60}$"));
    }

    private static Arguments source(String what, String lines, String... expected) {
        return Arguments.of(
                what,
                "sources:\n  f:\n    " + lines,
                Stream.of(expected).map(e -> "tvarsyn.yaml:" + e).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badSources(String what, String text, List<String> expected) throws IOException {
        badFiles(what, text, expected);
    }

    @Test
    void readsTheTransportOfASource() throws IOException {
        TvarsynSettings settings = read("""
                sources:
                  school-meitner:
                    url: https://api.example.se/v1
                    auth: api-key
                    header-files: {Client-ID: secrets/id, Client-Secret: secrets/word}
                    proxy: proxy.example.se:3128
                    requests-per-second: 5
                  school-ss12000:
                    url: https://skola.example.se/v2
                    oauth2-token-url: https://login.example.se/connect/token
                    oauth2-client-id: tvarsyn
                    oauth2-client-secret-file: secrets/word
                """, null);

        assertThat(problems).isEmpty();
        assertThat(settings.source("school-meitner"))
                .containsEntry("header-files.Client-ID", "secrets/id")
                .containsEntry("header-files.Client-Secret", "secrets/word")
                .containsEntry("requests-per-second", "5")
                .hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tvarsyn:hunter2@host:8443",
                "https://tvarsyn:hunter2%@host",
                "hunter2",
                "http://a b/hunter2"
            })
    void refusesAnUrlOfTheEnvironmentWithoutPrintingIt(String url) throws IOException {
        read(GOOD, url);

        assertThat(problems).containsExactly(new Problem("TVARSYN_WAREHOUSE_URL", 0, URL_RULE));
    }

    @Test
    void takesTheUrlOfTheEnvironmentBeforeTheFiles() throws IOException {
        assertThat(read(GOOD, " http://other.example.se:8123 ").warehouseUrl())
                .isEqualTo(URI.create("http://other.example.se:8123"));
        assertThat(read(GOOD, " ").warehouseUrl()).isEqualTo(URI.create("https://clickhouse.example.se:8443"));
        assertThat(problems).isEmpty();
    }

    @Test
    void prefersACompleteLegalBasisToATrialWhileItHolds() throws IOException {
        TvarsynSettings settings = read(GOOD, null);

        assertThat(settings.legalBasis("leisure-dak", DAY))
                .map(LegalBasis::isTrial)
                .contains(false);
        assertThat(settings.legalBasis("leisure-dak", LocalDate.of(2026, 8, 1)))
                .map(LegalBasis::line)
                .contains(10);
        assertThat(settings.legalBasis("leisure-dak", LocalDate.of(2027, 6, 30)))
                .map(LegalBasis::isTrial)
                .contains(false);
        assertThat(settings.legalBasis("leisure-dak", LocalDate.of(2027, 7, 1)))
                .map(LegalBasis::isTrial)
                .contains(true);
        assertThat(settings.legalBasis("school-ss12000", DAY)).isEmpty();
    }

    @Test
    void aBasisOfAnotherPurposeDoesNotHold() throws IOException {
        TvarsynSettings settings = read("legal-basis: [{feed: leisure-dak, purpose: forskning, trial: true}]", null);

        assertThat(problems).isEmpty();
        assertThat(settings.legalBasis("leisure-dak", DAY)).isEmpty();
    }

    private static Arguments bad(String what, String good, String bad, String... expected) {
        assertThat(GOOD).as(what).contains(good);
        return Arguments.of(
                what,
                GOOD.replace(good, bad),
                Stream.of(expected).map(e -> "tvarsyn.yaml:" + e).toList());
    }

    private TvarsynSettings read(String text, @Nullable String environmentUrl) throws IOException {
        Files.writeString(folder.resolve("tvarsyn.yaml"), text);
        return TvarsynSettings.read(new Home(folder, folder), environmentUrl, problems);
    }
}
