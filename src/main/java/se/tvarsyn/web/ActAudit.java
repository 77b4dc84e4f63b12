package se.tvarsyn.web;

import java.io.IOException;
import java.util.Map;
import se.tvarsyn.audit.AuditLog;

/** Writes down what somebody does by the pages, before it is done. */
public final class ActAudit {
    private final AuditLog log;

    ActAudit(AuditLog log) {
        this.log = log;
    }

    /**
     * Notes an act.
     *
     * @param act a word of the product: {@code feed-run}
     * @param facts what it is about; no value of a record, and no secret
     * @throws IOException where it cannot be written: then it may not be done
     */
    public void note(Viewer viewer, String act, Map<String, String> facts) throws IOException {
        log.append(viewer.name(), act, facts);
    }
}
