package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Step;

/** The support cases of one person, as the team's register has them. */
final class SupportLife {
    private static final List<String> PROGRAMMES = List.of(
            "Skolsociala team", "SST+", "Studiesteg1", "Riktade insatser skolnärvaro", "Tidiga insatser yngre barn");

    private final PupilLife pupil;
    private final DeliveryPlan plan;
    private final List<Step> rows = new ArrayList<>();

    SupportLife(PupilLife pupil, DeliveryPlan plan) {
        this.pupil = pupil;
        this.plan = plan;
    }

    /** One pupil in seven has a case, some of them a second, under the same key or another. */
    List<Step> all() {
        if (!pupil.oneIn(7) || pupil.stays.isEmpty()) {
            return rows;
        }
        String programme = PROGRAMMES.get(pupil.draw.nextInt(PROGRAMMES.size()));
        UUID key = pupil.key();
        LocalDate begin = SchoolCalendar.FIRST.plusDays(30 + pupil.draw.nextInt(560));
        LocalDate end = oneCase(programme, key, begin, true);
        if (pupil.oneIn(3)) {
            boolean isSameKey = pupil.oneIn(2);
            String second = isSameKey ? programme : PROGRAMMES.get(pupil.draw.nextInt(PROGRAMMES.size()));
            LocalDate again =
                    isSameKey ? end.plusDays(1 + pupil.draw.nextInt(40)) : begin.plusDays(pupil.draw.nextInt(90));
            oneCase(second, isSameKey ? key : pupil.key(), again, isSameKey || pupil.oneIn(2));
        }
        return rows;
    }

    /** @return its last day */
    private LocalDate oneCase(String programme, UUID key, LocalDate begin, boolean hasEnd) {
        Person alone = new Person(pupil.key(), false);
        // Without consent the case has a token of its own; where it ran out its later steps have, where it came late
        // the first ones.
        int consent = pupil.draw.nextInt(8);
        int linkedFrom = consent == 2 ? 2 : 0;
        int linkedUntil = consent == 0 ? 0 : consent == 1 ? 3 : Integer.MAX_VALUE;
        PupilLife.Stay stay = pupil.at(begin);
        TownUnits.Unit unit = (stay == null ? pupil.stays.get(0) : stay).unit();
        boolean isHasty = pupil.oneIn(5);
        LocalDate day = begin;
        LocalDate last = begin;
        int number = 0;
        for (String step : SupportCase.ORDER) {
            boolean isEnd = step.equals(SupportCase.AVSLUT);
            boolean isLeftOut = isEnd ? !hasEnd && !pupil.oneIn(4) : number > 0 && pupil.oneIn(6);
            if (isLeftOut || day.isAfter(SchoolCalendar.LAST)) {
                continue;
            }
            int times = step.equals(SupportCase.UPPFOLJNING) || step.equals(SupportCase.VIDMAKTHALLANDE) ? 2 : 1;
            for (int time = 0; time < times && !day.isAfter(SchoolCalendar.LAST); time++) {
                Person person = number >= linkedFrom && number < linkedUntil ? pupil.person : alone;
                String level = number == 0 && pupil.oneIn(3) ? "" : Integer.toString(1 + pupil.draw.nextInt(3));
                String district = number > 0 && pupil.oneIn(4) || pupil.oneIn(12) ? "" : unit.district();
                rows.add(new Step(
                        person,
                        unit.code(),
                        district,
                        programme,
                        level,
                        step,
                        day,
                        key,
                        plan.monthly(DeliveryPlan.SUPPORT, day, pupil.key())));
                last = day;
                number++;
                // A hasty case has several steps on one day.
                day = day.plusDays(isHasty && pupil.oneIn(2) ? 0 : 3 + pupil.draw.nextInt(time > 0 ? 120 : 30));
                day = time < times - 1 && day.equals(last) ? day.plusDays(1) : day;
            }
        }
        return last;
    }
}
