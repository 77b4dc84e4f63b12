/**
 * Noise that belongs to a group of persons: the cell-key method (PRIVACY.md 7; the argument is in docs/cell-keys.md).
 *
 * <p>In: tokens for record keys; for a figure the exact numbers of a group and its cell key, which is the sum of the
 * record keys of its distinct persons modulo 2<sup>64</sup>. Out: {@link se.tvarsyn.noise.ShownNumber}, what a release
 * may show. The same persons with the same numbers get the same noise in every table; no total is a sum of shown parts.
 *
 * <p>Must never: reach a database; show a count that its noise has not touched; draw noise from anything but the group;
 * write a token, a key or a number of a group into a message.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.noise;
