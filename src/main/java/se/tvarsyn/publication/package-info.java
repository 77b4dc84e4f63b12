/**
 * Facts become figures that analysts and leads may see.
 *
 * <p>In: models of {@code warehouse/models}, cubes of {@code warehouse/cubes}, and the ledger of releases. Out: releases in
 * database {@code mart}, protected by {@code noise} or {@code suppression}, attacked by {@code attack}, frozen by period
 * (docs/releases.md); their files by {@code exports}. Nothing but a release fills {@code mart}.
 *
 * <p>Must never: put a token, an exact count of few persons or a view into {@code mart}; write an exact count or a record key
 * anywhere; show a release that the auditor did not pass, or one that is half filled; show a released period otherwise than it
 * was; pass on the text of a failed statement, which may quote a row.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.publication;
