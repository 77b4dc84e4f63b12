package se.tvarsyn.source;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * Digitalt aktivitetskort (DAK) 2.1 and 2.2, in either namespace or none.
 *
 * <p>Record types: {@code meeting}, one per {@code Sammankomst} that replaces (Add) or takes back (Remove) what was
 * delivered about it before, and {@code participant}, one per listed participant of Add and Update, absent ones too. A
 * meeting comes before its participants. Values are the document's, without surrounding blanks, except: {@code kommun}
 * has four digits again; {@code datum} and {@code stop_datum} are without offset; {@code naervarande} is {@code true} or
 * {@code false}; {@code minutes} is worked out, and null where the times cannot be read; {@code aktivitet} is the
 * meeting's, else the card's; {@code kod_is_unique} says whether the code names one day only in this document.
 *
 * <p>Names, leaders, addresses and {@code Handikapp} are in no record. Rejected: {@code dangling-participant} (the
 * schema's own key references do not work, so any validator lets it pass), {@code ambiguous-participant}, {@code
 * invalid-mark}, {@code unknown-method} (once a meeting), {@code register-not-read} and {@code broken-document} where the
 * XML breaks off. Unreadable deliveries: {@code empty-file}, {@code not-dak}, {@code no-records}, {@code
 * broken-document}, {@code forbidden-doctype}, {@code element-too-large}, {@code too-deep}, {@code unreadable-file}.
 */
public final class DakFormat implements SourceFormat {
    static final SourceLayout MEETING = new SourceLayout(
            "meeting", List.of("kommun", "association", "card", "kod", "datum", "kod_is_unique", "metod"));
    static final SourceLayout PARTICIPANT = new SourceLayout(
            "participant",
            List.of(
                    "kommun",
                    "association",
                    "card",
                    "kod",
                    "datum",
                    "kod_is_unique",
                    "metod",
                    "start",
                    "stop",
                    "stop_datum",
                    "minutes",
                    "aktivitet",
                    "typ",
                    "participant",
                    "personnummer",
                    "naervarande"));

    private final JAXBContext types;

    public DakFormat() {
        try {
            types = JAXBContext.newInstance(DakMeeting.class, DakMeeting.RegisterEntry.class);
        } catch (JAXBException e) {
            throw new IllegalStateException("JAXB does not accept the types of DAK", e);
        }
    }

    @Override
    public String name() {
        return "dak";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return List.of(MEETING, PARTICIPANT);
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return false;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        DakRegister register = register(scratch);
        boolean isGood = false;
        try {
            List<DakReading.Part> parts = new ArrayList<>();
            for (int i = 0; i < documents.size(); i++) {
                parts.add(survey(documents.get(i), register.document(i)));
            }
            isGood = true;
            return new DakReading(types, parts, register);
        } finally {
            if (!isGood) {
                register.close();
            }
        }
    }

    private static DakRegister register(Path scratch) {
        try {
            return new DakRegister(scratch);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the folder for temporary files cannot be written to", e);
        }
    }

    private DakReading.Part survey(SourceDocument document, DakRegister.OfDocument register) throws UnreadableDelivery {
        Survey survey = new Survey(register);
        try {
            try (InputStream in = document.open()) {
                if (in.read() < 0) {
                    throw unreadable(document, "empty-file", "the file is empty; ask the sender for a new export");
                }
            }
            Rejection problem;
            boolean isDak;
            try (DakDocument first = new DakDocument(document, types)) {
                boolean isMore = true;
                while (isMore) {
                    isMore = first.advance(survey);
                }
                problem = first.problem();
                isDak = first.isDak();
            }
            DakReading.Part part = new DakReading.Part(document, register, survey.isRegisterRead || problem == null);
            if (problem != null && !problem.reason().equals("broken-document")) {
                throw new UnreadableDelivery(problem);
            }
            if (problem == null && !isDak) {
                throw unreadable(
                        document, "not-dak", "the root element is not Aktivitetskort; is this another export?");
            }
            if (problem == null && survey.meetings == 0) {
                throw unreadable(
                        document,
                        "no-records",
                        "the document has no Sammankomst; ask the sender whether the export went wrong");
            }
            if (problem != null && !hasRecord(part)) {
                throw new UnreadableDelivery(problem);
            }
            return part;
        } catch (IOException e) {
            throw unreadable(document, "unreadable-file", "the file could not be read; check that it is there");
        }
    }

    /** Reads a broken document until its first good record. */
    private boolean hasRecord(DakReading.Part part) {
        try (DakReading trial = new DakReading(types, List.of(part), null)) {
            while (trial.hasNext()) {
                if (!trial.next().records().isEmpty()) {
                    return true;
                }
            }
            return false;
        }
    }

    private static UnreadableDelivery unreadable(SourceDocument document, String reason, String mend) {
        return new UnreadableDelivery(new Rejection(document.name(), 0, null, reason, mend));
    }

    /** The first way through: what a meeting needs to know that stands elsewhere in the document. */
    private static final class Survey implements DakDocument.Visitor {
        private final DakRegister.OfDocument register;
        private long meetings;
        private boolean isRegisterRead;

        Survey(DakRegister.OfDocument register) {
            this.register = register;
        }

        @Override
        public boolean wantsMeeting(DakMeeting.Place place, @Nullable String kod, @Nullable String datum) {
            meetings++;
            register.addCode(place.code(kod), datum);
            return false;
        }

        @Override
        public void meeting(long line, DakMeeting.Place place, long card, DakMeeting meeting) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public boolean wantsRegister() {
            return true;
        }

        @Override
        public void registered(DakMeeting.RegisterEntry entry) {
            if (entry.id != null && !entry.id.isBlank()) {
                register.addPerson(entry.id.strip(), entry.personnummer == null ? "" : entry.personnummer.strip());
            }
            register.countPerson();
        }

        @Override
        public void registerEnded() {
            isRegisterRead = true;
        }

        @Override
        public void cardActivity(long card, String activity) {
            register.setActivity(card, activity);
        }
    }
}
