package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTPS server that demands client certificates, in both versions of TLS. */
class SourceTlsTests {
    private static final String HERE = "san=dns:localhost,ip:127.0.0.1";

    @TempDir
    static Path folder;

    private static ThrowAwayCertificates certificates;

    private @Nullable TlsSource source;
    private Clock clock = Clock.systemUTC();

    @BeforeAll
    static void make() throws Exception {
        certificates = new ThrowAwayCertificates(folder);
        certificates.issue("server", "ca", "-ext", HERE);
        certificates.issue("server-of-stranger", "stranger", "-ext", HERE);
        certificates.issue("server-elsewhere", "ca", "-ext", "san=dns:elsewhere.example.se");
        certificates.issue("server-of-yore", "ca", "-ext", HERE, "-startdate", "-10d", "-validity", "5");
        certificates.issue("client", "ca");
        certificates.issue("client-of-stranger", "stranger");
        certificates.issue("client-of-yore", "ca", "-startdate", "-10d", "-validity", "5");
    }

    @AfterEach
    void stop() throws IOException {
        if (source != null) {
            source.close();
        }
    }

    private String start(String name, boolean demands, String protocol) throws Exception {
        source = new TlsSource(certificates.serverSide(name), demands, true, protocol);
        return source.url();
    }

    private int requests() {
        return Objects.requireNonNull(source).requests();
    }

    private Map<String, String> settings(String url, @Nullable String client) throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("url", url, "trust-file", certificates.pem("ca").toString(), "tries", "2"));
        if (client != null) {
            settings.put("client-certificate-file", certificates.withKey(client).toString());
            settings.put(
                    "client-certificate-password-file", certificates.password().toString());
        }
        return settings;
    }

    private String ask(Map<String, String> settings) throws Exception {
        SourceConnection connection =
                SourceConnection.of("f", settings, folder, new Waiting(clock, length -> {}, new Random(1)));
        SourceQuestion question = SourceQuestion.get(
                "f", "persons", URI.create(settings.getOrDefault("url", "")), "persons", Map.of(), Map.of());
        try (SourceCall call = new SourceCall(connection)) {
            return Objects.requireNonNull(
                    call.ask(question, body -> new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private SourceUnreachable failure(Map<String, String> settings) {
        SourceUnreachable failure = catchThrowableOfType(SourceUnreachable.class, () -> ask(settings));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain("MARKER", "127.0.0.1", "CN=", "Exception", folder.toString());
        assertThat(failure.getCause()).isNull();
        assertThat(requests()).isEqualTo(0);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void showsItsCertificateToASourceThatDemandsOne(String protocol) throws Exception {
        String url = start("server", true, protocol);

        assertThat(ask(settings(url, "client"))).isEqualTo("{\"data\":[]}");
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, , demands a client certificate",
        "TLSv1.3, , demands a client certificate",
        "TLSv1.2, client-of-stranger, does not accept this feed's client certificate",
        "TLSv1.3, client-of-stranger, does not accept this feed's client certificate"
    })
    void saysThatTheSourceWantsAnotherCertificate(String protocol, @Nullable String client, String words)
            throws Exception {
        String url = start("server", true, protocol);

        assertThat(failure(settings(url, client))).hasMessageContaining(words);
    }

    @Test
    void hintsAtTheCertificateWhereASourceCutsTheConnectionWithoutAWord() throws Exception {
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            source = new TlsSource(certificates.serverSide("server"), true, false, protocol);

            SourceUnreachable failure = failure(settings(source.url(), null));

            assertThat(failure.mend()).contains("client-certificate-file");
            stop();
        }
    }

    @Test
    void saysWhichCertificateOfItsOwnIsOutOfDateBeforeItAsks() throws Exception {
        String url = start("server", true, "TLSv1.3");

        assertThat(catchThrowableOfType(UnusableConnection.class, () -> ask(settings(url, "client-of-yore"))))
                .hasMessageContaining("sources.f.client-certificate-file holds a certificate that ended on ");
        assertThat(requests()).isEqualTo(0);
    }

    @Test
    void saysThatTheSourceRefusesACertificateThatEndedMeanwhile() throws Exception {
        String url = start("server", true, "TLSv1.3");
        clock = Clock.offset(clock, Duration.ofDays(-7));

        assertThat(failure(settings(url, "client-of-yore"))).hasMessageContaining("does not accept this feed's client");
    }

    @ParameterizedTest
    @CsvSource({
        "server-of-stranger, comes from nobody that this feed trusts, trust-file",
        "server-elsewhere, made out to another host name, host name",
        "server-of-yore, out of date, clock"
    })
    void asksNoServerThatCannotBeTrusted(String name, String words, String mend) throws Exception {
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            String url = start(name, false, protocol);

            SourceUnreachable failure = failure(settings(url, null));

            assertThat(failure).hasMessageContaining(words);
            assertThat(failure.mend()).contains(mend);
            assertThat(failure.status()).isNull();
            stop();
        }
    }

    @Test
    void trustsThePrivateCaAloneOrTheJdksAlone() throws Exception {
        String url = start("server", false, "TLSv1.3");
        Map<String, String> settings = settings(url, null);
        settings.remove("trust-file");
        assertThat(failure(settings)).hasMessageContaining("comes from nobody");

        settings.put("trust-file", certificates.trusted("ca").toString());
        settings.put("trust-password-file", certificates.password().toString());
        assertThat(ask(settings)).isEqualTo("{\"data\":[]}");
    }

    @Test
    void saysThatNoConnectionCanBeMadeWhereNoTlsVersionIsShared() throws Exception {
        String url = start("server", false, "TLSv1.1");

        assertThat(failure(settings(url, null))).hasMessageContaining("no trusted connection can be made (TLS)");
    }

    @Test
    void tellsEveryFileThatCannotBeUsedAtOnce() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "MARKERWRONG");
        Path garbage = Files.writeString(folder.resolve("garbage"), "MARKERGARBAGE");
        Map<String, String> settings = settings("https://s.example.se", "client");
        settings.put("client-certificate-password-file", wrong.toString());
        settings.put("trust-file", garbage.toString());
        settings.put("auth", "oauth2");
        settings.put("oauth2-token-url", "http://login.example.se");
        settings.put("oauth2-client-secret-file", empty.toString());
        settings.put("header-files.Client-ID", "MARKERMISSING");
        settings.put("tries", "0");
        settings.put("proxy", "MARKERPROXY");

        UnusableConnection unusable = catchThrowableOfType(
                UnusableConnection.class, () -> SourceConnection.of("f", settings, folder, Clock.systemUTC()));

        assertThat(unusable.problems())
                .containsExactlyInAnyOrder(
                        "proxy must be host:port",
                        "client-certificate-file cannot be opened as PKCS#12 with the password of"
                                + " client-certificate-password-file; check both",
                        "trust-file cannot be opened as PEM or PKCS#12; write the CA's certificate as PEM",
                        "oauth2-token-url must be https://host/path, without user, password or parameters"
                                + " (http only on this machine)",
                        "oauth2-client-id is missing; add it",
                        "oauth2-client-secret-file names an empty file; write the secret there",
                        "header-files.Client-ID names a file that cannot be read as text; make it",
                        "tries must be a whole number from 1 to 10");
        assertThat(unusable.getCause()).isNull();
    }

    @Test
    void takesNoTrustWithoutCertificatesAndNoCertificateWithoutKey() throws Exception {
        Map<String, String> settings = settings("https://s.example.se", null);
        settings.put("client-certificate-file", certificates.trusted("ca").toString());
        settings.put("client-certificate-password-file", certificates.password().toString());
        settings.put("trust-file", certificates.withKey("client").toString());
        settings.put("trust-password-file", certificates.password().toString());

        assertThat(catchThrowableOfType(
                        UnusableConnection.class, () -> SourceConnection.of("f", settings, folder, Clock.systemUTC())))
                .hasMessageContaining("client-certificate-file holds no private key")
                .hasMessageContaining("trust-file holds no trusted certificate");
    }
}
