/** Breaks the rules of {@code web}. */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.broken.web;
