package se.tvarsyn.conformance;

import java.util.List;

/** Every feed that the contract names, pulled ones with a server in front. */
final class FeedSources {
    private FeedSources() {}

    static List<FeedSource> all() {
        return List.of(
                Pulled.ss12000(new SchoolSs12000Source()),
                Pulled.edlevo(
                        new SchoolEdlevoAbsenceSource(),
                        "GetCompulsorySchoolAbsence,GetCompulsorySchoolPresence,GetCompulsorySchoolAbsenceAggregation,"
                                + "GetCompulsorySchoolPresenceAggregation"),
                Pulled.meitner(new SchoolMeitnerSource()),
                new SchoolLessonCsvSource(),
                Pulled.betyg(new GradesStockholmSource()),
                Pulled.lifecare(new SocialLifecareSource()),
                new SocialRegisterSource(),
                new SchoolSumsCsvSource(),
                new SupportTeamSource(),
                new LeisureDakSource(),
                new LeisureBookingsSource(),
                new ResourcesSource());
    }
}
