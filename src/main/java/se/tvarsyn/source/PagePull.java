package se.tvarsyn.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
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
                new OneEndpoint(plan, endpoint, pages, progress, call).pull(scratch);
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

    private final class OneEndpoint {
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

        void pull(Path scratch) throws SourceUnreachable {
            for (Map<String, String> query : endpoint.queries()) {
                if (endpoint.paging() instanceof EndpointPull.ByToken byToken) {
                    byToken(query, byToken.limit());
                } else if (endpoint.paging() instanceof EndpointPull.Whole) {
                    take(query);
                } else if (endpoint.paging() instanceof EndpointPull.ByLookup byLookup) {
                    byLookup(byLookup, scratch);
                } else {
                    byOffset(query, endpoint.paging().limit());
                }
            }
        }

        private void byToken(Map<String, String> filters, int limit) throws SourceUnreachable {
            Set<String> seen = new HashSet<>();
            Map<String, String> query = new LinkedHashMap<>(filters);
            if (limit != EndpointPull.ByToken.NO_LIMIT) {
                query.put("limit", Integer.toString(limit));
            }
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

        private void byLookup(EndpointPull.ByLookup lookup, Path scratch) throws SourceUnreachable {
            try (MissingIds missing = new MissingIds(pages.documents(), lookup, scratch)) {
                int chunk = lookup.limit();
                for (List<String> ids = missing.next(chunk); !ids.isEmpty(); ids = missing.next(chunk)) {
                    chunk = Math.min(chunk, look(ids));
                }
            }
        }

        /** @return how many ids the source answered at once */
        private int look(List<String> ids) throws SourceUnreachable {
            SourceQuestion question = SourceQuestion.post(
                    plan.feed(),
                    endpoint.name(),
                    plan.base(),
                    endpoint.path(),
                    plan.headers(),
                    plan.credentials(),
                    idsAsJson(ids));
            Looked looked = once(question);
            if (looked == Looked.TOO_LARGE && ids.size() > 1) {
                int half = (ids.size() + 1) / 2;
                return Math.min(look(ids.subList(0, half)), look(ids.subList(half, ids.size())));
            }
            if (looked != Looked.TAKEN) {
                // Whatever else it was: once more in the ordinary way, with its tries and its words.
                keep(call.ask(question, this::store));
            }
            return ids.size();
        }

        private enum Looked {
            TAKEN,
            TOO_LARGE,
            NEITHER
        }

        /** The standard's 503 to a lookup means that the answer would be too large; to ask again would not help. */
        private Looked once(SourceQuestion question) throws SourceUnreachable {
            try {
                Map<String, String> credentials = connection.credentials().headers(call, question);
                return call.once(question, credentials, answer -> switch (answer.status()) {
                    case 200 -> {
                        keep(store(answer.body()));
                        yield Looked.TAKEN;
                    }
                    case 503 -> Looked.TOO_LARGE;
                    case 404, 405 ->
                        throw failure(
                                answer.status(),
                                "the source has no lookup (" + answer.status()
                                        + "), so lessons whose attendance changed cannot be told their day",
                                "take 'changes: true' out of the feed's source in tvarsyn.yaml: the whole window is pulled then");
                    default -> Looked.NEITHER;
                });
            } catch (PassingFailure passing) {
                return Looked.NEITHER;
            }
        }

        private static String idsAsJson(List<String> ids) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ids.forEach(body.putArray("ids")::add);
            return body.toString();
        }

        private @Nullable Taken take(Map<String, String> query) throws SourceUnreachable {
            if (pageCount >= MAX_PAGES) {
                throw failure(null, "gives more than " + MAX_PAGES + " pages", "raise page-size");
            }
            Map<String, String> all = new LinkedHashMap<>(plan.credentials());
            all.putAll(query);
            SourceQuestion question =
                    SourceQuestion.get(plan.feed(), endpoint.name(), plan.base(), endpoint.path(), plan.headers(), all);
            try {
                return keep(call.ask(question, this::store));
            } catch (SourceUnreachable e) {
                Integer status = e.status();
                if (endpoint.isOptional() && status != null && status == 404) {
                    throw failure(
                            status,
                            "is not there (404)",
                            "take " + endpoint.name() + " out of sources." + plan.feed()
                                    + ".endpoints where the source does not have it, else check the base address");
                }
                throw e;
            }
        }

        private @Nullable Taken keep(@Nullable Taken taken) {
            if (taken != null) {
                pageCount++;
                recordCount += taken.records();
                pages.keep(taken.page());
                progress.page(endpoint.name(), pageCount, recordCount);
            }
            return taken;
        }

        private Taken store(InputStream body) throws IOException, PassingFailure, SourceUnreachable {
            EncipheredPage page = pages.begin(documentName());
            boolean isKept = false;
            try {
                byte[] digest = copy(body, page);
                Taken taken = endpoint.paging() instanceof EndpointPull.Whole whole
                        ? lookAtXml(page, whole, digest)
                        : look(page, digest);
                isKept = true;
                return taken;
            } finally {
                if (!isKept) {
                    page.delete();
                }
            }
        }

        private String documentName() {
            int number = pageCount + 1;
            if (endpoint.paging() instanceof EndpointPull.Whole) {
                return endpoint.name() + "-" + number + ".xml";
            }
            String kind = endpoint.paging() instanceof EndpointPull.ByLookup ? "" : "-page";
            return endpoint.name() + kind + number + ".json";
        }

        /** The whole document, so that one that broke off, or a web page, is not taken for an answer. */
        private static Taken lookAtXml(EncipheredPage page, EndpointPull.Whole whole, byte[] digest)
                throws PassingFailure, IOException {
            boolean isExpected = false;
            try (XmlEvents events = XmlEvents.open(page.name(), page.open())) {
                int event = events.next();
                while (event != XMLStreamConstants.END_DOCUMENT) {
                    if (event == XMLStreamConstants.START_ELEMENT && events.depth() == 1) {
                        isExpected = whole.roots().contains(events.name());
                    }
                    event = events.next();
                }
            } catch (BrokenPage e) {
                isExpected = false;
            }
            if (!isExpected) {
                throw new PassingFailure(
                        200,
                        "answers with something else than a whole XML document of this service",
                        "check that the base address is the API's and not a web page's");
            }
            return new Taken(page, 1, null, null, digest);
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
