package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pulls all pages of a plan. All or nothing: the first endpoint that fails ends the pull, and what was
 * pulled is removed.
 */
public final class PagePull {
    /** More than any municipality has; ends a source that never stops giving new tokens. */
    private static final int MAX_PAGES = 100_000;

    private static final long MAX_PAGE_BYTES = 1L << 30;

    private final SourceConnection connection;

    public PagePull(SourceConnection connection) {
        this.connection = connection;
    }

    /**
     * @param scratch folder for the enciphered pages
     * @return the whole pull; the caller closes it
     */
    public PulledPages pull(PullPlan plan, Path scratch, PullProgress progress) throws SourceUnreachable {
        PulledPages pages = new PulledPages(scratch);
        boolean isWhole = false;
        try (SourceCall call = new SourceCall(connection)) {
            for (EndpointPull endpoint : plan.endpoints()) {
                new OneEndpoint(plan, endpoint, pages, progress, call).pull();
            }
            isWhole = true;
            return pages;
        } finally {
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

    private static final class OneEndpoint {
        private final PullPlan plan;
        private final EndpointPull endpoint;
        private final PulledPages pages;
        private final PullProgress progress;
        private final SourceCall call;
        private int pageCount;
        private long recordCount;

        OneEndpoint(PullPlan plan, EndpointPull endpoint, PulledPages pages, PullProgress progress, SourceCall call) {
            this.plan = plan;
            this.endpoint = endpoint;
            this.pages = pages;
            this.progress = progress;
            this.call = call;
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
                            "raise page-size over the number of rows, or report it to the vendor");
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
                throw failure(null, "gives more than " + MAX_PAGES + " pages", "raise page-size");
            }
            Map<String, String> all = new LinkedHashMap<>(plan.credentials());
            all.putAll(query);
            Taken taken = call.ask(
                    SourceQuestion.get(plan.feed(), endpoint.name(), plan.base(), endpoint.path(), plan.headers(), all),
                    this::store);
            if (taken != null) {
                pageCount++;
                recordCount += taken.records();
                pages.keep(taken.page());
                progress.page(endpoint.name(), pageCount, recordCount);
            }
            return taken;
        }

        private Taken store(InputStream body) throws IOException, PassingFailure, SourceUnreachable {
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

        private byte[] copy(InputStream body, EncipheredPage page) throws IOException, SourceUnreachable {
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
                    int count = body.read(buffer);
                    if (count < 0) {
                        return digest.digest();
                    }
                    length += count;
                    if (length > MAX_PAGE_BYTES) {
                        throw failure(200, "gives a page over 1 GiB", "lower page-size");
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

        private Taken look(EncipheredPage page, byte[] digest) throws PassingFailure {
            try (PageElements elements = new PageElements(page, endpoint.arrayNames())) {
                long records = 0;
                while (elements.next() != null) {
                    records++;
                }
                if (elements.isErrorResponse()) {
                    throw new PassingFailure(200, "answers 200 with an error in its body", "see the source's own log");
                }
                return new Taken(page, records, elements.pageToken(), elements.announced(), digest);
            } catch (BrokenPage e) {
                throw new PassingFailure(
                        200,
                        "answers with something else than a whole JSON page",
                        "check that the base address is the API's and not a web page's");
            }
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
}
