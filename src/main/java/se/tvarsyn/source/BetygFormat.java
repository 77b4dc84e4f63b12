package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import se.tvarsyn.canonical.Rejection;

/**
 * Stockholm's betyg, XML v1.1 (schema, example and README of the interface, read November 2026; no live system), in any
 * namespace, with or without a byte order mark.
 *
 * <p>Each {@code elev} holds all grades of one pupil, so what was delivered before is replaced: record {@code elev} comes
 * first, then a {@code betyg} for each {@code ämnesbetyg} and {@code kursbetyg}; an {@code elev} without grades only
 * clears. {@code elev@id} is the interface's own id ("sourcedid"); an id that reads as an identity number is taken as
 * one. {@code subject} is the course's code, else the subject's, with the language where SKOLFS has it in the code.
 * {@code ordinal} tells grades apart that are alike in subject, term and prövning.
 *
 * <p>Who decided a grade, groups and any text in {@code omdöme} are in no record. Rejected: {@code missing-id}, {@code
 * wrong-type}, {@code empty-element}, each for a whole pupil, whose earlier grades then stay, and {@code
 * broken-document}, {@code element-too-large}, {@code too-deep}. Unreadable deliveries: the same three before the first
 * pupil, {@code empty-file}, {@code not-betyg}, {@code forbidden-doctype}, {@code unreadable-file}.
 */
public final class BetygFormat implements SourceFormat {
    static final SourceLayout ELEV = new SourceLayout("elev", List.of("elev"));
    static final SourceLayout BETYG = new SourceLayout(
            "betyg",
            List.of(
                    "elev",
                    "person_number",
                    "person_id",
                    "kind",
                    "value",
                    "datum",
                    "provning",
                    "skola",
                    "school_unit_code",
                    "skolform",
                    "subject",
                    "sprak",
                    "termin",
                    "ar",
                    "slutbetyg",
                    "omdome",
                    "ordinal"));

    private final Clock clock;

    /** @param clock decides the century of ten-digit numbers */
    public BetygFormat(Clock clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public String name() {
        return "betyg";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return List.of(ELEV, BETYG);
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return false;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        for (SourceDocument document : documents) {
            look(document);
        }
        return new BetygReading(documents, LocalDate.now(clock.withZone(SourceTime.ZONE)));
    }

    /** Finds what makes a document unreadable before anything of the delivery is loaded. */
    private static void look(SourceDocument document) throws UnreadableDelivery {
        try (InputStream in = document.open()) {
            if (in.read() < 0) {
                throw new UnreadableDelivery(new Rejection(
                        document.name(), 0, null, "empty-file", "the file is empty; ask the sender for a new export"));
            }
        } catch (IOException e) {
            throw unreadableFile(document);
        }
        try (BetygDocument first = new BetygDocument(document, FieldsSeen.none())) {
            Rejection problem = first.next() == null ? first.problem() : null;
            if (problem != null) {
                throw new UnreadableDelivery(problem);
            }
        } catch (IOException e) {
            throw unreadableFile(document);
        }
    }

    private static UnreadableDelivery unreadableFile(SourceDocument document) {
        return new UnreadableDelivery(new Rejection(
                document.name(), 0, null, "unreadable-file", "the file could not be read; check that it is there"));
    }
}
