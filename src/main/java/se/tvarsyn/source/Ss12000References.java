package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.Ss12000CareEntities.Group;
import se.tvarsyn.source.Ss12000CareEntities.Stay;
import se.tvarsyn.source.Ss12000CareEntities.Stays;
import se.tvarsyn.source.Ss12000CareEntities.Syllabus;
import se.tvarsyn.source.Ss12000Entities.Activity;
import se.tvarsyn.source.Ss12000Entities.Enrolment;
import se.tvarsyn.source.Ss12000Entities.Event;
import se.tvarsyn.source.Ss12000Entities.Organisation;
import se.tvarsyn.source.Ss12000Entities.Person;

/** What the records of one delivery refer to, kept on disk and enciphered, and the questions that are asked of it. */
final class Ss12000References implements AutoCloseable {
    /** Deeper than every organisation of the standard; stops a circle of parents. */
    private static final int MAX_PARENTS = 20;

    final ReferenceStore store;
    final ReferenceStore.Entities<Organisation> organisations;
    final ReferenceStore.Entities<Syllabus> syllabuses;
    final ReferenceStore.Entities<Activity> activities;
    final ReferenceStore.Entities<Group> groups;
    final ReferenceStore.Entities<Event> events;
    final ReferenceStore.Entities<Person> persons;
    private final ReferenceStore.Entities<Stays> stays;

    Ss12000References(Path scratch) {
        store = new ReferenceStore(scratch);
        organisations = store.entities(Ss12000Format.ORGANISATIONS, Organisation.PACKING);
        syllabuses = store.entities(Ss12000Format.SYLLABUSES, Syllabus.PACKING);
        activities = store.entities(Ss12000Format.ACTIVITIES, Activity.PACKING);
        groups = store.entities(Ss12000Format.GROUPS, Group.PACKING);
        events = store.entities(Ss12000Format.CALENDAR_EVENTS, Event.PACKING);
        persons = store.entities(Ss12000Format.PERSONS, Person.PACKING);
        stays = store.entities("stays", Stays.PACKING);
    }

    /**
     * @param referrer the endpoint that names the student
     * @throws UnusableElement where persons do not have them
     */
    Person student(@Nullable String studentId, String field, String referrer) throws UnusableElement {
        Person person = persons.get(studentId);
        if (person == null) {
            throw new UnusableElement(
                    field,
                    "unknown-student",
                    "pull persons for the same schools as " + referrer + ": without the person nobody knows who it is");
        }
        return person;
    }

    /** Keeps a group, and where it is a department which children belong to it. */
    void group(String id, JsonNode element) throws UnusableElement {
        Group group = Group.read(element);
        groups.put(id, group);
        if (Group.isDepartment(element)) {
            for (JsonNode one : JsonFields.objects(element, "groupMemberships", "groupMemberships")) {
                String personId = JsonFields.text(
                        JsonFields.object(one, "person", "groupMemberships.person"),
                        "id",
                        "groupMemberships.person.id");
                if (personId != null) {
                    stay(personId, Stay.membership(id, group, one));
                }
            }
        }
    }

    void stay(String childId, Stay added) {
        Stays known = stays.get(childId);
        stays.put(childId, (known == null ? Stays.NONE : known).with(added));
    }

    @Nullable
    Stay stayOn(String childId, LocalDate day) {
        Stays known = stays.get(childId);
        return known == null ? null : known.on(day);
    }

    /**
     * A school unit that was looked for from some organisation upwards.
     *
     * @param isUnit whether a unit was found at all; its code may still be missing
     */
    record Unit(@Nullable String code, @Nullable String id, boolean isUnit, long modified) {}

    Unit unit(@Nullable String organisationId) {
        String id = organisationId;
        long modified = Ss12000Entities.NO_TIME;
        for (int i = 0; i < MAX_PARENTS; i++) {
            Organisation organisation = organisations.get(id);
            if (organisation == null) {
                break;
            }
            modified = Math.max(modified, organisation.modified());
            // A unit whose code is missing stays without: its parent's code would be another unit's.
            if (organisation.schoolUnitCode() != null || organisation.isUnit()) {
                return new Unit(organisation.schoolUnitCode(), id, true, modified);
            }
            id = organisation.parentId();
        }
        return new Unit(null, null, false, modified);
    }

    /**
     * Where something of a pupil took place.
     *
     * @param organisationId what the source named, or the enrolment's where it named nothing below a unit
     * @param enrolment in force that day, null where there is none
     */
    record Place(
            Unit unit,
            @Nullable String organisationId,
            @Nullable Enrolment enrolment) {
        @Nullable
        String schoolType() {
            return enrolment == null ? null : enrolment.schoolType();
        }

        @Nullable
        String schoolYear() {
            return enrolment == null ? null : enrolment.schoolYear();
        }
    }

    /** @param organisationId what the activity, notice or grade belongs to, null where the source does not say */
    Place place(@Nullable String organisationId, LocalDate day, Person person) {
        Unit unit = unit(organisationId);
        Enrolment enrolment = enrolmentOn(day, person, organisationId, unit);
        if (unit.code() != null || unit.isUnit() || enrolment == null) {
            return new Place(unit, organisationId, enrolment);
        }
        Unit enroled = unit(enrolment.organisationId());
        return new Place(
                new Unit(enroled.code(), enroled.id(), enroled.isUnit(), Math.max(unit.modified(), enroled.modified())),
                enrolment.organisationId() == null ? organisationId : enrolment.organisationId(),
                enrolment);
    }

    /** The enrolment in force that day: the one at the lesson's unit, else the one that began last. */
    private static @Nullable Enrolment enrolmentOn(
            LocalDate day, Person person, @Nullable String organisationId, Unit unit) {
        Enrolment best = null;
        boolean isBestHere = false;
        for (Enrolment one : person.enrolments()) {
            if (!one.isInForce(day)) {
                continue;
            }
            String at = one.organisationId();
            boolean isHere = at != null && (at.equals(organisationId) || at.equals(unit.id()));
            if (best == null || (isHere == isBestHere ? began(one) >= began(best) : isHere)) {
                best = one;
                isBestHere = isHere;
            }
        }
        return best;
    }

    private static long began(Enrolment enrolment) {
        return Ss12000Entities.epochDay(enrolment.firstDay());
    }

    /**
     * The most protective of what the source says in several places: everything but "Ingen" protects, words that this
     * version does not know included, so that mapping fails closed.
     */
    static String marking(@Nullable String... markings) {
        String found = "";
        for (String one : markings) {
            if (one != null && !one.isEmpty() && !one.equals("Ingen")) {
                return one;
            }
            if (one != null && !one.isEmpty()) {
                found = one;
            }
        }
        return found;
    }

    static @Nullable String ownMarking(@Nullable JsonNode reference, String field) throws UnusableElement {
        return JsonFields.text(reference, "securityMarking", field + ".securityMarking");
    }

    static long latest(Person person, Place place) {
        return Math.max(person.modified(), place.unit().modified());
    }

    static @Nullable String modifiedText(long modified) {
        return modified == Ss12000Entities.NO_TIME
                ? null
                : Instant.ofEpochMilli(modified).toString();
    }

    @Override
    public void close() {
        store.close();
    }
}
