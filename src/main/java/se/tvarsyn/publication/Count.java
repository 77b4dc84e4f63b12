package se.tvarsyn.publication;

import org.jspecify.annotations.Nullable;
import se.tvarsyn.attack.Cell;
import se.tvarsyn.attack.Statement;

/** A number of persons that a release shows or hides, and what an attack has found of it. */
final class Count {
    private static final int NO_ATOM = -1;

    private Atoms atoms = new Atoms();
    private @Nullable String name;
    private Statement statement = new Statement.Nothing();
    private long number;
    private boolean isHidden;
    private boolean isAtRisk;
    private boolean isSettled;
    private boolean isDoubted;
    private long neededBy;
    private @Nullable Object mark;
    private int lastSeen = NO_ATOM;
    private long within;

    /**
     * What is shown of it.
     *
     * @param named cube and cell, for findings
     * @param persons true number
     * @param needsProtection whether it is hidden, or small
     * @return whether nothing was said of it before: the whole of several shares is one count
     */
    boolean say(String named, long persons, Statement shown, boolean isShownAsHidden, boolean needsProtection) {
        boolean isNew = name == null;
        name = named;
        number = persons;
        statement = shown;
        isHidden = isShownAsHidden;
        isAtRisk = needsProtection;
        return isNew;
    }

    /** Whether it is the first time that this atom comes by. */
    boolean isFirstOf(int atom) {
        boolean isFirst = lastSeen != atom;
        lastSeen = atom;
        return isFirst;
    }

    void forget() {
        lastSeen = NO_ATOM;
    }

    /** Whether what is shown would be the same with so many persons more or less. */
    boolean bears(int more) {
        return name == null || (number + more <= statement.high() && number + more >= statement.low());
    }

    /** Whether it stands in the way of moving one person: those who are in it have to be exchanged for each other. */
    boolean isTight() {
        return !bears(1) || !bears(-1);
    }

    /** @param parts of the population that its persons are needed in, a bit each */
    void need(long parts) {
        neededBy |= parts;
    }

    long neededBy() {
        return neededBy;
    }

    /** Whether this atom came by last. */
    boolean isSeenBy(int atom) {
        return lastSeen == atom;
    }

    void mark(Object by) {
        mark = by;
    }

    boolean isMarkedBy(Object by) {
        return mark == by;
    }

    long number() {
        return number;
    }

    boolean isAtRisk() {
        return isAtRisk;
    }

    boolean isHidden() {
        return isHidden;
    }

    /** Another population gives the same release: the number is not determined. */
    void settle() {
        isSettled = true;
    }

    /** A small group within it may be determined, whatever is known of itself. */
    void doubt() {
        isDoubted = true;
    }

    boolean isOpen() {
        return isDoubted || (isAtRisk && !isSettled);
    }

    String name() {
        return name == null ? "" : name;
    }

    Atoms atoms() {
        return atoms;
    }

    /** Takes an atom into the part of the population that is looked at closely. */
    void take(int atom, long persons) {
        atoms.add(atom);
        within += persons;
    }

    /** Gives back what was taken of it: another part of the population is looked at. */
    void letGo() {
        atoms = new Atoms();
        within = 0;
    }

    /** As the auditor sees it, with everybody outside that part held where they are. Null where it has nobody inside. */
    @Nullable
    Cell within() {
        int[] taken = atoms.all();
        if (name == null || taken.length == 0) {
            return null;
        }
        long rest = number - within;
        Statement shown = rest == 0
                ? statement
                : statement.high() == Statement.UNBOUNDED
                        ? new Statement.Between(Math.max(0, statement.low() - rest), Statement.UNBOUNDED)
                        : new Statement.Between(Math.max(0, statement.low() - rest), statement.high() - rest);
        return new Cell(name, taken, within, shown, isHidden);
    }
}
