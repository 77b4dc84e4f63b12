package se.tvarsyn.source;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.IOException;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/** Walks through one DAK document once, and knows of each element under which association and card it stands. */
final class DakDocument implements AutoCloseable {
    private static final int LONGEST_ACTIVITY = 1_000;
    private static final Set<String> WHOLE = Set.of("Sammankomst", "Deltagare", "Ledare");

    /** What to do with the parts of a document. */
    interface Visitor {
        /** Before the content of the meeting is read; {@link #meeting} follows only where this says true. */
        boolean wantsMeeting(DakMeeting.Place place, @Nullable String kod, @Nullable String datum);

        void meeting(long line, DakMeeting.Place place, long card, DakMeeting meeting);

        default boolean wantsRegister() {
            return false;
        }

        default void registered(DakMeeting.RegisterEntry entry) {}

        default void registerEnded() {}

        default void cardActivity(long card, String activity) {}
    }

    private final HardenedXml xml;
    private final Unmarshaller unmarshaller;

    private @Nullable String kommun;
    private @Nullable String association;
    private @Nullable String cardNumber;
    private long card;
    private int cardDepth;
    private boolean isInRegister;
    private boolean isDak;

    DakDocument(SourceDocument document, JAXBContext types) throws IOException, UnreadableDelivery {
        xml = HardenedXml.open(document, WHOLE);
        try {
            unmarshaller = types.createUnmarshaller();
        } catch (JAXBException e) {
            xml.close();
            throw new IllegalStateException("JAXB does not know the types of DAK", e);
        }
        unmarshaller.setListener(new Unmarshaller.Listener() {
            @Override
            public void beforeUnmarshal(Object target, @Nullable Object parent) {
                if (target instanceof DakMeeting.Participant participant) {
                    participant.line = xml.line();
                }
            }
        });
    }

    /** @return why reading stopped before the end; null while it has not */
    @Nullable
    Rejection problem() {
        return xml.problem();
    }

    /** @return whether the root element was {@code Aktivitetskort} */
    boolean isDak() {
        return isDak;
    }

    /**
     * Goes on to the next part that the visitor is told of.
     *
     * @return false at the end, and where reading stopped for {@link #problem()}
     */
    boolean advance(Visitor visitor) throws IOException {
        try {
            while (xml.problem() == null && xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    end(visitor);
                } else if (event == XMLStreamConstants.START_ELEMENT && start(visitor)) {
                    return true;
                }
            }
        } catch (XMLStreamException | JAXBException e) {
            // Why is in problem(); the exception may hold text of the document.
            xml.throwReadFailure();
            if (xml.problem() == null) {
                throw new IllegalStateException("JAXB stopped at a sound element");
            }
        }
        return false;
    }

    private boolean start(Visitor visitor) throws XMLStreamException, JAXBException {
        int depth = xml.depth();
        switch (xml.getLocalName()) {
            case "Aktivitetskort" -> isDak |= depth == 1;
            case "Kommun" -> kommun = fourDigits(xml.attribute("kommunID"));
            case "Foerening" -> association = xml.attribute("foereningsID");
            case "Naervarokort" -> {
                cardNumber = xml.attribute("NaervarokortNummer");
                card++;
                cardDepth = depth;
            }
            case "Aktivitet" -> {
                if (cardDepth > 0 && depth == cardDepth + 1) {
                    visitor.cardActivity(card, shortText().strip());
                }
            }
            case "DeltagarRegister" -> isInRegister = true;
            case "Deltagare" -> {
                if (isInRegister && visitor.wantsRegister()) {
                    visitor.registered(xml.readWhole(unmarshaller, DakMeeting.RegisterEntry.class));
                    return true;
                }
            }
            case "Sammankomst" -> {
                DakMeeting.Place place = new DakMeeting.Place(kommun, association, cardNumber);
                if (visitor.wantsMeeting(place, xml.attribute("kod"), DakTime.day(xml.attribute("Datum")))) {
                    long line = xml.line();
                    visitor.meeting(line, place, card, xml.readWhole(unmarshaller, DakMeeting.class));
                    return true;
                }
            }
            default -> {}
        }
        return false;
    }

    private void end(Visitor visitor) {
        String name = xml.getLocalName();
        if (name.equals("Foerening")) {
            association = null;
        } else if (name.equals("Naervarokort")) {
            cardNumber = null;
            cardDepth = 0;
        } else if (name.equals("DeltagarRegister")) {
            isInRegister = false;
            visitor.registerEnded();
        }
    }

    private String shortText() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int inner = 1;
        while (inner > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                inner++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inner--;
            } else if (xml.isCharacters() && text.length() < LONGEST_ACTIVITY) {
                text.append(xml.getText());
            }
        }
        return text.toString();
    }

    /** XSD says int, so exporters write 687 for 0687 (SOURCES: the sample of 2.2 keeps the zero). */
    private static @Nullable String fourDigits(@Nullable String kommun) {
        return kommun != null && kommun.matches("[0-9]{1,3}") ? "0".repeat(4 - kommun.length()) + kommun : kommun;
    }

    @Override
    public void close() {
        xml.close();
    }
}
