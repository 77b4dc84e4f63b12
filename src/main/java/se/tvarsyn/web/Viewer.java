package se.tvarsyn.web;

import java.util.Set;

/**
 * Who looks at a page.
 *
 * @param name as the audit has it
 * @param limit of what is released, the part that they may see
 */
public record Viewer(String name, Set<Role> roles, ViewLimit limit) {
    public Viewer {
        roles = Set.copyOf(roles);
    }

    /** Whether they have one of some roles. */
    public boolean isOneOf(Set<Role> some) {
        return roles.stream().anyMatch(some::contains);
    }
}
