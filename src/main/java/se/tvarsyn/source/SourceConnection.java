package se.tvarsyn.source;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way to one feed's source: client with its TLS and proxy, credentials, limits, and what is remembered between calls
 * (token, rate, breaker). Made once for a feed and kept while the process lives. Shows the feed only.
 *
 * <p>Follows no redirect: credentials go where the configuration says and nowhere else.
 */
public final class SourceConnection {
    private final String feed;
    private final HttpClient client;
    private final Credentials credentials;
    private final boolean hasClientCertificate;
    private final boolean hasProxy;
    private final Duration readTimeout;
    private final int tries;
    private final int pageSize;
    private final Waiting waiting;
    private final RateLimit rate;
    private final SourceBreaker breaker;

    private SourceConnection(String feed, ConnectionSettings settings, Waiting waiting) throws UnusableConnection {
        this.feed = Objects.requireNonNull(feed);
        this.waiting = waiting;
        List<String> problems = settings.problems();
        settings.address("url");
        InetSocketAddress proxy = settings.hostAndPort("proxy");
        KeyManagerFactory own = clientCertificate(settings, waiting.clock());
        TrustManagerFactory trust = trust(settings);
        Credentials shown = credentials(settings, waiting.clock());
        Duration connectTimeout = settings.seconds("connect-timeout-seconds", 300, 10);
        this.readTimeout = settings.seconds("read-timeout-seconds", 3_600, 60);
        this.tries = settings.number("tries", 10, 3);
        this.pageSize = settings.number("page-size", 100_000, 2_000);
        this.rate = new RateLimit(settings.number("requests-per-second", 1_000, 0), waiting);
        this.breaker = new SourceBreaker(feed, waiting.clock());
        if (shown == null || !problems.isEmpty()) {
            throw new UnusableConnection(feed, problems);
        }
        this.credentials = shown;
        this.hasClientCertificate = own != null;
        this.hasProxy = proxy != null;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                // Without the setting none, whatever the JVM's properties say: the configuration is the one place.
                .proxy(proxy == null ? HttpClient.Builder.NO_PROXY : ProxySelector.of(proxy))
                .sslContext(SourceTls.context(own, trust))
                .build();
    }

    /**
     * Reads every file that the settings name.
     *
     * @param settings of {@code sources.<feed>} in tvarsyn.yaml, by name (docs/transport.md)
     * @param home folder that paths are relative to
     * @throws UnusableConnection with everything that is wrong
     */
    public static SourceConnection of(String feed, Map<String, String> settings, Path home, Clock clock)
            throws UnusableConnection {
        return of(feed, settings, home, Waiting.real(clock));
    }

    static SourceConnection of(String feed, Map<String, String> settings, Path home, Waiting waiting)
            throws UnusableConnection {
        return new SourceConnection(feed, new ConnectionSettings(settings, home), waiting);
    }

    private static @Nullable KeyManagerFactory clientCertificate(ConnectionSettings settings, Clock clock) {
        Path file = settings.file("client-certificate-file");
        if (file == null) {
            return null;
        }
        settings.required("client-certificate-password-file");
        char[] password = settings.password("client-certificate-password-file");
        return password == null ? null : SourceTls.client(file, password, clock.instant(), settings.problems());
    }

    private static @Nullable TrustManagerFactory trust(ConnectionSettings settings) {
        Path file = settings.file("trust-file");
        return file == null
                ? null
                : SourceTls.trust(file, settings.password("trust-password-file"), settings.problems());
    }

    /** @return null where a problem was added */
    private static @Nullable Credentials credentials(ConnectionSettings settings, Clock clock) {
        String auth = settings.text("auth");
        if (auth == null) {
            // What the settings name is what is meant; that only one kind is named is checked with tvarsyn.yaml.
            auth = settings.text("oauth2-token-url") != null
                    ? "oauth2"
                    : settings.text("token-file") != null ? "bearer" : "none";
        }
        List<Credentials.Header> all = new ArrayList<>();
        if (auth.equals("bearer")) {
            settings.required("token-file");
            SecretFile token = settings.secret("token-file");
            if (token == null) {
                return null;
            }
            all.add(new Credentials.Header("Authorization", "Bearer ", token));
        }
        settings.headerSecrets().forEach((name, secret) -> all.add(new Credentials.Header(name, "", secret)));
        Credentials.InHeaders headers = new Credentials.InHeaders(all);
        return auth.equals("oauth2") ? clientCredentials(settings, headers, clock) : headers;
    }

    private static @Nullable Credentials clientCredentials(
            ConnectionSettings settings, Credentials.InHeaders besides, Clock clock) {
        URI endpoint = settings.address("oauth2-token-url");
        String id = settings.required("oauth2-client-id");
        settings.required("oauth2-client-secret-file");
        SecretFile secret = settings.secret("oauth2-client-secret-file");
        return endpoint == null || id == null || secret == null
                ? null
                : new ClientCredentials(endpoint, id, secret, settings.text("oauth2-scope"), besides, clock);
    }

    /** Records to ask for in one page; the source may give fewer. */
    public int pageSize() {
        return pageSize;
    }

    HttpClient client() {
        return client;
    }

    Credentials credentials() {
        return credentials;
    }

    boolean hasClientCertificate() {
        return hasClientCertificate;
    }

    boolean hasProxy() {
        return hasProxy;
    }

    /** The longest silence before the first and between two bytes of an answer. */
    Duration readTimeout() {
        return readTimeout;
    }

    /** At least 1. */
    int tries() {
        return tries;
    }

    Waiting waiting() {
        return waiting;
    }

    RateLimit rate() {
        return rate;
    }

    SourceBreaker breaker() {
        return breaker;
    }

    @Override
    public String toString() {
        return "SourceConnection[" + feed + "]";
    }
}
