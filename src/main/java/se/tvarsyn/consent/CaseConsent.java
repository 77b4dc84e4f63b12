package se.tvarsyn.consent;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Consent;

/**
 * What is known of the consent of one case. Changes by what a source states, in the source's order; stating the same again
 * changes nothing.
 *
 * <p>A last day that lies ahead, or was stated from the beginning, is expiry: it ends the linking of later steps. A last
 * day that is moved to an earlier day that has been, or a consent that is emptied, is a withdrawal: it ends the linking of
 * the whole case.
 *
 * @param periods by first day
 * @param withdrawnUpTo consents that begin on this day or before count no more; null where none was withdrawn
 */
record CaseConsent(List<ConsentPeriod> periods, @Nullable LocalDate withdrawnUpTo) {
    static final CaseConsent NONE = new CaseConsent(List.of(), null);

    CaseConsent {
        periods = List.copyOf(periods);
    }

    /** What the records of one delivery state, in the order of their steps. */
    static CaseConsent of(List<Consent> stated, LocalDate today) {
        CaseConsent consent = NONE;
        for (Consent one : stated) {
            consent = one.from() == null
                    ? consent.emptied()
                    : consent.and(new ConsentPeriod(one.from(), one.to()), today);
        }
        return consent;
    }

    /** After a later line of the same delivery: both lines hold, unless the later one takes back. */
    private CaseConsent and(ConsentPeriod stated, LocalDate today) {
        if (periods.stream().anyMatch(p -> p.overlaps(stated) && stated.takesBack(p, today))) {
            return withdrawn(stated);
        }
        return new CaseConsent(
                sorted(
                        periods.stream()
                                .filter(p -> !p.from().equals(stated.from()))
                                .toList(),
                        List.of(stated)),
                withdrawnUpTo);
    }

    /**
     * After a later delivery, which states the same or something else: other days for a consent that is known take its
     * place, and what lies apart from all of them stays, so that a new consent leaves the days of one that had ended.
     */
    CaseConsent then(CaseConsent stated, LocalDate today) {
        CaseConsent next = stated.withdrawnUpTo == null ? this : withdrawnUpTo(stated.withdrawnUpTo);
        if (stated.periods.isEmpty()) {
            return next.emptied();
        }
        for (ConsentPeriod period : stated.periods) {
            boolean takesBack = next.counts(period)
                    && next.periods.stream()
                            .filter(k -> k.from().equals(period.from()) || !stated.begins(k.from()))
                            .anyMatch(k -> k.overlaps(period) && period.takesBack(k, today));
            next = takesBack ? next.withdrawn(period) : next;
        }
        List<ConsentPeriod> counted =
                stated.periods.stream().filter(next::counts).toList();
        List<ConsentPeriod> kept = next.periods.stream()
                .filter(k -> counted.stream().noneMatch(k::overlaps))
                .toList();
        return new CaseConsent(sorted(kept, counted), next.withdrawnUpTo);
    }

    private boolean counts(ConsentPeriod stated) {
        return withdrawnUpTo == null || stated.from().isAfter(withdrawnUpTo);
    }

    private boolean begins(LocalDate day) {
        return periods.stream().anyMatch(p -> p.from().equals(day));
    }

    private static List<ConsentPeriod> sorted(List<ConsentPeriod> some, List<ConsentPeriod> more) {
        return Stream.concat(some.stream(), more.stream())
                .sorted(Comparator.comparing(ConsentPeriod::from))
                .toList();
    }

    /**
     * Whether a step is linked.
     *
     * @param judgedOn day of the case's inskrivning, or of its first step while there is none
     */
    boolean links(LocalDate judgedOn, LocalDate stepOn) {
        if (!isValidOn(judgedOn)) {
            // A consent that is given anew after it was withdrawn holds from its first day; one that was never valid
            // when the case was judged does not become so.
            return withdrawnUpTo != null && covers(stepOn);
        }
        return covers(stepOn) || stepOn.isBefore(judgedOn);
    }

    /** Whether the case as a whole is linked. */
    boolean isValidOn(LocalDate judgedOn) {
        return covers(judgedOn);
    }

    /** First day of a consent that was given after the last withdrawal; null where there is none. */
    @Nullable
    LocalDate renewedOn() {
        return withdrawnUpTo == null || periods.isEmpty()
                ? null
                : periods.get(0).from();
    }

    private boolean covers(LocalDate day) {
        return periods.stream().anyMatch(p -> p.covers(day));
    }

    private CaseConsent emptied() {
        return periods.isEmpty()
                ? this
                : withdrawnUpTo(periods.get(periods.size() - 1).from());
    }

    /** A consent that is given anew begins after the withdrawn one began, and not before it ended. */
    private CaseConsent withdrawn(ConsentPeriod stated) {
        LocalDate began = later(stated.from(), periods.get(periods.size() - 1).from());
        return withdrawnUpTo(
                stated.to() == null ? began : later(began, stated.to().minusDays(1)));
    }

    private CaseConsent withdrawnUpTo(LocalDate day) {
        LocalDate upTo = withdrawnUpTo == null ? day : later(withdrawnUpTo, day);
        return new CaseConsent(
                periods.stream().filter(p -> p.from().isAfter(upTo)).toList(), upTo);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
