/**
 * A release of figures as files that others open: CSV with a codebook, JSON-stat 2, and XLSX for a steering group.
 *
 * <p>In: figures that are already protected ({@link se.tvarsyn.exports.Figures}) and what they mean
 * ({@link se.tvarsyn.exports.ReleaseSheet}). Out: files in a folder, whole or not at all; the same release gives the same
 * bytes. Parquet is made by the warehouse.
 *
 * <p>Must never: let a number, {@code ..} (hidden), {@code .} (missing) and 0 pass for one another; write a number beside a
 * hidden figure that gives it away; compute a figure; let a spreadsheet run a label as a formula; keep more than one cube
 * in memory.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.exports;
