/**
 * Whose cases may be linked to other feeds, and since when no more (MODEL.md, Support cases).
 *
 * <p>In: marks of cases, the days of their steps, and the consents that a delivery states. Out: whether a step is linked;
 * the tokens of cases whose rows have to lose their person.
 *
 * <p>Must never: hold a number or a name; be shown to a role, logged, or stored in ClickHouse; link a case again because
 * an old file came again.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.consent;
