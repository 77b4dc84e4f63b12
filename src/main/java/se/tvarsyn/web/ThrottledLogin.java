package se.tvarsyn.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Log-in with name and password, no faster than {@link LoginWaits} lets it. Says the same whatever was wrong. */
final class ThrottledLogin implements AuthenticationProvider {
    private final DaoAuthenticationProvider passwords;
    private final LoginWaits waits;

    ThrottledLogin(UsersFile users, LoginWaits waits) {
        // Hashes a password for a name that is not there too: the time tells nothing.
        this.passwords = new DaoAuthenticationProvider(name -> user(users, name));
        this.passwords.setPasswordEncoder(UsersFile.encoder());
        this.waits = waits;
    }

    private static UserDetails user(UsersFile users, String name) {
        try {
            return users.find(name).orElseThrow(() -> new UsernameNotFoundException("no such user"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Authentication authenticate(Authentication authentication) throws AuthenticationException {
        String name = authentication.getName();
        String address = authentication.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "";
        if (!waits.begin(name, address)) {
            throw new BadCredentialsException("too early");
        }
        Authentication done = passwords.authenticate(authentication);
        waits.succeeded(name, address);
        if (done == null) {
            throw new BadCredentialsException("not a password");
        }
        return done;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
