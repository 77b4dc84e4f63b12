/**
 * Identities become tokens. The only package that sees both an {@link se.tvarsyn.canonical.IdentityNumber}'s value and a
 * {@link se.tvarsyn.canonical.Pseudonym}, and the only one that holds keys. They lie where a {@link
 * se.tvarsyn.pseudonymization.KeyProvider} keeps them: a file, a sealed file, or the secret that {@code vault} passes on.
 *
 * <p>Fed by: {@code validation}, after {@code quarantine} has taken what was rejected. Eaten by: {@code load}, which
 * accepts nothing else. Must never: keep a map from token to number beyond one delivery's memory, give a key to a log,
 * an exception, SQL or the environment, return the original value when something fails, or repair a number.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.pseudonymization;
