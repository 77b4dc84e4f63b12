/**
 * Analys: what analysts look things up in, and where they ask of releases themselves.
 *
 * <p>In: the catalogue of metrics, the tables as the engine shows them to an analyst, the example queries of
 * {@code warehouse/examples/released}, and queries that a person writes. Out: pages, and the answers as files.
 *
 * <p>Must never: run a query anywhere but through {@link se.tvarsyn.web.AnalystQueries}; put a query's text into an address or a
 * log; show ClickHouse's text of an error; open to somebody who is limited to a part of the municipality; keep an answer
 * longer than the releases stand that it was asked of.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.web.analysis;
