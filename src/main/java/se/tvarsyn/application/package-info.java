/**
 * Puts the parts together for one run: settings, keys, warehouse, steps, routes.
 *
 * <p>Fed by: {@code cli}. Must never: hold a rule of its own.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.application;
