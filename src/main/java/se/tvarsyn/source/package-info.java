/**
 * Bytes and pages become source records: knows formats and protocols, not meaning.
 *
 * <p>Fed by: files, and the source systems over HTTP. Eaten by: {@code mapping}. Must never: keep a copy in clear on
 * disk, follow an external reference of a document, grow with the size of the input, or put a value of a record into a
 * message.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.source;
