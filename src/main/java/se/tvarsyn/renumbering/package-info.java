/**
 * Which samordningsnummer became which personnummer, as sources with person ids of their own show it.
 *
 * <p>In: what a delivery calls a person: the source's own id (as a mark) and the number. Out: the number that a token is
 * made of, the number that a feed's row keys are made of, and the pairs whose rows have to change.
 *
 * <p>Must never: show a number, log it, or store it in ClickHouse; take two persons for one because a source gave both the
 * same id.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.renumbering;
