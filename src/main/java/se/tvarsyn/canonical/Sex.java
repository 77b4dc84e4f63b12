package se.tvarsyn.canonical;

/** Sex as the sources register it: {@code F}, {@code M}, or {@code U} where it is unknown or not delivered. */
public enum Sex {
    F,
    M,
    U
}
