package se.tvarsyn.web;

import java.util.Set;

/**
 * A part of the pages that has an entry in the navigation. Every path at or below it is open to its roles and to nobody else.
 *
 * @param path with a slash before and none after: {@code /uppfoljning}
 * @param word key of its name in {@code web/messages}
 */
public record Section(String path, String word, Set<Role> roles) {
    public Section {
        roles = Set.copyOf(roles);
    }
}
