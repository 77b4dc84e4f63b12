/**
 * The records that travel along the data path, and the value types they are made of.
 *
 * <p>Fed by: {@code mapping}. Eaten by: {@code validation}, {@code pseudonymization}, {@code load}, {@code quarantine}.
 * Depends on nothing. Must never: print, serialise or otherwise give away an identity ({@link
 * se.tvarsyn.canonical.IdentityNumber}, {@link se.tvarsyn.canonical.PersonReference}, {@link
 * se.tvarsyn.canonical.IdentifiedRecord} hide their values in {@code toString}).
 *
 * <h2>Glossary: Swedish words kept where a translation would lie</h2>
 *
 * <ul>
 *   <li><b>personnummer</b>: national identity number, twelve digits YYYYMMDDNNNC; <b>samordningsnummer</b>: the same
 *       with 60 added to the day, for persons who are not in the population register
 *   <li><b>skolenhetskod</b>: eight digits that name a school unit in Skolverket's register
 *   <li><b>årskurs</b>: school grade, 0 (förskoleklass) to 10
 *   <li><b>läsår</b>: school year, 1 July to 30 June; <b>termin</b>: HT (July–December), VT (January–June)
 *   <li><b>stadsdel</b>: city district, always that of the school unit
 *   <li><b>insats</b>: an effort or service that the social services give
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.canonical;
