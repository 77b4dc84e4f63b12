/**
 * How bytes are enciphered that lie in a file of the home: quarantine, barred list, open cases of erasure, memories of
 * consents and numbers; and how a stream of any length is sealed and opened block by block.
 *
 * <p>In: a key, an id, bytes. Out: the same bytes, sealed under the id, or opened.
 *
 * <p>Must never: write a file that anybody but its owner can read, hold a key longer than its
 * caller, say what it could not open.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.sealing;
