package se.tvarsyn.zones;

/**
 * The last record of a batch: what the sender counted. The receiver counts for itself while it proves the file, and
 * refuses it where the two differ.
 *
 * @param blocks of rows
 */
public record BatchEnd(long blocks, long read, long accepted, long rejected, long protectedPersons, long skipped) {}
