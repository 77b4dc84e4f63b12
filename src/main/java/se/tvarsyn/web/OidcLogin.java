package se.tvarsyn.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import se.tvarsyn.settings.ServeSettings;

/** Log-in at the municipality's own service: who it is, and what its claims make of a person here. */
final class OidcLogin implements ClientRegistrationRepository {
    /** The name in the addresses of the log-in. */
    static final String ID = "login";

    /** No district has such a name. */
    private static final String NO_DISTRICT = "\u0000";

    private final ServeSettings.Oidc settings;
    private @Nullable ClientRegistration registration;

    OidcLogin(ServeSettings.Oidc settings) {
        this.settings = settings;
    }

    /** The service is asked about itself at the first log-in: pages come up without it. */
    @Override
    public synchronized @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ID)) {
            return null;
        }
        ClientRegistration known = registration;
        if (known == null) {
            known = ClientRegistrations.fromIssuerLocation(settings.issuer().toString())
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(secret())
                    .scope("openid", "profile")
                    .userNameAttributeName("sub")
                    .build();
            registration = known;
        }
        return known;
    }

    private String secret() {
        try {
            return Files.readString(settings.clientSecretFile(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service's authorities, and the roles that its claims stand for. */
    Collection<? extends GrantedAuthority> authorities(Collection<? extends GrantedAuthority> given) {
        Set<GrantedAuthority> all = new LinkedHashSet<>(given);
        for (GrantedAuthority authority : given) {
            if (authority instanceof OidcUserAuthority user) {
                all.addAll(LocalUser.authorities(roles(user.getIdToken().getClaims())));
            }
        }
        return all;
    }

    Viewer viewer(String subject, Map<String, Object> claims) {
        Object name = claims.get("preferred_username");
        return new Viewer(
                name instanceof String text && !text.isBlank() ? text : subject, roles(claims), limit(claims));
    }

    private Set<Role> roles(Map<String, Object> claims) {
        Set<Role> roles = new TreeSet<>();
        for (String value : texts(claim(claims, settings.rolesClaim()))) {
            String word = settings.roles().get(value);
            if (word != null) {
                Role.of(word).ifPresent(roles::add);
            }
        }
        return roles;
    }

    /** A lead is limited where the claim is there; whoever has another role beside sees what that role sees. */
    private ViewLimit limit(Map<String, Object> claims) {
        if (settings.districtClaim() == null || !roles(claims).equals(Set.of(Role.LEAD))) {
            return ViewLimit.NONE;
        }
        List<String> districts = texts(claim(claims, settings.districtClaim()));
        // A claim that is not there is more likely a mistake than a leave to see everything.
        return new ViewLimit(districts.isEmpty() ? NO_DISTRICT : districts.get(0), Set.of());
    }

    /** {@code realm_access.roles}: a claim within a claim. A claim that has a dot in its own name goes before. */
    private static @Nullable Object claim(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object at = claims;
        for (String part : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return at;
    }

    private static List<String> texts(@Nullable Object claim) {
        List<String> texts = new ArrayList<>();
        if (claim instanceof String text) {
            texts.add(text);
        } else if (claim instanceof Collection<?> some) {
            some.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }
}
