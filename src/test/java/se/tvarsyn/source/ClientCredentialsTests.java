package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth2 by client credentials, against a token endpoint and a source of their own. */
class ClientCredentialsTests {
    private static final String PAGE = "{\"data\":[]}";

    @TempDir
    Path folder;

    private final SteppedTime time = new SteppedTime();
    private final LoopbackSource source = new LoopbackSource();
    private final LoopbackSource tokens = new LoopbackSource();
    private final Map<String, String> settings = new HashMap<>();

    ClientCredentialsTests() throws IOException {}

    @BeforeEach
    void reach() throws IOException {
        Files.writeString(folder.resolve("secret"), "MARKERSECRET:+%");
        settings.put("url", source.url().toString());
        settings.put("auth", "oauth2");
        settings.put("oauth2-token-url", tokens.url().toString());
        settings.put("oauth2-client-id", "tvär syn");
        settings.put("oauth2-client-secret-file", "secret");
        settings.put("oauth2-scope", "students attendance");
        settings.put("tries", "2");
        source.answers(200, PAGE);
    }

    @AfterEach
    void stop() {
        source.close();
        tokens.close();
    }

    private static String token(String token, int seconds) {
        return "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":" + seconds + "}";
    }

    private SourceConnection connection() throws UnusableConnection {
        return SourceConnection.of("f", settings, folder, time.waiting());
    }

    private String ask(SourceConnection connection) throws SourceUnreachable {
        SourceQuestion question =
                SourceQuestion.get("f", "persons", source.url(), "persons", Map.of(), Map.of("key", "MARKERKEY"));
        try (SourceCall call = new SourceCall(connection)) {
            return String.valueOf(
                    call.<Object>ask(question, body -> new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private SourceUnreachable failure() throws UnusableConnection {
        SourceConnection connection = connection();
        SourceUnreachable failure = catchThrowableOfType(SourceUnreachable.class, () -> ask(connection));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain("MARKER", "key=", "127.0.0.1", "tvär");
        assertThat(failure.getCause()).isNull();
        return failure;
    }

    @Test
    void asksForATokenOnceAndKeepsItUntilShortlyBeforeItsEnd() throws Exception {
        tokens.answers(200, token("t1", 600));
        tokens.answers(200, token("t2", 600));
        SourceConnection connection = connection();

        ask(connection);
        time.pass(Duration.ofSeconds(539));
        ask(connection);
        time.pass(Duration.ofSeconds(1));
        ask(connection);

        assertThat(source.requests())
                .extracting(LoopbackSource.Request::authorization)
                .containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
        assertThat(tokens.requests()).hasSize(2);
        assertThat(tokens.requests().get(0))
                .isEqualTo(new LoopbackSource.Request(
                        "POST",
                        "/v2.0",
                        // RFC 6749, 2.3.1: name and secret are form-encoded before they are joined.
                        "Basic "
                                + java.util.Base64.getEncoder()
                                        .encodeToString("tv%C3%A4r+syn:MARKERSECRET%3A%2B%25"
                                                .getBytes(StandardCharsets.US_ASCII)),
                        "null",
                        "grant_type=client_credentials&scope=students+attendance"));
    }

    @Test
    void usesAShortTokenForMostOfItsLife() throws Exception {
        tokens.answers(200, token("t1", 10));
        SourceConnection connection = connection();

        ask(connection);
        time.pass(Duration.ofSeconds(7));
        ask(connection);
        assertThat(tokens.requests()).hasSize(1);

        time.pass(Duration.ofSeconds(1));
        ask(connection);
        assertThat(tokens.requests()).hasSize(2);
    }

    @Test
    void renewsATokenOnceWhenTheSourceRefusesIt() throws Exception {
        tokens.answers(200, token("t1", 3600));
        tokens.answers(200, token("t2", 3600));
        source.anew();
        source.answers(401, "");
        source.answers(200, PAGE);

        assertThat(ask(connection())).isEqualTo(PAGE);
        assertThat(source.requests())
                .extracting(LoopbackSource.Request::authorization)
                .containsExactly("Bearer t1", "Bearer t2");
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void givesUpWhenTheRenewedTokenIsRefusedToo() throws Exception {
        tokens.answers(200, token("MARKERTOKEN", 3600));
        source.anew();
        source.answers(401, "");

        assertThat(failure().status()).isEqualTo(401);
        assertThat(source.requests()).hasSize(2);
        assertThat(tokens.requests()).hasSize(2);
    }

    @Test
    void sendsTheGatewaysKeyBesidesTheToken() throws Exception {
        settings.put("header-files.Client-Secret", "secret");
        tokens.answers(200, token("t1", 3600));

        ask(connection());

        assertThat(source.requests().get(0).clientSecret()).isEqualTo("MARKERSECRET:+%");
        assertThat(source.requests().get(0).authorization()).isEqualTo("Bearer t1");
        assertThat(tokens.requests().get(0).clientSecret()).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|{\"error\":\"invalid_client\",\"error_description\":\"MARKERSECRET\"}|(401, invalid_client)",
                "400|{\"error\":\"invalid_scope\"}|(400, invalid_scope)",
                "400|{\"error\":\"MARKERCODE\"}|(400)",
                "400|{\"error\":{\"MARKER\":1}}|(400)",
                "403|<html>MARKER</html>|(403)",
                "302|MARKER|(302)",
                "404||(404)"
            })
    void tellsStatusAndCodeOfARefusalAndNothingElse(int status, String body, String words) throws Exception {
        tokens.answers(status, Map.of("Location", "https://MARKER.example.se"), body == null ? "" : body);

        SourceUnreachable failure = failure();

        assertThat(failure).hasMessageContaining("f: oauth2-token: gives no token " + words + "; check oauth2-");
        assertThat(failure.status()).isEqualTo(status);
        assertThat(tokens.requests()).hasSize(1);
        assertThat(source.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MARKER",
                "[]",
                "{}",
                "{\"access_token\":\"MARKER\"}",
                "{\"access_token\":\"MARKER\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"MARKER\\r\\nX: y\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":7,\"token_type\":null}"
            })
    void takesNothingElseThanABearerToken(String body) throws Exception {
        tokens.answers(200, body);

        assertThat(failure()).hasMessageContaining("oauth2-token: answers with something else than a bearer token");
        assertThat(source.requests()).isEmpty();
    }

    @Test
    void takesNoTokenThatIsHuge() throws Exception {
        tokens.answers(200, token("a".repeat(70_000), 600));

        assertThat(failure()).hasMessageContaining("something else than a bearer token");
    }

    @Test
    void triesAgainWhenTheTokenEndpointIsDownAndSaysSo() throws Exception {
        tokens.answers(503, Map.of("Retry-After", "3"), "MARKER");

        assertThat(failure()).hasMessageContaining("persons: its token endpoint: answers 503, 2 times");
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(3));

        tokens.close();
        assertThat(failure()).hasMessageContaining("its token endpoint: no connection, 2 times");
        assertThat(source.requests()).isEmpty();
    }

    @Test
    void staysUsableWithATokenThatDoesNotSayHowLongItLasts() throws Exception {
        tokens.answers(200, "{\"access_token\":\"t1\",\"token_type\":\"Bearer\"}");
        SourceConnection connection = connection();

        ask(connection);
        time.pass(Duration.ofMinutes(3));
        ask(connection);
        assertThat(tokens.requests()).hasSize(1);

        time.pass(Duration.ofMinutes(3));
        ask(connection);
        assertThat(tokens.requests()).hasSize(2);
    }

    @Test
    void showsNeitherSecretNorToken() throws Exception {
        tokens.answers(200, token("MARKERTOKEN", 600));
        SourceConnection connection = connection();
        ask(connection);

        assertThat(connection + " " + connection.credentials()).doesNotContain("MARKER");
    }
}
