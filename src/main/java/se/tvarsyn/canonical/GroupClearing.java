package se.tvarsyn.canonical;

/**
 * "Whatever was delivered about this group before is replaced": a meeting sent again (DAK Add) or taken back (Remove).
 *
 * @param table where the group's rows are
 * @param groups natural keys of the group; {@code code} is null where the same code names several days
 * @param isDated whether the table's rows carry the source's modification times in this feed
 */
public record GroupClearing(long line, FactTable table, IdentifiedRecord.GroupKeys groups, boolean isDated) {}
