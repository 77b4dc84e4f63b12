package se.tvarsyn.web;

import java.util.Set;

/**
 * A part of the pages that has an entry in the navigation. Every path at or below it is open to its roles and to nobody else.
 *
 * @param path with a slash before and none after: {@code /uppfoljning}
 * @param word key of its name in {@code web/messages}
 * @param roles who may look
 * @param actors who of them may send a form that does something; the others are refused at the door
 */
public record Section(String path, String word, Set<Role> roles, Set<Role> actors) {
    public Section {
        roles = Set.copyOf(roles);
        actors = Set.copyOf(actors);
        if (!roles.containsAll(actors)) {
            throw new IllegalArgumentException("who acts may look");
        }
    }

    /** A section whose forms do nothing that needs another role. */
    public Section(String path, String word, Set<Role> roles) {
        this(path, word, roles, roles);
    }
}
