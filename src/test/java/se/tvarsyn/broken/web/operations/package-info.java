/** Breaks the rules of {@code web.operations}. */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.broken.web.operations;
