package se.tvarsyn.source;

import java.net.URI;
import java.util.Map;

/** Asks a source whether it is there and lets its feed in, and reads no record. */
public final class SourceProbe {
    private SourceProbe() {}

    /**
     * One request to the base address, after the token endpoint where there is one. Whatever the source answers there, it
     * answers; only a refusal of the credentials, or trouble of its own, is a failure.
     *
     * @param showsWhoAsks whether the connection itself carries the credentials; a key within a question is not tried
     * @throws SourceUnreachable in plain words, without address, header or body
     */
    public static void address(String feed, URI base, SourceConnection connection, boolean showsWhoAsks)
            throws SourceUnreachable {
        SourceQuestion question = SourceQuestion.get(feed, "base address", base, "", Map.of(), Map.of());
        SourceCall.refuseTalkativeJvm(question);
        try (SourceCall call = new SourceCall(connection)) {
            Map<String, String> credentials = connection.credentials().headers(call, question);
            int status = call.once(question, credentials, SourceCall.Answer::status);
            if (status == 401 && showsWhoAsks) {
                throw question.failure(
                        status, "does not accept the credentials (401)", "renew the feed's secret or token");
            }
            if (status >= 500) {
                throw question.failure(
                        status, "answers " + status, "the source is overloaded or down; try again later");
            }
        } catch (PassingFailure e) {
            throw question.failure(e.status(), e.what(), e.mend());
        }
    }

    /**
     * Lists the folder, after host key and login where it is on a server.
     *
     * @throws SourceUnreachable in plain words, without a file's name
     */
    public static void folder(FileSource source) throws SourceUnreachable {
        source.list();
    }
}
