package se.tvarsyn.operations;

import java.util.Objects;

/**
 * Names a key of tokens without being it: two ends can see whether they mean the same key.
 *
 * @param domain of the tokens
 * @param checkValue first 4 bytes of {@code HMAC(K, "KCV")}, hex
 */
public record KeyMark(String domain, int version, String checkValue) {
    public KeyMark {
        Objects.requireNonNull(domain);
        if (version < 1 || !checkValue.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("no mark of a key");
        }
    }
}
