package se.tvarsyn.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source that is pulled: also knows how its server answers requests from the same documents. */
interface PulledSource extends FeedSource {
    /**
     * Settings under {@code sources.<feed>} of tvarsyn.yaml.
     *
     * @param base address of the server for this feed
     * @param secrets folder for files with secrets, which the method writes
     */
    Map<String, String> settings(URI base, Path secrets) throws IOException;

    /**
     * The document that answers a request; null = there is no such address.
     *
     * @param path below the base address, without a slash at its start
     * @param query decoded parameters
     * @param documents as {@link FeedSource#ordinary} gives them
     */
    byte @Nullable [] answer(String path, Map<String, String> query, Map<String, byte[]> documents);

    /** Content type of the answers. */
    default String contentType() {
        return "application/json";
    }
}
