package se.tvarsyn.source;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Hands files to an HTTPS server: one request a file, to the base address and the file's name, with the TLS, credentials,
 * tries and silence of every other request (docs/transport.md). Taken is what the server answers with 200, 201, 202 or
 * 204.
 */
public final class HttpsTarget implements FileTarget {
    private final String user;
    private final URI base;
    private final String method;
    private final SourceCall call;

    private HttpsTarget(String user, URI base, String method, SourceConnection connection) {
        this.user = user;
        this.base = base;
        this.method = method;
        this.call = new SourceCall(connection);
    }

    /**
     * @param user who hands over, for messages
     * @param settings as of a feed's source, and {@code method}: PUT (default) or POST
     * @throws UnusableConnection with everything that is wrong
     */
    public static HttpsTarget of(String user, Map<String, String> settings, Path home, Clock clock)
            throws UnusableConnection {
        SourceConnection connection = SourceConnection.of(user, settings, home, clock);
        URI base = URI.create(settings.getOrDefault("url", "").strip());
        return new HttpsTarget(user, base, settings.getOrDefault("method", "PUT"), connection);
    }

    @Override
    public void put(String name, Path file) throws SourceUnreachable {
        SourceQuestion question = SourceQuestion.upload(user, base, name, method, file);
        call.ask(question, body -> body.transferTo(OutputStream.nullOutputStream()));
    }

    @Override
    public void close() {
        call.close();
    }
}
