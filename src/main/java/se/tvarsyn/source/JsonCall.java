package se.tvarsyn.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that is no source, with the TLS, token and silence of every other request (docs/transport.md). One try
 * each: a write whose answer was lost is not to be sent again unseen. Answers of every status are given, for what they
 * mean is the server's own.
 */
public final class JsonCall {
    /** No answer that anybody waits for is larger. */
    private static final int MOST_BYTES = 4 << 20;

    private final String user;
    private final URI base;
    private final SourceConnection connection;

    private JsonCall(String user, URI base, SourceConnection connection) {
        this.user = user;
        this.base = base;
        this.connection = connection;
    }

    /**
     * @param user who asks, for messages
     * @param settings as of a feed's source
     * @throws UnusableConnection with everything that is wrong
     */
    public static JsonCall of(String user, Map<String, String> settings, Path home, Clock clock)
            throws UnusableConnection {
        SourceConnection connection = SourceConnection.of(user, settings, home, clock);
        URI base = URI.create(settings.getOrDefault("url", "").strip());
        return new JsonCall(user, base, connection);
    }

    /** An answer; its body is not shown. */
    public record Answer(int status, byte[] body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * @param name what is asked, for messages
     * @param path below the base address
     * @param json body of a POST; null for a GET
     * @throws SourceUnreachable where there is no answer
     */
    public Answer ask(String name, String path, @Nullable String json) throws SourceUnreachable {
        SourceQuestion question = json == null
                ? SourceQuestion.get(user, name, base, path, Map.of(), Map.of())
                : SourceQuestion.post(user, name, base, path, Map.of(), Map.of(), json);
        SourceCall.refuseTalkativeJvm(question);
        try (SourceCall call = new SourceCall(connection)) {
            return call.once(question, connection.credentials().headers(call, question), JsonCall::taken);
        } catch (PassingFailure failure) {
            throw question.failure(failure.status(), failure.what(), failure.mend());
        }
    }

    private static Answer taken(SourceCall.Answer answer) throws IOException {
        byte[] body = answer.body().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new IOException("too long an answer");
        }
        return new Answer(answer.status(), body);
    }
}
