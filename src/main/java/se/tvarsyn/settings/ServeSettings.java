package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the pages are served ({@code serve} in tvarsyn.yaml; docs/pages.md).
 *
 * @param address that they answer at
 * @param port 0 = a free one
 * @param usersFile of local users; relative to the home
 * @param idleSeconds how long the engine of releases is kept after the last question
 * @param oidc null = local users only
 */
public record ServeSettings(
        String address,
        int port,
        String usersFile,
        int idleSeconds,
        @Nullable Oidc oidc) {
    private static final ServeSettings DEFAULT = new ServeSettings("127.0.0.1", 8421, "users.yaml", 20, null);

    /**
     * Log-in at another service.
     *
     * @param issuer without a slash at its end where its own documents have none
     * @param clientSecretFile its first line is the secret
     * @param rolesClaim with dots where it lies within another: {@code realm_access.roles}
     * @param roles value of the claim → role
     * @param districtClaim null = no lead is limited
     */
    public record Oidc(
            URI issuer,
            String clientId,
            Path clientSecretFile,
            String rolesClaim,
            Map<String, String> roles,
            @Nullable String districtClaim) {
        public Oidc {
            roles = Map.copyOf(roles);
        }
    }

    /** What holds where nothing is set: this machine only. */
    public static ServeSettings defaults() {
        return DEFAULT;
    }

    /** The same at another address or port; null leaves what is set. */
    public ServeSettings at(@Nullable String otherAddress, @Nullable Integer otherPort) {
        return new ServeSettings(
                otherAddress == null ? address : otherAddress,
                otherPort == null ? port : otherPort,
                usersFile,
                idleSeconds,
                oidc);
    }

    /** Reads {@code serve} of a file that the schema has been held against. */
    static ServeSettings of(YamlDocument yaml, Home home, List<Problem> problems) {
        JsonNode serve = yaml.root().path("serve");
        return new ServeSettings(
                serve.path("address").asText(DEFAULT.address),
                serve.path("port").asInt(DEFAULT.port),
                serve.path("users-file").asText(DEFAULT.usersFile),
                serve.path("idle-seconds").asInt(DEFAULT.idleSeconds),
                serve.hasNonNull("oidc") ? oidc(serve.path("oidc"), yaml, home, problems) : null);
    }

    private static @Nullable Oidc oidc(JsonNode oidc, YamlDocument yaml, Home home, List<Problem> problems) {
        Map<String, String> roles = new LinkedHashMap<>();
        oidc.path("roles")
                .fields()
                .forEachRemaining(
                        role -> roles.put(role.getKey(), role.getValue().asText()));
        String issuer = oidc.path("issuer").asText();
        // The answers name people and their roles: only this machine is asked without TLS.
        boolean isSafe =
                issuer.startsWith("https://") || issuer.matches("http://(127\\.0\\.0\\.1|localhost)(:\\d+)?(/.*)?");
        try {
            if (isSafe) {
                return new Oidc(
                        URI.create(issuer),
                        oidc.path("client-id").asText(),
                        home.directory().resolve(oidc.path("client-secret-file").asText()),
                        oidc.path("roles-claim").asText("roles"),
                        roles,
                        TvarsynSettings.text(oidc, "district-claim"));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        problems.add(new Problem(
                yaml.file(),
                yaml.lineOf("/serve/oidc/issuer"),
                "serve.oidc.issuer must be https://host/..., or http on this machine; write the issuer's own address"));
        return null;
    }
}
