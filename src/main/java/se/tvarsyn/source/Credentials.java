package se.tvarsyn.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a feed shows its source who asks. Client certificates are not here: they belong to the connection. */
sealed interface Credentials permits Credentials.InHeaders, ClientCredentials {
    /**
     * Headers for one request.
     *
     * @param call asks a token endpoint where one is needed
     * @throws PassingFailure of the token endpoint
     * @throws SourceUnreachable the secret cannot be read, or the token endpoint refuses
     */
    Map<String, String> headers(SourceCall call, SourceQuestion question) throws PassingFailure, SourceUnreachable;

    /**
     * The source refused these headers (401).
     *
     * @return whether other headers can be had, so that asking once more makes sense
     */
    boolean forget(Map<String, String> refused);

    /** Secrets that stay the same: a bearer token, API keys; empty where the source asks for none. */
    record InHeaders(List<Header> all) implements Credentials {
        public InHeaders {
            all = List.copyOf(all);
        }

        @Override
        public Map<String, String> headers(SourceCall call, SourceQuestion question) throws SourceUnreachable {
            Map<String, String> headers = new LinkedHashMap<>();
            for (Header one : all) {
                try {
                    headers.put(one.name(), one.prefix() + one.secret().read());
                } catch (SecretFile.Unreadable e) {
                    throw question.failure(null, "has no credentials: " + e.what(), "then run again");
                }
            }
            return headers;
        }

        @Override
        public boolean forget(Map<String, String> refused) {
            return false;
        }
    }

    /** @param prefix what stands before the secret: {@code "Bearer "} or nothing */
    record Header(String name, String prefix, SecretFile secret) {}
}
