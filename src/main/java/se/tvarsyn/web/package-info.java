/**
 * The pages of {@code ./tvarsyn serve}: who is let in, what every page has around it, and the one door to released figures.
 *
 * <p>In: a browser's requests; releases, read with an analyst's rights through {@link se.tvarsyn.application.ReleasePlace}. Out:
 * whole pages, drawn here and not in the browser, and files of what a page shows. Sub-packages are one subject each: {@code
 * followup} is Uppföljning, {@code analysis} Analys, {@code operations} Drift, which asks {@link
 * se.tvarsyn.application.Operator}.
 *
 * <p>Must never: read anything of facts, of {@code ops} (but Drift what may be shown of it) or of a file with persons; compute a
 * figure; show a figure past {@link se.tvarsyn.web.ReleaseView}, which knows what a viewer may see, but to who may see all and
 * asks for it ({@link se.tvarsyn.web.AnalystQueries}); write a script or a style into a page; tell a stranger more
 * than that there is a log-in; show a message that we did not write.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.web;
