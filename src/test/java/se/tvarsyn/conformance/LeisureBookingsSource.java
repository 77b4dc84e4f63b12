package se.tvarsyn.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A booking system: bookings without person and course participants, the whole state each time; ids are its own. */
final class LeisureBookingsSource implements FeedSource {
    private static final String BOOKING = """
            {"id":"b%d","facility":{"id":"hall-7","type":"Idrottshall","district":"Farsta"},\
            "start":"2026-03-02T17:00:00+01:00","end":"2026-03-02T18:30:00+01:00","association":{"id":"1123"},\
            "activity":"Innebandy","status":"Bokad","bookedBy":"Markör Bokare","phone":"070MARKOR"}""";
    private static final String PARTICIPANT = """
            {"id":"p%d","person":{"id":"KUND%d","civicNo":"%s","name":"Markör Deltagare","protected":false},\
            "organiser":{"id":"kulturskolan"},"course":"Musik","date":"2026-03-03","minutes":40,"present":true,\
            "note":"Markör anteckning"}""";

    @Override
    public String feed() {
        return "leisure-bookings";
    }

    private static PageRows bookings(int persons) {
        List<String> bookings = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            bookings.add(BOOKING.formatted(i));
        }
        return new PageRows("bookings", bookings);
    }

    private static PageRows participants(int persons) {
        List<String> participants = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            participants.add(PARTICIPANT.formatted(person, person, OfficialNumbers.number(person)));
        }
        return new PageRows("participants", participants);
    }

    private static Map<String, byte[]> written(PageRows bookings, PageRows participants) {
        Map<String, byte[]> pages = new LinkedHashMap<>(bookings.written());
        pages.putAll(participants.written());
        return pages;
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return written(bookings(persons), participants(persons));
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return written(bookings(persons), participants(persons).firstWith("\"minutes\":40", "\"minutes\":60"));
    }

    @Override
    public @Nullable Map<String, byte[]> moved(int persons) {
        return written(bookings(persons), participants(persons).firstWith("2026-03-03", "2026-03-10"));
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        return written(bookings(persons), participants(persons).withoutFirst());
    }

    @Override
    public boolean deletesByCompleteness() {
        return true;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return written(
                bookings(persons).and(BOOKING.formatted(persons).replace("18:30:00", "16:30:00")),
                participants(persons));
    }

    @Override
    public String state() {
        // Around both: an ORDER BY at the end would sort the second half alone.
        return """
                SELECT * FROM (
                SELECT 'visit' AS what, association_id, activity, visited_on AS day, minutes, is_linkable
                FROM core.leisure_visit FINAL WHERE feed = 'leisure-bookings'
                UNION ALL
                SELECT 'booking' AS what, association_id, activity, booked_on AS day, minutes, false
                FROM core.facility_booking FINAL WHERE feed = 'leisure-bookings'
                ) ORDER BY what, association_id, activity, day, minutes""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers =
                new ArrayList<>(List.of("Markör Bokare", "070MARKOR", "Markör Deltagare", "Markör anteckning"));
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
            markers.add("KUND" + person);
        }
        return markers;
    }
}
