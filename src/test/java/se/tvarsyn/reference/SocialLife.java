package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.SocialKind;

/** What the social services have of one person. */
final class SocialLife {
    private static final List<String> SERVICES =
            List.of("Skolsocialt team", "Insats utan behovsprövning", "Strukturerat öppenvårdsprogram", "Övrigt");
    private static final List<String> INVESTIGATIONS = List.of("Barnavårdsutredning", "Övrigt");

    private final PupilLife pupil;
    private final DeliveryPlan plan;
    private final Person person;
    private final List<Social> rows = new ArrayList<>();

    /** @param person the pupil, or somebody whom only the social services know */
    SocialLife(PupilLife pupil, Person person, DeliveryPlan plan) {
        this.pupil = pupil;
        this.person = person;
        this.plan = plan;
    }

    List<Social> all() {
        int times = 1 + pupil.draw.nextInt(2);
        for (int time = 0; time < times; time++) {
            LocalDate day = SchoolCalendar.FIRST.minusDays(60).plusDays(pupil.draw.nextInt(760));
            row(SocialKind.REPORT, "Orosanmälan", day, pupil.oneIn(3) ? day.plusDays(90) : null, null);
            if (pupil.draw.nextInt(3) > 0) {
                investigated(day.plusDays(pupil.draw.nextInt(22)));
            }
            if (pupil.oneIn(3)) {
                LocalDate decided = day.plusDays(pupil.draw.nextInt(30));
                row(SocialKind.DECISION, "Öppenvård", decided, pupil.oneIn(2) ? decided.plusDays(200) : null, null);
            }
            if (pupil.draw.nextInt(3) > 0) {
                served(day.plusDays(pupil.draw.nextInt(250)));
            }
        }
        return rows;
    }

    /** Done in two months, on the last day, a day late, or never. */
    private void investigated(LocalDate day) {
        LocalDate due = day.plusMonths(4);
        LocalDate end =
                switch (pupil.draw.nextInt(5)) {
                    case 0 -> due;
                    case 1 -> due.plusDays(1);
                    case 2 -> null;
                    default -> day.plusDays(60);
                };
        row(SocialKind.INVESTIGATION, INVESTIGATIONS.get(pupil.draw.nextInt(2)), day, end, null);
    }

    private void served(LocalDate day) {
        LocalDate end = pupil.oneIn(3) ? null : day.plusDays(pupil.draw.nextInt(300));
        Boolean wasAssessed = pupil.oneIn(4) ? null : Boolean.valueOf(pupil.oneIn(2));
        row(SocialKind.SERVICE, SERVICES.get(pupil.draw.nextInt(SERVICES.size())), day, end, wasAssessed);
        if (pupil.oneIn(3)) {
            row(SocialKind.EXECUTION, "Öppenvård", day.plusDays(2), end, null);
        }
        if (pupil.oneIn(5)) {
            row(SocialKind.RESOURCE_ALLOCATION, "HVB", day.plusDays(400), null, null);
        }
        if (pupil.oneIn(4)) {
            row(SocialKind.SERVICE, "Skolsocialt team", day.plusDays(7), day.plusDays(40), true);
        }
    }

    private void row(
            SocialKind kind, String category, LocalDate from, @Nullable LocalDate to, @Nullable Boolean wasAssessed) {
        if (from.isAfter(SchoolCalendar.LAST)) {
            return;
        }
        rows.add(new Social(
                person, kind, category, from, to, wasAssessed, plan.monthly(DeliveryPlan.SOCIAL, from, pupil.key())));
    }
}
