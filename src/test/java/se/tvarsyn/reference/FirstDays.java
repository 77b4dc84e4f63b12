package se.tvarsyn.reference;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The first day of which each agency says anything, of whomever. Before it nobody knows who has a case, service or visit. */
final class FirstDays {
    private @Nullable LocalDate support;
    private @Nullable LocalDate social;
    private @Nullable LocalDate leisure;

    void add(PersonRecords records) {
        for (SupportCase one : records.cases) {
            for (LocalDate day : one.firstDays().values()) {
                support = first(support, day);
            }
        }
        records.social.stream().filter(SocialTruth::isEvent).forEach(event -> social = first(social, event.from()));
        records.visits.forEach(visit -> leisure = first(leisure, visit.on()));
    }

    private static LocalDate first(@Nullable LocalDate known, LocalDate day) {
        return known == null || day.isBefore(known) ? day : known;
    }

    void tell(Figures figures) {
        figures.since("support-reach", support);
        figures.since("social-over-threshold", social);
        figures.since("leisure-participation", leisure);
        // An overlap of two says nothing of the third.
        figures.since("agency-overlap", social);
        figures.since("agency-overlap", leisure);
    }
}
