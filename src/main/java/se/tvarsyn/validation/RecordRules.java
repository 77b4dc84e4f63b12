package se.tvarsyn.validation;

import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.AbsenceNotice;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.AttendancePeriod;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityKind;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.PupilTerm;
import se.tvarsyn.canonical.SocialEvent;
import se.tvarsyn.canonical.SupportStep;
import se.tvarsyn.canonical.Withdrawal;

/** The rules, each with its reason code. */
final class RecordRules {
    private static final RuleBreach MISSING_PERSON = new RuleBreach(
            null,
            "missing-identity-number",
            "the record names nobody, and the feed has no person id of its own; ask the source to deliver the number");
    private static final RuleBreach UNUSABLE_PERSON = new RuleBreach(
            null,
            "unusable-identity-number",
            "the identity is neither personnummer, samordningsnummer, interim nor TF number, and the feed has no person"
                    + " id of its own; correct it in the source");
    private static final RuleBreach ABSENCE_EXCEEDS_LESSON = new RuleBreach(
            "absence_minutes",
            "absence-exceeds-lesson",
            "absence must be from 0 to the minutes that were offered; correct it in the source");
    private static final RuleBreach ENDS_BEFORE_IT_STARTS = new RuleBreach(
            "ended_on", "ends-before-it-starts", "the last day must not be before the first; correct it in the source");

    private static final RuleBreach PERIOD_ENDS_BEFORE_IT_STARTS = new RuleBreach(
            "period_to_on",
            "ends-before-it-starts",
            "the last day must not be before the first; correct it in the source");
    private static final RuleBreach CONSENT_ENDS_BEFORE_IT_STARTS = new RuleBreach(
            "consent_to_on",
            "ends-before-it-starts",
            "the last day of the consent must not be before its first; correct it in the source");
    private static final RuleBreach ABSENCE_EXCEEDS_OFFERED = new RuleBreach(
            "offered_minutes",
            "absence-exceeds-offered",
            "absence must not be longer than the time that was offered; correct it in the source");
    private static final RuleBreach UNUSABLE_KEY = new RuleBreach(
            null,
            "unusable-key",
            "the fields that make the row are too long or hold broken characters; correct them in the source");
    /** A token's value has a length of two bytes; this many characters fit in any case. */
    private static final int LONGEST_KEY = 16_000;

    private RecordRules() {}

    static @Nullable RuleBreach breachOf(IdentifiedRecord record) {
        if (!isUsableKey(record.naturalKey())
                || (record.person() != null && !isUsableKey(record.person().sourceId()))
                || (record.groups() != null && !isUsableKey(record.groups().group()))) {
            return UNUSABLE_KEY;
        }
        RuleBreach person = record.person() == null ? null : personBreach(record.person());
        return person != null ? person : factBreach(record.fact());
    }

    static @Nullable RuleBreach breachOf(Withdrawal withdrawal) {
        IdentifiedRecord.GroupKeys groups = withdrawal.groups();
        boolean isUsable = isUsableKey(withdrawal.naturalKey())
                && (withdrawal.person() == null
                        || isUsableKey(withdrawal.person().sourceId()))
                && (groups == null || isUsableKey(groups.group()));
        return isUsable ? null : UNUSABLE_KEY;
    }

    private static @Nullable RuleBreach periodBreach(AttendancePeriod period) {
        if (period.periodToOn().isBefore(period.periodFromOn())) {
            return PERIOD_ENDS_BEFORE_IT_STARTS;
        }
        Integer offered = period.offeredMinutes();
        return offered != null && period.absenceMinutes() > offered ? ABSENCE_EXCEEDS_OFFERED : null;
    }

    private static boolean isUsableKey(@Nullable String key) {
        if (key == null) {
            return true;
        }
        if (key.length() > LONGEST_KEY) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (Character.isSurrogate(key.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** MODEL.md, Person: a feed with no id besides the number rejects what is no number; a protected person is none of it. */
    private static @Nullable RuleBreach personBreach(PersonReference person) {
        if (person.sourceId() != null || person.isProtected()) {
            return null;
        }
        IdentityKind kind = person.number().kind();
        if (kind == IdentityKind.MISSING) {
            return MISSING_PERSON;
        }
        return kind == IdentityKind.OTHER ? UNUSABLE_PERSON : null;
    }

    private static @Nullable RuleBreach factBreach(Fact fact) {
        if (fact instanceof Attendance attendance) {
            boolean fits = attendance.absenceMinutes() <= attendance.offeredMinutes()
                    && attendance.presentMinutes() >= 0
                    && attendance.offeredMinutes() >= 0;
            return fits ? null : ABSENCE_EXCEEDS_LESSON;
        }
        if (fact instanceof SocialEvent event
                && event.endedOn() != null
                && event.endedOn().isBefore(event.startedOn())) {
            return ENDS_BEFORE_IT_STARTS;
        }
        if (fact instanceof AttendancePeriod period) {
            return periodBreach(period);
        }
        if (fact instanceof AbsenceNotice notice && notice.endsOn().isBefore(notice.startsOn())) {
            return ENDS_BEFORE_IT_STARTS;
        }
        if (fact instanceof SupportStep step
                && step.consentFromOn() != null
                && step.consentToOn() != null
                && step.consentToOn().isBefore(step.consentFromOn())) {
            return CONSENT_ENDS_BEFORE_IT_STARTS;
        }
        if (fact instanceof PupilTerm term
                && term.validFrom() != null
                && term.validTo() != null
                && term.validTo().isBefore(term.validFrom())) {
            return ENDS_BEFORE_IT_STARTS;
        }
        return null;
    }
}
