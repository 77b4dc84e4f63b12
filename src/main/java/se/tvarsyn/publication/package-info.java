/**
 * Facts become figures that analysts and leads may see.
 *
 * <p>In: database {@code core}, through the models of {@code warehouse/models} and {@code warehouse/marts}. Out: physical
 * tables in database {@code mart} whose bytes are already safe: cells of at least ten pupils, the rest as {@code ..},
 * without margins. The first follow-up runs in demo homes only: it is neither frozen nor noised, so a refresh after each
 * delivery would show where a new case landed.
 *
 * <p>Must never: put a token, an exact count under ten or a view into {@code mart}; show a cube that is half filled;
 * leave a token in a table of its own on disk; pass on the text of a failed statement, which may quote a row.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.publication;
