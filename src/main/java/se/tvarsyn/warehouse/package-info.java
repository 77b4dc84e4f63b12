/**
 * Which ClickHouse is used, and its schema: a server, or the engine inside this process behind a loopback address.
 *
 * <p>In: settings, migration files, and over the loopback whatever the official drivers send. Out: JDBC connections,
 * the streaming client, and errors that name tables, columns and row numbers. Must never: put a value of a record into
 * an error or a log, take a body that broke off for a whole one, open the embedded engine at an address other than
 * 127.0.0.1, or have a path for the embedded engine that a server would not have.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.warehouse;
