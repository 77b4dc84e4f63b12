/**
 * What each figure is: the metric catalogue, {@code warehouse/metrics/*.yaml}, and its figures from the models.
 *
 * <p>In: files that a municipality may add to; tables of database {@code model}. Out: {@link
 * se.tvarsyn.catalogue.Metric}s, and {@code model.figure}, one row per figure, exact and for stewards only. A page or a
 * release gets a figure from nowhere else.
 *
 * <p>Must never: take SQL from a file that is more than conditions on the columns of one model; put an exact figure
 * outside database {@code model}.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.catalogue;
