/**
 * Rejected records wait here, enciphered, until somebody mends the source or discards them, thirty days by default.
 *
 * <p>Fed by: {@code validation} (rejections of mapping and validation). Eaten by: people, through {@code quarantine
 * list|show|retry|discard}. Must never: hold a payload in clear on disk, hold an identity number in the parts that are in
 * clear (also not as part of a file's name), or grow in memory with the number of rejections.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.quarantine;
