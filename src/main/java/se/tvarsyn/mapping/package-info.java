/**
 * Mapping file plus source record gives a canonical record, or says why not.
 *
 * <p>Fed by: {@code source}. Eaten by: {@code validation}. A field that the mapping file does not name is dropped here
 * and goes no further. Must never: guess a value, repair one, or show one.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.mapping;
