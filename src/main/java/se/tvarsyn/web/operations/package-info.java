/**
 * Drift: the technician's control room.
 *
 * <p>In: what {@link se.tvarsyn.application.Operator} may show of a home, and the forms of operators. Out: pages of feeds,
 * deliveries, rejected records, releases and routes; acts that are in the audit before they are begun.
 *
 * <p>Must never: see a record, a key or an exact number of persons; do anything for a role that may only look; begin what is not
 * in the audit; show a message that we did not write.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.web.operations;
