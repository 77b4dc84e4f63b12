/**
 * Decides which cells of a release are hidden where figures are shown exactly: first those that a rule hides, then those
 * that would give the first away.
 *
 * <p>In: every publishable cell of the release, of all cubes together, with the groups of persons it counts. Out: which
 * cells are hidden and why, with the auditor's verdict, or a refusal. Sees {@code attack}: it protects by the algebra that
 * the release is attacked with.
 *
 * <p>Must never: return a protection that the auditor did not pass; look at a part of a release, since cells of one cube
 * give away those of another; put a number of persons into a message.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.suppression;
