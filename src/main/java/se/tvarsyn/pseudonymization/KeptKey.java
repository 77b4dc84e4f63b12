package se.tvarsyn.pseudonymization;

import java.time.LocalDate;

/**
 * One line of {@code keys list}.
 *
 * @param createdOn the day the key was made or imported, Europe/Stockholm
 * @param checkValue tells keys apart, see {@link TokenKey#checkValue()}
 * @param isUsed whether a delivery has made tokens with it
 * @param state what the version is for
 */
public record KeptKey(
        String domain, int version, LocalDate createdOn, String checkValue, boolean isUsed, KeyState state) {}
