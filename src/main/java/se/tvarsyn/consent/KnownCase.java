package se.tvarsyn.consent;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Consent;
import se.tvarsyn.canonical.Pseudonym;

/** One case of a line: its days, its consent, and what its rows are unlinked by. */
final class KnownCase {
    LocalDate firstOn;

    @Nullable
    LocalDate enrolledOn;

    CaseConsent consent = CaseConsent.NONE;
    /** Of the newest delivery that stated something: what an older one states is history. */
    long sequence;
    /** Tokens of the case, once it was linked and is no longer. */
    @Nullable
    Unlinked unlinked;

    /** By which rows are found and what their person becomes. */
    record Unlinked(Pseudonym caseKey, Pseudonym person, int keyVersion) {}

    KnownCase(LocalDate firstOn) {
        this.firstOn = firstOn;
    }

    LocalDate judgedOn() {
        return enrolledOn == null ? firstOn : enrolledOn;
    }

    boolean links(LocalDate stepOn) {
        return consent.links(judgedOn(), stepOn);
    }

    /**
     * Takes over what a delivery brings of the case.
     *
     * @param steps in order
     * @return whether rows that were linked have to be unlinked
     */
    boolean update(List<CaseStep> steps, long delivery, LocalDate today) {
        if (delivery < sequence) {
            return false;
        }
        boolean wasLinked = consent.isValidOn(judgedOn());
        LocalDate renewed = consent.renewedOn();
        sequence = delivery;
        LocalDate first = steps.get(0).on();
        firstOn = first.isBefore(firstOn) ? first : firstOn;
        for (CaseStep step : steps) {
            if (step.kind() == CaseStep.Kind.ENROLS) {
                enrolledOn = step.on();
                break;
            }
        }
        // Before inskrivning nobody has signed yet: those steps follow the case.
        List<Consent> stated = steps.stream()
                .filter(s -> !s.on().isBefore(judgedOn()))
                .flatMap(s -> Stream.ofNullable(s.consent()))
                .toList();
        if (!stated.isEmpty()) {
            consent = consent.then(CaseConsent.of(stated, today), today);
        }
        return !consent.isValidOn(judgedOn()) && (wasLinked || renewed != null && !renewed.equals(consent.renewedOn()));
    }
}
