/** Breaks the rules of {@code canonical}. */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.broken.canonical;
