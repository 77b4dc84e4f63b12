/**
 * Uppföljning: what leads look at.
 *
 * <p>In: a {@link se.tvarsyn.web.ReleaseView}, which holds what the viewer may see of a release, and the filters of the
 * address. Out: records that templates show as they are, and files of the same figures.
 *
 * <p>Must never: compute a figure, nor name a place or a person that the release does not name; let a filter from the address
 * reach anything but a comparison.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.web.followup;
