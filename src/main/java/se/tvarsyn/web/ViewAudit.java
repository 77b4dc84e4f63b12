package se.tvarsyn.web;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import se.tvarsyn.audit.AuditLog;

/** Writes down who saw which release, once for each session, release and page, before the page is shown. */
public final class ViewAudit {
    private static final String SEEN = ViewAudit.class.getName();

    private final AuditLog log;

    ViewAudit(AuditLog log) {
        this.log = log;
    }

    /**
     * Notes a view.
     *
     * @param page a word of the product, no address
     * @throws IOException where it cannot be written: then nothing may be shown
     */
    public void note(HttpSession session, Viewer viewer, String release, String page) throws IOException {
        synchronized (this) {
            Set<String> seen = seen(session);
            String what = release + " " + page;
            if (!seen.contains(what)) {
                log.append(viewer.name(), "view-release", Map.of("period", release, "page", page));
                Set<String> more = new HashSet<>(seen);
                more.add(what);
                session.setAttribute(SEEN, Set.copyOf(more));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<String> seen(HttpSession session) {
        Object seen = session.getAttribute(SEEN);
        return seen == null ? Set.of() : (Set<String>) seen;
    }
}
