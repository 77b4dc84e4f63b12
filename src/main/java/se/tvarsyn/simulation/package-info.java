/**
 * A made-up municipality from a seed, the source systems it would have, and what a right warehouse must say about it.
 *
 * <p>Comes in: a seed and a number of pupils. Goes out: source files and pages in the shapes of the real systems, served
 * over loopback HTTP or written to a directory, and {@link se.tvarsyn.simulation.MunicipalityTruth}, the expected
 * figures, computed from the generated records and never through the pipeline. Same seed and size, same bytes, on any
 * machine: nothing here asks a clock, a locale, a default time zone or the order of a hash map.
 *
 * <p>Must never: hold a real person's number (all are in the series that Skatteverket sets apart for tests), reach any
 * address but loopback, or be used by anything that runs on real sources.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.simulation;
