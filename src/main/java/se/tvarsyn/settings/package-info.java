/**
 * What people write in text: reads YAML with its line numbers, checks it against a JSON Schema, and collects every
 * problem before it fails.
 *
 * <p>Fed by: {@code tvarsyn.yaml}, {@code mappings/}. Eaten by: {@code mapping}, {@code cli}, {@code operations}. Must
 * never: stop at the first problem, or show a value that may be a secret.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.settings;
