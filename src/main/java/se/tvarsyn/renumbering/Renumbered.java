package se.tvarsyn.renumbering;

/**
 * A person who got a personnummer.
 *
 * @param before samordningsnummer, twelve digits
 * @param after personnummer, twelve digits
 */
public record Renumbered(String before, String after) {
    /** Never a number. */
    @Override
    public String toString() {
        return "Renumbered[]";
    }
}
