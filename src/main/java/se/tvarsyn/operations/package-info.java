/**
 * Deliveries: what came, what became of it, and what to tell.
 *
 * <p>Fed by: {@code source} (documents), {@code load} (receipts). Eaten by: {@code cli}, later pages. Must never: keep a
 * value of a record; counts, names of files and reasons are all it knows.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.operations;
