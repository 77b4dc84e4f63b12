/**
 * HashiCorp Vault, over HTTP: a secret that holds a home's keys (key-value engine, version 2), or the key that a file of
 * keys is sealed with (transit engine).
 *
 * <p>Fed by: {@code application}, which reads the settings; {@code pseudonymization}, which says what the keys are. Eaten
 * by: {@code pseudonymization}, through {@code KeyProvider} and Tink's {@code Aead}. Must never: give a key, a token or
 * the body of an answer to a message or a log, write without check-and-set, or send a write a second time.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.vault;
