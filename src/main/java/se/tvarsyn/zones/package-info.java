/**
 * Two homes instead of one: a sending zone packs pseudonymous batches into signed, encrypted files; a receiving zone
 * proves them and loads them. The format stands byte by byte in docs/zones.md.
 *
 * <p>Fed by: {@code pseudonymization}, through the route's step {@code load}. Eaten by: {@code load} of the other zone.
 * Must never: see an identity or a key of a token (it may not even see {@code pseudonymization}), load a row of a file
 * that is not proven whole, or trust a file for where it lies or what it is called.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.zones;
