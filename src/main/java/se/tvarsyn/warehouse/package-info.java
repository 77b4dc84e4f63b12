/**
 * Which ClickHouse is used, and its schema: a server, or the engine inside this process behind a loopback address.
 *
 * <p>In: settings, migration files, and over the loopback whatever the official drivers send. Out: JDBC connections,
 * the streaming client, and errors that name tables, columns and row numbers. Never: a value of a record in an error
 * or a log, a body that broke off taken for a whole one, an address other than 127.0.0.1 for the embedded engine, a
 * second path for the embedded engine that a server would not have.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.warehouse;
