package se.tvarsyn.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is let in as (docs/pages.md). */
public enum Role {
    /** Follows up: sees releases, of their own district or units where they are limited. */
    LEAD,
    /** Sees releases, and may ask of them. */
    ANALYST,
    /** Sees that feeds work, and no figure. */
    OPERATOR,
    /** Sees what is released, and how it is protected. */
    PRIVACY_OFFICER,
    /** Everything that has a page. */
    ADMIN;

    /** As it is written in files: {@code privacy-officer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param word as it is written in files */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** The name under which Spring Security checks it. */
    String authority() {
        return "ROLE_" + name();
    }
}
