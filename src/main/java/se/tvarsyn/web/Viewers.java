package se.tvarsyn.web;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who stands behind a request. */
final class Viewers {
    private final UsersFile users;
    private final @Nullable OidcLogin oidc;

    Viewers(UsersFile users, @Nullable OidcLogin oidc) {
        this.users = users;
        this.oidc = oidc;
    }

    /** Nobody where no one is logged in. */
    Optional<Viewer> of(@Nullable Authentication authentication) {
        Object principal = authentication == null ? null : authentication.getPrincipal();
        if (principal instanceof LocalUser user) {
            return Optional.of(user.viewer());
        }
        if (principal instanceof OidcUser user && oidc != null) {
            return Optional.of(oidc.viewer(user.getSubject(), user.getIdToken().getClaims()));
        }
        return Optional.empty();
    }

    /** Whether a local user's entry is what it was at the log-in. */
    boolean isCurrent(@Nullable Authentication authentication) throws IOException {
        return authentication == null
                || !(authentication.getPrincipal() instanceof LocalUser user)
                || users.find(user.getUsername()).filter(user::equals).isPresent();
    }
}
