/**
 * What a data protection officer reads: the record of processing, facts for an impact assessment, lineage from source
 * field to figure of a release, the data dictionary, and one document that gathers them for signature. What everybody
 * reads: the metric catalogue.
 *
 * <p>In: what is configured (settings, mappings, routes, metrics), the SQL of {@code warehouse/}, and the table of claims and
 * tests in {@code docs/privacy.md}. Out: Markdown, HTML and CSV in a folder. No warehouse is asked, so the documents say
 * what will be done, and the same configuration gives the same text.
 *
 * <p>Must never: show a setting that may hold a secret or an address of one; say what no file says, in a list kept by
 * hand; leave out a field, a column or a feed without a word.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.documents;
