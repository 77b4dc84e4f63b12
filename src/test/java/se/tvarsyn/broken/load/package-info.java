/** Breaks the rules of {@code load}. */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.broken.load;
