package se.tvarsyn.source;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Sammankomst} as JAXB fills it, in whatever order the elements come. What is not named here never becomes
 * text in memory that lasts: {@code Handikapp} is health data, leaders are staff.
 */
@XmlAccessorType(XmlAccessType.FIELD)
class DakMeeting {
    @XmlAttribute(name = "Datum")
    @Nullable
    String datum;

    @XmlAttribute(name = "kod")
    @Nullable
    String kod;

    @XmlElement(name = "StartTid")
    @Nullable
    String start;

    @XmlElement(name = "StoppTid")
    @Nullable
    String stop;

    @XmlElement(name = "StoppDatum")
    @Nullable
    String stopDatum;

    @XmlElement(name = "Aktivitet")
    @Nullable
    String aktivitet;

    @XmlElement(name = "Typ")
    @Nullable
    String typ;

    @XmlElement(name = "Metod")
    @Nullable
    String metod;

    @XmlElement(name = "DeltagarLista")
    List<Participants> participants = new ArrayList<>();

    @XmlElement(name = "LedarLista")
    List<Leaders> leaders = new ArrayList<>();

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Participants {
        @XmlElement(name = "Deltagare")
        List<Participant> entries = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Participant {
        @XmlAttribute(name = "id")
        @Nullable
        String id;

        @XmlElement(name = "Naervarande")
        @Nullable
        String naervarande;

        @XmlTransient
        int line;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Leaders {
        @XmlElement(name = "Ledare")
        List<Leader> entries = new ArrayList<>();
    }

    /** Counted, and nothing else. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Leader {}

    /** One {@code Deltagare} of the register; names are not read. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static class RegisterEntry {
        @XmlAttribute(name = "id")
        @Nullable
        String id;

        @XmlElement(name = "Personnummer")
        @Nullable
        String personnummer;
    }

    List<Participant> listed() {
        return participants.stream().flatMap(list -> list.entries.stream()).toList();
    }

    long leaderEntries() {
        return leaders.stream().mapToLong(list -> list.entries.size()).sum();
    }

    /** Where a meeting belongs, from the elements around it. */
    record Place(
            @Nullable String kommun,
            @Nullable String association,
            @Nullable String card) {
        @Nullable
        String code(@Nullable String kod) {
            return association == null || card == null || kod == null
                    ? null
                    : association + '\u001F' + card + '\u001F' + kod;
        }
    }
}
