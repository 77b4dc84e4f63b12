package se.tvarsyn.application;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.audit.AuditorKey;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.barring.BarredPerson;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.erasure.ErasureCase;
import se.tvarsyn.erasure.ErasureCases;
import se.tvarsyn.erasure.ErasureProof;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.operations.BarredRows;
import se.tvarsyn.pseudonymization.HomeKeys;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.SoughtPersons;
import se.tvarsyn.quarantine.NotInQuarantine;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.renumbering.NumberMemory;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.FileArchive;

/**
 * Erasure of persons under dual control (PRIVACY.md 5): request, approval, and everything that an approval sets going.
 * Every step can be done twice: an approval that broke off is approved again, by the same principal.
 */
public final class Erasures {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final Home home;
    private final KeyStoreFile keys;
    private final HomeKeys homeKeys;
    private final ErasureCases cases;
    private final AuditLog audit;
    private final Clock clock;

    public Erasures(Home home, KeyStoreFile keys, Clock clock) {
        this.home = home;
        this.keys = keys;
        this.homeKeys = keys.homeKeys();
        this.cases = new ErasureCases(home.erasures(), homeKeys::erasure, clock);
        this.audit = new AuditLog(home.audit(), homeKeys.audit(), clock);
        this.clock = clock;
    }

    /**
     * A principal, as they said and as it was found.
     *
     * @param isKnown whether they proved it by their secret
     */
    public record Actor(String name, boolean isKnown) {
        String proof() {
            return isKnown ? "secret" : "unauthenticated";
        }
    }

    /**
     * @param auditor who may read whom the case is about while it is open; null where the home names nobody
     * @return the case's id
     */
    public String request(SoughtPersons persons, String reference, Actor by, @Nullable AuditorKey auditor)
            throws IOException {
        ErasureCase opened = cases.request(null, reference, by.name(), by.isKnown(), persons.toBytes());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("case", opened.id());
        facts.put("reference", reference);
        facts.put("principal", by.proof());
        facts.put("persons", String.join(" ", persons.auditTokens(homeKeys)));
        if (auditor != null) {
            // The chain holds what the copy was, so that nobody puts another in its place.
            facts.put("auditors-copy-sha256", auditor.seal(persons.reveal(), cases.auditorsCopy(opened.id())));
        }
        audit.append(by.name(), "erase-request", facts);
        return opened.id();
    }

    /**
     * Asks that an erasure be undone: its persons may be loaded again. What was erased comes back by redelivery only.
     *
     * @throws ErasureCases.CaseRefused where there is no such erasure, or it was not carried out
     */
    public String undo(String erasure, String reference, Actor by) throws IOException, ErasureCases.CaseRefused {
        ErasureCase done = cases.find(erasure);
        if (done == null || done.undoes() != null || !done.isClosed()) {
            throw new ErasureCases.CaseRefused(
                    "there is no erasure of that id that was carried out: 'erase list' shows" + " them");
        }
        ErasureCase opened = cases.request(erasure, reference, by.name(), by.isKnown(), new byte[0]);
        audit.append(
                by.name(),
                "erase-undo-request",
                Map.of("case", opened.id(), "undoes", erasure, "reference", reference, "principal", by.proof()));
        return opened.id();
    }

    public List<ErasureCase> all() throws IOException {
        return cases.all();
    }

    /**
     * Approves a case and carries it out.
     *
     * @param waiting told in how many tables replaced parts are still to be removed
     * @return the audit's head
     * @throws ErasureCases.CaseRefused where the case cannot be approved by this principal
     * @throws ErasureProof.NotErased where something is left; the persons stay barred
     */
    public String approve(Installation installation, String id, Actor by, LongConsumer waiting)
            throws IOException, ErasureCases.CaseRefused, ErasureProof.NotErased, NotInQuarantine {
        try (Locked lock = installation.lock()) {
            ErasureCase approved = cases.approve(id, by.name());
            BarredList barred = BarredList.open(home.barredList(), homeKeys.barredList());
            WarehouseErasure erasure = new WarehouseErasure(installation.warehouse(), clock);
            BarredRows rows = new BarredRows(barred, home.barredList(), erasure, new PendingErasures());
            rows.agree();
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("case", approved.id());
            facts.put("reference", approved.reference());
            facts.put("requested-by", approved.requestedBy());
            facts.put("requested-at", approved.requestedAt().toString());
            facts.put("requester", approved.isRequesterKnown() ? "secret" : "unauthenticated");
            facts.put("principal", by.proof());
            if (approved.undoes() != null) {
                barred.unbar(approved.undoes());
                rows.mayComeAgain();
                facts.put("undoes", approved.undoes());
            } else {
                erase(installation, approved, barred, rows, waiting, facts);
            }
            String head = audit.append(by.name(), approved.undoes() == null ? "erase" : "erase-undo", facts);
            cases.close(approved);
            return head;
        }
    }

    private void erase(
            Installation installation,
            ErasureCase approved,
            BarredList barred,
            BarredRows rows,
            LongConsumer waiting,
            Map<String, String> facts)
            throws IOException, ErasureProof.NotErased, NotInQuarantine {
        LocalDate today = LocalDate.now(clock.withZone(SWEDEN));
        SoughtPersons sought = SoughtPersons.ofBytes(approved.sought(), today)
                .withEveryNumber(NumberMemory.open(home.numbers(), homeKeys.numbers()), today);
        List<BarredPerson> persons = sought.persons(keys.tokenKeys(), homeKeys);
        // First barred, then erased: a delivery that comes meanwhile, or a crash, brings nobody back.
        barred.bar(approved.id(), persons);
        Set<Pseudonym> tokens = new HashSet<>();
        persons.forEach(p -> tokens.addAll(p.rows()));
        rows.erase(tokens);
        new Quarantine(home.directory(), homeKeys::quarantine, clock)
                .discardWhere(sought::occurIn, "erasure " + approved.id());
        int files = new FileArchive(home.archive(), homeKeys::archive, clock).destroyWhere(sought::occurIn);
        Path storage = installation.warehouse().embedded() ? home.warehouseStorage() : null;
        ErasureProof.Evidence evidence =
                new ErasureProof(installation.warehouse(), waiting, "approve again").find(tokens, storage);
        facts.put("persons", String.join(" ", sought.auditTokens(homeKeys)));
        facts.put("archived-files-destroyed", Integer.toString(files));
        facts.put("evidence", evidence(evidence, storage));
    }

    private static String evidence(ErasureProof.Evidence evidence, @Nullable Path storage) {
        return storage == null
                ? "no replaced part is left on the server; its disk was not looked at"
                : "no replaced part is left; no token in " + evidence.files() + " files, " + evidence.bytes()
                        + " bytes, of the warehouse";
    }
}
