/**
 * The campaign that brings a home's stored tokens to the next version of its keys, and the start-up check that no table
 * mixes versions (PRIVACY.md 2).
 *
 * <p>In: database {@code core} and the keys of {@code pseudonymization}. Out: the same rows under new tokens, in the place
 * of the old tables. Order: draw the keys, copy into shadow tables, prove equality, exchange, make the keys current, drop
 * the old. Each step is written down before the next begins, in {@code keys/rotation}.
 *
 * <p>Must never: give a key to ClickHouse, exchange a table that was not proven equal, change a current key before every
 * table is exchanged, or drop an old table before the key is current.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.rotation;
