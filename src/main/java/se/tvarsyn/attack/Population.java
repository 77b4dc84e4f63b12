package se.tvarsyn.attack;

/**
 * The atoms of a release with their true numbers of persons: the full cross of dimensions and conditions.
 *
 * <p>Give only those that occur. The attack then takes for known which of the others are empty; a reader who does not know
 * that can conclude less, so a release that stands this attack stands the reader's. A zero that is to be protected must
 * have an atom of zero persons, in every cell that its persons would be in: without one it is known to be zero.
 */
public final class Population {
    private final long[] persons;

    /**
     * @param persons number of persons of atom 0, 1, 2, …; for magnitudes the value in the smallest unit shown
     * @throws IllegalArgumentException where one is negative
     */
    public Population(long[] persons) {
        this.persons = persons.clone();
        for (long number : persons) {
            if (number < 0) {
                throw new IllegalArgumentException("an atom with a negative number: count persons");
            }
        }
    }

    public int atoms() {
        return persons.length;
    }

    public long persons(int atom) {
        return persons[atom];
    }
}
