package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Pulls all pages of a plan over HTTP/1.1. All or nothing: the first endpoint that fails ends the pull, and what was
 * pulled is removed.
 *
 * <p>Follows no redirect: credentials go where the configuration says and nowhere else.
 */
public final class PagePull {
    private static final int TRIES = 3;
    /** More than any municipality has; ends a source that never stops giving new tokens. */
    private static final int MAX_PAGES = 100_000;

    private static final long MAX_PAGE_BYTES = 1L << 30;

    private final HttpClient client;
    private final Duration readTimeout;
    private final Duration backoff;

    /**
     * @param client from {@link #client}
     * @param readTimeout the longest silence before the first and between two bytes of an answer
     * @param backoff wait before the second try, doubled before the third
     */
    public PagePull(HttpClient client, Duration readTimeout, Duration backoff) {
        this.client = client;
        this.readTimeout = readTimeout;
        this.backoff = backoff;
    }

    /** @param tls client certificate and trust of the feed (mTLS), null for the JDK's own */
    public static HttpClient client(Duration connectTimeout, @Nullable SSLContext tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        return tls == null ? builder.build() : builder.sslContext(tls).build();
    }

    /**
     * @param scratch folder for the enciphered pages
     * @return the whole pull; the caller closes it
     */
    public PulledPages pull(PullPlan plan, Path scratch, PullProgress progress) throws SourceUnreachable {
        PulledPages pages = new PulledPages(scratch);
        boolean isWhole = false;
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pull-time-out");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (EndpointPull endpoint : plan.endpoints()) {
                new OneEndpoint(plan, endpoint, pages, progress, clock).pull();
            }
            isWhole = true;
            return pages;
        } finally {
            clock.shutdownNow();
            if (!isWhole) {
                pages.close();
            }
        }
    }

    /** What a page that was stored whole says about itself. */
    private record Taken(
            EncipheredPage page,
            long records,
            @Nullable String token,
            @Nullable Long total,
            byte[] digest) {}

    private final class OneEndpoint {
        private final PullPlan plan;
        private final EndpointPull endpoint;
        private final PulledPages pages;
        private final PullProgress progress;
        private final ScheduledExecutorService clock;
        private int pageCount;
        private long recordCount;

        OneEndpoint(
                PullPlan plan,
                EndpointPull endpoint,
                PulledPages pages,
                PullProgress progress,
                ScheduledExecutorService clock) {
            this.plan = plan;
            this.endpoint = endpoint;
            this.pages = pages;
            this.progress = progress;
            this.clock = clock;
        }

        void pull() throws SourceUnreachable {
            for (Map<String, String> query : endpoint.queries()) {
                if (endpoint.paging() instanceof EndpointPull.ByToken byToken) {
                    byToken(query, byToken.limit());
                } else {
                    byOffset(query, endpoint.paging().limit());
                }
            }
        }

        private void byToken(Map<String, String> filters, int limit) throws SourceUnreachable {
            Set<String> seen = new HashSet<>();
            Map<String, String> query = new LinkedHashMap<>(filters);
            query.put("limit", Integer.toString(limit));
            while (true) {
                Taken taken = take(query);
                String token = taken == null ? null : taken.token();
                if (token == null) {
                    return;
                }
                if (!seen.add(token)) {
                    throw failure(
                            null,
                            "gives the same page token again, so the pull would never end",
                            "report it to the source's vendor");
                }
                // The standard: not together with filters. The reference API wants it quite alone.
                query = Map.of("pageToken", token);
            }
        }

        private void byOffset(Map<String, String> filters, int limit) throws SourceUnreachable {
            long offset = 0;
            byte[] last = new byte[0];
            while (true) {
                Map<String, String> query = new LinkedHashMap<>(filters);
                query.put("offset", Long.toString(offset));
                query.put("limit", Integer.toString(limit));
                Taken taken = take(query);
                if (taken == null || taken.records() == 0) {
                    return;
                }
                if (Arrays.equals(last, taken.digest())) {
                    throw failure(
                            null,
                            "gives the same page again, so it does not heed the offset",
                            "raise the page limit over the number of rows, or report it to the vendor");
                }
                last = taken.digest();
                offset += taken.records();
                Long total = taken.total();
                if (total == null ? taken.records() < limit : offset >= total) {
                    return;
                }
            }
        }

        private @Nullable Taken take(Map<String, String> query) throws SourceUnreachable {
            if (pageCount >= MAX_PAGES) {
                throw failure(null, "gives more than " + MAX_PAGES + " pages", "raise the page limit");
            }
            HttpRequest request = request(query);
            for (int attempt = 1; ; attempt++) {
                boolean isLast = attempt == TRIES;
                try {
                    Taken taken = attempt(request, isLast);
                    if (taken != null) {
                        pageCount++;
                        recordCount += taken.records();
                        pages.keep(taken.page());
                        progress.page(endpoint.name(), pageCount, recordCount);
                    }
                    return taken;
                } catch (TryAgain again) {
                    if (isLast) {
                        throw failure(again.status, again.what + ", " + TRIES + " times", again.mend);
                    }
                    pause(attempt);
                }
            }
        }

        private void pause(int attempt) throws SourceUnreachable {
            try {
                Thread.sleep(backoff.toMillis() << (attempt - 1));
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        private SourceUnreachable interrupted() {
            Thread.currentThread().interrupt();
            return failure(null, "the pull was stopped", "run it again");
        }

        private HttpRequest request(Map<String, String> query) throws SourceUnreachable {
            Map<String, String> all = new LinkedHashMap<>(plan.credentials());
            all.putAll(query);
            StringBuilder text = new StringBuilder(plan.base().toString().replaceAll("/+$", ""))
                    .append('/')
                    .append(endpoint.path());
            char separator = '?';
            for (Map.Entry<String, String> one : all.entrySet()) {
                text.append(separator)
                        .append(URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8));
                separator = '&';
            }
            try {
                HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(text.toString()))
                        .timeout(readTimeout)
                        .setHeader("Accept", "application/json")
                        .GET();
                plan.headers().forEach(builder::setHeader);
                return builder.build();
            } catch (IllegalArgumentException e) {
                // Its message quotes the address with its query, or the header's value.
                throw failure(
                        null,
                        "the address or a header is not one that HTTP allows",
                        "check base address and headers in tvarsyn.yaml");
            }
        }

        private @Nullable Taken attempt(HttpRequest request, boolean isLast) throws SourceUnreachable, TryAgain {
            HttpResponse<InputStream> response;
            try {
                response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException e) {
                throw noAnswer(e);
            } catch (InterruptedException e) {
                throw interrupted();
            }
            try (InputStream body = response.body()) {
                int status = response.statusCode();
                if (status == 204) {
                    return null;
                }
                if (status != 200) {
                    throw refused(status);
                }
                return store(body);
            } catch (IOException e) {
                throw new TryAgain(null, "the answer broke off", "see that the source and the network are up");
            }
        }

        private Taken store(InputStream body) throws IOException, TryAgain, SourceUnreachable {
            EncipheredPage page = pages.begin(endpoint.name() + "-page" + (pageCount + 1) + ".json");
            boolean isKept = false;
            try {
                byte[] digest = copy(body, page);
                Taken taken = look(page, digest);
                isKept = true;
                return taken;
            } finally {
                if (!isKept) {
                    page.delete();
                }
            }
        }

        private byte[] copy(InputStream body, EncipheredPage page) throws IOException, TryAgain, SourceUnreachable {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[64 * 1024];
            long length = 0;
            OutputStream target;
            try {
                target = page.create();
            } catch (IOException e) {
                throw diskFull();
            }
            try (target) {
                while (true) {
                    int count = readInTime(body, buffer);
                    if (count < 0) {
                        return digest.digest();
                    }
                    length += count;
                    if (length > MAX_PAGE_BYTES) {
                        throw failure(200, "gives a page over 1 GiB", "lower the page limit");
                    }
                    digest.update(buffer, 0, count);
                    try {
                        target.write(buffer, 0, count);
                    } catch (IOException e) {
                        throw diskFull();
                    }
                }
            }
        }

        /** The request's own time-out ends with the headers; a body that falls silent is closed from outside. */
        private int readInTime(InputStream body, byte[] buffer) throws IOException, TryAgain {
            AtomicBoolean late = new AtomicBoolean();
            ScheduledFuture<?> bell = clock.schedule(
                    () -> {
                        late.set(true);
                        try {
                            body.close();
                        } catch (IOException e) {
                            late.set(true); // closing is all that was wanted
                        }
                    },
                    readTimeout.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                int count = body.read(buffer);
                if (late.get()) {
                    throw timeOut();
                }
                return count;
            } catch (IOException e) {
                if (late.get()) {
                    throw timeOut();
                }
                throw e;
            } finally {
                bell.cancel(false);
            }
        }

        private Taken look(EncipheredPage page, byte[] digest) throws TryAgain {
            try (PageElements elements = new PageElements(page, endpoint.arrayNames())) {
                long records = 0;
                while (elements.next() != null) {
                    records++;
                }
                if (elements.isErrorResponse()) {
                    throw new TryAgain(200, "answers 200 with an error in its body", "see the source's own log");
                }
                return new Taken(page, records, elements.pageToken(), elements.announced(), digest);
            } catch (BrokenPage e) {
                throw new TryAgain(
                        200,
                        "answers with something else than a whole JSON page",
                        "check that the base address is the API's and not a web page's");
            }
        }

        private TryAgain timeOut() {
            return new TryAgain(
                    null,
                    "no answer within " + readTimeout.toSeconds() + " s",
                    "see that the source is up, or lower the page limit");
        }

        private TryAgain noAnswer(IOException e) throws SourceUnreachable {
            if (e instanceof SSLException) {
                throw failure(
                        null,
                        "no trusted connection can be made (TLS)",
                        "check the feed's certificate and trust store");
            }
            if (e instanceof HttpTimeoutException) {
                return timeOut();
            }
            return new TryAgain(
                    null,
                    e instanceof ConnectException ? "no connection" : "the connection broke",
                    "see that the base address is right and the source is up");
        }

        private TryAgain refused(int status) throws SourceUnreachable {
            if (status == 429 || status >= 500) {
                return new TryAgain(status, "answers " + status, "the source is overloaded or down; run again later");
            }
            if (status == 401) {
                throw failure(status, "does not accept the credentials (401)", "renew the feed's secret or token");
            }
            if (status == 403) {
                throw failure(
                        status,
                        "knows the credentials but does not allow this endpoint (403)",
                        "ask the source's owner for the right or scope that this endpoint needs");
            }
            if (status == 404) {
                throw failure(status, "is not there (404)", "check the base address and that the source has it");
            }
            if (status >= 300 && status < 400) {
                throw failure(
                        status,
                        "points to another address (" + status + "), which is not followed",
                        "set the base address to where the API is now");
            }
            throw failure(status, "answers " + status, "check filters and page limit with the source's owner");
        }

        private SourceUnreachable diskFull() {
            return failure(null, "the page cannot be stored under the home", "make room on the disk");
        }

        private SourceUnreachable failure(@Nullable Integer status, String what, String mend) {
            return new SourceUnreachable(plan.feed(), endpoint.name(), status, what, mend);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** This try failed in a way that may pass. */
    private static final class TryAgain extends Exception {
        private static final long serialVersionUID = 1L;

        private final @Nullable Integer status;
        private final String what;
        private final String mend;

        TryAgain(@Nullable Integer status, String what, String mend) {
            super(what, null, false, false);
            this.status = status;
            this.what = what;
            this.mend = mend;
        }
    }
}
