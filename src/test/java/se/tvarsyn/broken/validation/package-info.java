/** Breaks the rules of {@code validation}. */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.broken.validation;
