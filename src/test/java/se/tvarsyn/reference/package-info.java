/**
 * A municipality whose every record is known, and what each metric of {@code warehouse/metrics} is there: the second
 * implementation that the SQL models are held against.
 *
 * <p>In: a seed and a number of pupils. Out: rows of {@code core} and {@code ops} ({@code ReferencePopulation}, put into a
 * real engine by {@code ReferenceRows}), and the value of every metric, period and cut ({@code ReferenceTruth}), computed
 * in plain Java from {@code docs/figures.md}. Persons come one after the other, each with all that the sources say of them,
 * and none is kept: the size of the municipality is bounded by patience, not by memory.
 *
 * <p>How to check a figure by hand: find the metric's id in the class of its chapter ({@code AbsenceTruth},
 * {@code GradesTruth}, {@code SupportTruth}, {@code EffectTruth}, {@code SocialTruth}, {@code LeisureTruth},
 * {@code AgenciesTruth}, {@code ResourcesTruth}, {@code QualityTruth}). It reads a {@code PupilPeriod}, which is made from
 * an {@code Account} (which minutes count), {@code Spells} (school days in a row) and {@code Enrolments} (grade, sex, form,
 * year of birth).
 *
 * <p>Must never: read the expressions of the catalogue, run SQL to find a value, share a line with the models, or hold a
 * person who exists.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.reference;
