/**
 * Whether a home can do its work today: probes of machine, keys, law, warehouse, sources and what is stored.
 *
 * <p>In: a configuration. Out: findings, each with its mend. Eaten by: {@code cli} ({@code doctor}). The one place besides
 * a run that reaches the sources, and it reads no record there.
 *
 * <p>Must never: change a file, a source or a table other than one of its own, which it drops; show a secret, an
 * address or a value of a record; let one probe that fails keep the others from being made.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.diagnosis;
