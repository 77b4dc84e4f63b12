package se.tvarsyn.source;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Edlevo/Procapita Absence API, XML of v1 and v2 (vendor's schemas, read August 2026; no live system). A delivery is a
 * directory of saved answers whose names begin with the service that was called: {@code GetCompulsorySchoolAbsence*.xml},
 * {@code …Presence}, {@code …AbsenceAggregation}, {@code …PresenceAggregation}, and likewise PreSchoolClass,
 * CompulsorySchoolForLearningDisabilities, UpperSecondarySchool and UpperSecondarySchoolForLearningDisabilities.
 *
 * <p>Record types: {@code lesson}, one a pupil and lesson, of whatever both services say about it; {@code aggregation},
 * one a pupil, subject and period, of its reasons; {@code preschool_absence}, for events without a lesson. {@code
 * modified} is when the answer was made, because an event has no time of its own: of two answers the later holds. Where
 * only the absence service speaks of a lesson, {@code present_minutes} is what is left of it and {@code has_schedule} is
 * false.
 *
 * <p>Setting {@code late_arrival}: {@code separate} (default), {@code valid} or {@code invalid}. Rejected: {@code
 * unknown-service}, {@code not-edlevo}, {@code missing-datetime}, {@code unknown-reason}, {@code invalid-minutes}, {@code
 * minutes-exceed-lesson}, {@code conflicting-answers}, {@code conflicting-person}, {@code invalid-period}, {@code
 * missing-id}, {@code missing-time}, {@code missing-event}, {@code invalid-time}, and {@code broken-document}, {@code
 * forbidden-doctype}, {@code element-too-large}, {@code too-deep} for the rest of a document. A delivery of which nothing
 * can be read is an {@link UnreadableDelivery}.
 */
public final class EdlevoFormat implements SourceFormat {
    static final SourceLayout LESSON = new SourceLayout(
            "lesson",
            List.of(
                    "person_number",
                    "person_id",
                    "lesson_id",
                    "modified",
                    "unit_id",
                    "school_unit_code",
                    "school_form",
                    "subject_code",
                    "attended_on",
                    "offered_minutes",
                    "present_minutes",
                    "valid_absence_minutes",
                    "invalid_absence_minutes",
                    "late_minutes",
                    "has_schedule"));
    static final SourceLayout AGGREGATION = new SourceLayout(
            "aggregation",
            List.of(
                    "person_number",
                    "person_id",
                    "modified",
                    "unit_id",
                    "school_unit_code",
                    "school_form",
                    "subject_id",
                    "subject_code",
                    "period_from_on",
                    "period_to_on",
                    "offered_minutes",
                    "present_minutes",
                    "valid_absence_minutes",
                    "invalid_absence_minutes",
                    "late_minutes"));
    static final SourceLayout PRESCHOOL_ABSENCE = new SourceLayout(
            "preschool_absence",
            List.of(
                    "person_number",
                    "person_id",
                    "starts_at",
                    "modified",
                    "unit_id",
                    "school_unit_code",
                    "school_form",
                    "starts_on",
                    "ends_on"));

    private final Clock clock;

    /** @param clock decides the century of ten-digit numbers */
    public EdlevoFormat(Clock clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public String name() {
        return "edlevo-absence";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        lateArrival(settings);
        return List.of(LESSON, AGGREGATION, PRESCHOOL_ABSENCE);
    }

    private static EdlevoAccount.LateArrival lateArrival(Map<String, Object> settings) {
        return switch (String.valueOf(settings.getOrDefault("late_arrival", "separate"))) {
            case "separate" -> EdlevoAccount.LateArrival.SEPARATE;
            case "valid" -> EdlevoAccount.LateArrival.VALID;
            case "invalid" -> EdlevoAccount.LateArrival.INVALID;
            default -> throw new IllegalArgumentException("format.late_arrival: use one of separate, valid, invalid");
        };
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return true;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        List<EdlevoReading.Part> parts = new ArrayList<>();
        for (SourceDocument document : documents) {
            parts.add(new EdlevoReading.Part(document, EdlevoService.ofDocument(document.name())));
        }
        EdlevoReading reading = new EdlevoReading(
                parts,
                lateArrival(settings),
                LocalDate.now(clock.withZone(SourceTime.ZONE)),
                new ReferenceStore(scratch));
        boolean isGood = false;
        try {
            reading.survey();
            isGood = true;
            return reading;
        } finally {
            if (!isGood) {
                reading.close();
            }
        }
    }
}
