/** Breaks the rules of {@code cli}. */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.broken.cli;
