/**
 * Facts become rows that figures are taken from: one account of each pupil's minutes, periods, bands, cases, spells.
 *
 * <p>In: databases {@code core} and {@code ops}, through the files of {@code warehouse/models}; the municipality's limits and
 * its register of school units. Out: tables of database {@code model}, for stewards only, which hold tokens and exact
 * minutes; {@code catalogue} takes figures from them.
 *
 * <p>Must never: read a delivery that is not whole, or rows of a feed without a legal basis; leave an old row beside a new
 * one; keep a table over an erasure or a rotation of keys; pass on the text of a failed statement, which may quote a row.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.models;
