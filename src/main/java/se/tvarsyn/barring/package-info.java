/**
 * Persons of whom the warehouse may hold no row: protected identities and erased persons (MODEL.md, Person).
 *
 * <p>In: tokens of a person, and who bars them. Out: whether a person is barred; the tokens whose rows must go.
 * Between zones also what each sender says of its barred persons and withdrawn consents.
 *
 * <p>Must never: hold a number or an id of a source; be shown to a role, logged, or stored in ClickHouse; forget a
 * person because a file was restored.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.barring;
