/**
 * Rules over canonical records that no single field can break: minutes that do not fit the lesson, a person nobody can
 * be told by.
 *
 * <p>Fed by: {@code mapping}. Eaten by: {@code quarantine}, {@code pseudonymization}. Must never: change a value.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.validation;
