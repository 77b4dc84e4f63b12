package se.tvarsyn.attack;

/**
 * What the auditor demands, and how much it may spend.
 *
 * @param threshold a true number from 1 to {@code threshold - 1} needs protection, hidden or not
 * @param leastValues how many whole numbers must stay possible for a cell that needs protection; 2 means that it is not
 *     determined
 * @param programColumns the largest linear programme, in groups of persons
 * @param effort steps of search and of linear programming before what is left is called unjudged; it counts work, not time,
 *     so that one release gets one verdict on every machine
 */
public record AttackRules(int threshold, int leastValues, int programColumns, long effort) {
    public AttackRules {
        if (threshold < 1 || leastValues < 2 || programColumns < 1 || effort < 1) {
            throw new IllegalArgumentException(
                    "rules of attack out of range: threshold >= 1, least values >= 2, the others >= 1");
        }
    }

    /** For a threshold: no cell determined, and work for about a minute or two on a slow core. */
    public static AttackRules of(int threshold) {
        return new AttackRules(threshold, 2, 600, 3_000_000_000L);
    }
}
