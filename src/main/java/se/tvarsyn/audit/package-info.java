/**
 * The audit: who did what, when and why, in a file to which entries are only added.
 *
 * <p>In: an actor, an action, facts about it; the numbers of an open case. Out: the head of the chain; the verdict of a
 * verification; the numbers enciphered to an auditor who alone can read them.
 *
 * <p>Must never: let an entry hold an identity number, a token, a literal of a query or a key; change or remove an entry.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.audit;
