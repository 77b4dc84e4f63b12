package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.Ss12000CareEntities.CareEvent;
import se.tvarsyn.source.Ss12000CareEntities.Group;
import se.tvarsyn.source.Ss12000CareEntities.Stay;
import se.tvarsyn.source.Ss12000Entities.Person;
import se.tvarsyn.source.Ss12000References.Place;
import se.tvarsyn.source.Ss12000References.Unit;

/**
 * Pairs check-ins and check-outs of preschool and fritidshem to days. They come in any order and on any page, so they
 * wait in the reference store, by child, day and time, until the last page is read.
 *
 * <p>A child is at one place at a time: a check-out ends the check-in before it, whatever group it names, and the time
 * is the check-in's unit's. What has no counterpart that day adds no minutes and makes its day incomplete. Night care
 * that passes midnight therefore gives two incomplete days.
 */
final class Ss12000CareDays {
    /** The key under which an event waits, by the event's id: a later version may have another time. */
    private record Kept(String key, long modified) {
        static final ReferenceStore.Packing<Kept> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Kept entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.key);
                to.number(entity.modified);
            }

            @Override
            public Kept unpack(ReferenceStore.Unpacker from) throws IOException {
                String key = from.text();
                return new Kept(key == null ? "" : key, from.number());
            }

            @Override
            public long modified(Kept entity) {
                return entity.modified;
            }
        };
    }

    private final Ss12000References references;
    private final ReferenceStore.Entities<Kept> byId;
    private final ReferenceStore.Entities<CareEvent> inOrder;
    private @Nullable Iterator<CareEvent> left;
    private @Nullable CareEvent next;

    Ss12000CareDays(Ss12000References references) {
        this.references = references;
        byId = references.store.entities("care-event-ids", Kept.PACKING);
        inOrder = references.store.entities(Ss12000Format.ATTENDANCE_EVENTS, CareEvent.PACKING);
    }

    void take(String id, JsonNode element, long line) throws UnusableElement {
        // The 2.0.0 draft requires "child" and describes "person" (read August 2026): both are sent.
        String field = element.hasNonNull("person") ? "person" : "child";
        JsonNode child = JsonFields.object(element, field, field);
        String childId = JsonFields.text(child, "id", field + ".id");
        references.student(childId, field + ".id", Ss12000Format.ATTENDANCE_EVENTS);
        Instant time = SourceTime.instant(JsonFields.text(element, "time", "time"), "time");
        if (time == null) {
            throw new UnusableElement("time", "missing-time", "a check-in or check-out must say when it was");
        }
        String type = JsonFields.text(element, "eventType", "eventType");
        boolean isIn = "In".equals(type);
        if (!isIn && !"Ut".equals(type)) {
            throw new UnusableElement("eventType", "unknown-value", "the standard knows In and Ut only");
        }
        long modified = Ss12000Entities.modifiedAt(element);
        String present = Objects.requireNonNull(childId);
        LocalDate day = time.atZone(SourceTime.ZONE).toLocalDate();
        // A check-out before a check-in of the same minute: the child went from one group to the next.
        String key = String.join(
                "\0",
                present,
                day.toString(),
                String.format(Locale.ROOT, "%015d", Math.max(0, time.toEpochMilli())),
                isIn ? "2" : "1",
                id);
        Kept known = byId.get(id);
        if (known != null) {
            if (known.modified() > modified) {
                return;
            }
            inOrder.remove(known.key());
        }
        byId.put(id, new Kept(key, modified));
        inOrder.put(
                key,
                new CareEvent(
                        key,
                        present,
                        JsonFields.text(child, "securityMarking", field + ".securityMarking"),
                        JsonFields.reference(element, "group"),
                        isIn,
                        time.toEpochMilli(),
                        line,
                        modified));
    }

    /**
     * Puts the records of one child's next day into the block.
     *
     * @return whether there may be more
     */
    boolean oneDay(BlockBuilder block) {
        Iterator<CareEvent> events = left;
        if (events == null) {
            events = inOrder.inOrderOfIds();
            left = events;
            next = events.hasNext() ? events.next() : null;
        }
        CareEvent first = next;
        if (first == null) {
            return false;
        }
        Day day = new Day(first.childId(), first.day());
        CareEvent event = first;
        while (event != null
                && event.childId().equals(day.childId)
                && event.day().equals(day.on)) {
            day.take(event);
            event = events.hasNext() ? events.next() : null;
        }
        next = event;
        day.end(block);
        return next != null;
    }

    /** One child's day so far. */
    private final class Day {
        private final String childId;
        private final LocalDate on;
        private final Map<String, Hours> units = new LinkedHashMap<>();
        private String marking = "";
        private @Nullable CareEvent in;
        private @Nullable Hours inHours;

        Day(String childId, LocalDate on) {
            this.childId = childId;
            this.on = on;
        }

        void take(CareEvent event) {
            marking = Ss12000References.marking(marking, event.securityMarking());
            CareEvent opened = in;
            Hours hours = inHours;
            if (event.isIn()) {
                if (hours != null) {
                    hours.isComplete = false;
                }
                in = event;
                inHours = hours(event);
            } else if (opened == null || hours == null) {
                hours(event).isComplete = false;
            } else {
                hours.millis += event.time() - opened.time();
                hours.saw(event);
                in = null;
                inHours = null;
            }
        }

        private Hours hours(CareEvent event) {
            Hours made = new Hours(event.line(), where(event));
            Hours hours = units.computeIfAbsent(made.key(), k -> made);
            hours.saw(event);
            return hours;
        }

        private Where where(CareEvent event) {
            Stay stay = references.stayOn(childId, on);
            Group group = references.groups.get(event.groupId());
            String organisationId = group == null ? null : group.organisationId();
            if (organisationId == null && stay != null) {
                organisationId = stay.organisationId();
            }
            Person person = references.persons.get(childId);
            Unit unit = references.unit(organisationId);
            if (person != null && !unit.isUnit() && unit.code() == null) {
                Place place = references.place(organisationId, on, person);
                organisationId = place.organisationId();
                unit = place.unit();
            }
            return new Where(organisationId, unit, stay == null || !stay.isPlacement() ? null : stay.schoolType());
        }

        void end(BlockBuilder block) {
            if (inHours != null) {
                inHours.isComplete = false;
            }
            Person person = references.persons.get(childId);
            for (Hours hours : units.values()) {
                long modified = Math.max(hours.modified, hours.where.unit().modified());
                if (person != null) {
                    modified = Math.max(modified, person.modified());
                }
                block.add(new SourceRecord(Ss12000Layouts.CARE_DAY, hours.line, new @Nullable String[] {
                    Ss12000References.modifiedText(modified),
                    childId,
                    person == null ? null : person.civicNo(),
                    person == null ? null : person.sex(),
                    Ss12000References.marking(marking, person == null ? null : person.securityMarking()),
                    hours.where.unit().code(),
                    hours.where.organisationId(),
                    hours.where.schoolType(),
                    on.toString(),
                    Long.toString(hours.millis / 60_000),
                    Boolean.toString(hours.isComplete)
                }));
            }
        }
    }

    private record Where(
            @Nullable String organisationId,
            Unit unit,
            @Nullable String schoolType) {}

    /** One child's time at one unit that day. */
    private static final class Hours {
        private final long line;
        private final Where where;
        private long millis;
        private boolean isComplete = true;
        private long modified = Ss12000Entities.NO_TIME;

        Hours(long line, Where where) {
            this.line = line;
            this.where = where;
        }

        /** Departments of one unit are one place. */
        String key() {
            String unit = where.unit().id();
            return unit != null ? unit : Objects.requireNonNullElse(where.organisationId(), "");
        }

        void saw(CareEvent event) {
            modified = Math.max(modified, event.modified());
        }
    }
}
