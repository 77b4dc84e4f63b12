/**
 * Blocks of pseudonymous records become rows in ClickHouse, once.
 *
 * <p>Fed by: {@code pseudonymization}. Eaten by: {@code operations}, which closes the delivery. The argument why a retry
 * is safe stands in docs/delivery.md. Must never: see an identity (its entry takes a {@link
 * se.tvarsyn.canonical.PseudonymousBatch} only), cut a block by time, or send a block without a token.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.load;
