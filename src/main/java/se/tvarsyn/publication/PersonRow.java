package se.tvarsyn.publication;

/**
 * A row of a model, as cubes see it: no token, no date.
 *
 * @param person number of the person within the reading; -1 where the model names none
 * @param recordKey of the person
 * @param levels code of each level's value
 * @param of by metric: 1 or 0, or a number of minutes, days or percentage points
 * @param among by metric: what {@code of} is held against; 0 = the row is not asked
 * @param across by metric: code of the value, {@link #IN_NONE} or {@link #NOT_CUT}
 */
record PersonRow(int person, long recordKey, int[] levels, double[] of, double[] among, int[] across) {
    static final int NOT_CUT = -2;
    static final int IN_NONE = -1;
}
