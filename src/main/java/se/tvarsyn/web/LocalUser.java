package se.tvarsyn.web;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Somebody of the users' file. Two are equal where everything of their entry is: a changed entry ends its sessions. */
final class LocalUser implements UserDetails {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String hash;
    private final TreeSet<Role> roles;
    private final @Nullable String district;
    private final TreeSet<String> units;

    LocalUser(String name, String hash, Set<Role> roles, ViewLimit limit) {
        this.name = name;
        this.hash = hash;
        this.roles = new TreeSet<>(roles);
        this.district = limit.district();
        this.units = new TreeSet<>(limit.units());
    }

    Viewer viewer() {
        return new Viewer(name, roles, new ViewLimit(district, units));
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return authorities(roles);
    }

    static List<SimpleGrantedAuthority> authorities(Set<Role> roles) {
        return roles.stream()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    @Override
    public String getPassword() {
        return hash;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LocalUser user
                && name.equals(user.name)
                && hash.equals(user.hash)
                && roles.equals(user.roles)
                && Objects.equals(district, user.district)
                && units.equals(user.units);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "user " + name;
    }
}
