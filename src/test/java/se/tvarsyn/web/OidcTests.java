package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.ServeSettings;

/** Log-in at another service, which here is a server on this machine that signs what it is told to. */
class OidcTests {
    @TempDir
    Path folder;

    private HttpServer service;
    private RSAKey key;
    private Map<String, Object> claims = Map.of();
    private String nonce = "";

    @BeforeEach
    void aService() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k").generate();
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> answer(exchange, ""));
        service.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"]}""".formatted(issuer())));
        service.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        service.createContext("/token", exchange -> answer(exchange, """
                {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": "%s"}""".formatted(token())));
        service.start();
        Files.writeString(folder.resolve("secret"), "hemlig\n");
    }

    @AfterEach
    void end() {
        service.stop(0);
    }

    private String issuer() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String token() {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("s-1")
                .audience("tvarsyn")
                .issueTime(new Date())
                .expirationTime(new Date(System.currentTimeMillis() + 60_000))
                .claim("nonce", nonce);
        claims.forEach(set::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), set.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private ServeSettings.Oidc settings(String rolesClaim) {
        return new ServeSettings.Oidc(
                URI.create(issuer()),
                "tvarsyn",
                folder.resolve("secret"),
                rolesClaim,
                Map.of("tvarsyn-ledning", "lead", "tvarsyn-drift", "operator"),
                "stadsdel");
    }

    @Test
    void letsInWhomTheServiceGivesARoleAndNobodyElse() throws IOException {
        ServedPages pages = ServedPages.shared();
        ServeSettings defaults = ServeSettings.defaults();
        ServeSettings settings =
                new ServeSettings("127.0.0.1", 0, defaults.usersFile(), defaults.idleSeconds(), settings("roles"));
        Home home = new Home(folder, Path.of(""));
        try (PageServer server =
                ServedPages.start(home, pages.figures(), ServedPages.users(folder), Clock.systemUTC(), settings)) {
            Visitor lead = new Visitor("http://127.0.0.1:" + server.port());
            assertThat(lead.get("/login").body()).contains("/oauth2/authorization/login");
            claims = Map.of("roles", List.of("tvarsyn-ledning", "other"), "preferred_username", "anna@example.se");
            logIn(lead);
            assertThat(lead.get("/uppfoljning").body()).contains("Inget är publicerat än", "anna@example.se");

            Visitor stranger = new Visitor("http://127.0.0.1:" + server.port());
            claims = Map.of("roles", List.of("other"));
            logIn(stranger);
            assertThat(stranger.get("/uppfoljning").statusCode()).isEqualTo(403);
        }
    }

    /** As a browser that is sent there and back. */
    private void logIn(Visitor visitor) {
        String there = location(visitor.get("/oauth2/authorization/login"));
        assertThat(there).startsWith(issuer() + "/authorize?");
        nonce = parameter(there, "nonce");
        HttpResponse<String> back =
                visitor.get("/login/oauth2/code/login?code=c&state=" + Visitor.encoded(parameter(there, "state")));
        assertThat(location(back)).doesNotContain("error");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String parameter(String address, String name) {
        return URLDecoder.decode(address.replaceAll(".*[?&]" + name + "=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    }

    @Test
    void readsRolesAndTheLimitOutOfTheClaimsOfEntraAndKeycloak() {
        OidcLogin entra = new OidcLogin(settings("roles"));
        assertThat(entra.viewer("s", Map.of("roles", List.of("tvarsyn-ledning"), "stadsdel", "Norr")))
                .isEqualTo(new Viewer("s", Set.of(Role.LEAD), new ViewLimit("Norr", Set.of())));
        assertThat(entra.viewer("s", Map.of("roles", List.of("tvarsyn-ledning")))
                        .limit()
                        .isNone())
                .as("a lead without the claim sees no district")
                .isFalse();
        assertThat(entra.viewer("s", Map.of("roles", "tvarsyn-drift")))
                .isEqualTo(new Viewer("s", Set.of(Role.OPERATOR), ViewLimit.NONE));
        OidcLogin keycloak = new OidcLogin(settings("realm_access.roles"));
        assertThat(keycloak.viewer("s", Map.of("realm_access", Map.of("roles", List.of("tvarsyn-ledning"))))
                        .roles())
                .containsExactly(Role.LEAD);
        assertThat(keycloak.viewer("s", Map.of("realm_access", "tvarsyn-ledning"))
                        .roles())
                .isEmpty();
    }
}
