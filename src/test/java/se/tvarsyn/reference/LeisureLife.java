package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Visit;

/** The meetings at which one person was present. */
final class LeisureLife {
    private static final List<String> ACTIVITIES =
            List.of("Fotboll", "Innebandy", "Simning", "Dans", "Scouting", "Kulturskola", "Bibliotek", "Övrigt");

    private LeisureLife() {}

    static List<Visit> of(PupilLife pupil, Person person, DeliveryPlan plan) {
        List<Visit> visits = new ArrayList<>();
        int kinds = 1 + pupil.draw.nextInt(2);
        for (int kind = 0; kind < kinds; kind++) {
            String activity = ACTIVITIES.get(pupil.draw.nextInt(ACTIVITIES.size()));
            String association = Integer.toString(1 + pupil.draw.nextInt(40));
            LocalDate day = SchoolCalendar.FIRST.plusDays(pupil.draw.nextInt(700));
            int meetings = 1 + pupil.draw.nextInt(12);
            for (int meeting = 0; meeting < meetings && !day.isAfter(SchoolCalendar.LAST); meeting++) {
                visits.add(new Visit(
                        person, association, activity, day, plan.monthly(DeliveryPlan.LEISURE, day, pupil.key())));
                day = day.plusDays(7 + pupil.draw.nextInt(21));
            }
        }
        return visits;
    }
}
