/**
 * Broken, hostile and random input through everything that reads: numbers, mappings, {@code tvarsyn.yaml} and every
 * format. In: the samples of {@code sample-feeds}, changed. Out: nothing but a failed test. Must never: ask anything
 * outside this JVM, or hold a number that is not an official test number. What is looked for: docs/fuzzing.md.
 */
@NullMarked
package se.tvarsyn.fuzz;

import org.jspecify.annotations.NullMarked;
