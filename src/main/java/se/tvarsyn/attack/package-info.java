/**
 * Attacks a release as a reader could, before a reader can.
 *
 * <p>In: the cells of a release, the groups of persons they count, and what is shown of each cell; for a series, what
 * earlier releases showed. Out: a verdict with the cells that can be worked out, or that could not be judged. Depends on
 * nothing of the product; {@code suppression} uses its algebra.
 *
 * <p>Must never: call a cell safe that it could not judge; put a number of persons into a finding; depend on a clock or on
 * chance, so that one release gets one verdict.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.attack;
