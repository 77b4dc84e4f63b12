package se.tvarsyn.operations;

import java.util.List;
import java.util.Objects;
import se.tvarsyn.source.SourceDocument;

/**
 * Something to take in: one file, one directory of saved responses, or one pull.
 *
 * @param scope "file", or what the pull asked for; part of the delivery's id
 * @param isPull a source that is asked again may go back to what it said before; a file is what it is
 */
public record Delivery(String feed, String scope, List<SourceDocument> documents, boolean isPull) {
    public Delivery {
        Objects.requireNonNull(feed);
        Objects.requireNonNull(scope);
        documents = List.copyOf(documents);
    }

    public static Delivery ofFile(String feed, List<SourceDocument> documents) {
        return new Delivery(feed, "file", documents, false);
    }
}
