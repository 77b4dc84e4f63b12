package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.Notice;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Resource;

/**
 * The municipality. The same seed and size give the same rows in the same order; each call walks through it anew, and
 * nothing of a person is kept when the next one comes.
 */
final class ReferencePopulation {
    private final long seed;
    private final int pupils;
    private final TownUnits units;
    private final SchoolCalendar calendar = new SchoolCalendar();
    private final DeliveryPlan plan;

    /** @param pupils 400 and more give every metric a value; 100,000 give over 100 million lessons */
    ReferencePopulation(long seed, int pupils) {
        this.seed = seed;
        this.pupils = pupils;
        this.units = new TownUnits(pupils);
        this.plan = new DeliveryPlan(seed);
    }

    /** {@code mappings/school-units.csv} of this municipality. */
    String schoolUnits() {
        return units.csv();
    }

    /** Every state of every delivery. */
    List<DeliveryRow> deliveries() {
        return plan.rows();
    }

    /** Deliveries that are loaded, whatever they were before. */
    static Set<UUID> loaded(List<DeliveryRow> deliveries) {
        return current(deliveries).stream()
                .filter(DeliveryRow::isLoaded)
                .map(DeliveryRow::id)
                .collect(Collectors.toSet());
    }

    /** The state of each delivery that was written last. */
    static List<DeliveryRow> current(List<DeliveryRow> deliveries) {
        return List.copyOf(deliveries.stream()
                .collect(Collectors.toMap(
                        DeliveryRow::id, row -> row, (a, b) -> a.writtenAt().isAfter(b.writtenAt()) ? a : b))
                .values());
    }

    /** The inventory of resources, which names no person; all versions of a row. */
    List<Resource> resources() {
        return new Inventory(seed, plan).all();
    }

    /** Everything that the sources say of one person at a time, all versions of a row together. */
    void persons(Consumer<List<OfPerson>> each) {
        for (int index = 0; index < pupils; index++) {
            each.accept(pupil(index));
            // Children whom no school of the municipality knows.
            if (index % 16 == 0) {
                each.accept(outsider(index));
            }
        }
    }

    private List<OfPerson> pupil(int index) {
        PupilLife pupil = new PupilLife(seed, index, units, calendar);
        Corrections corrections = new Corrections(pupil, plan);
        List<Lesson> lessons = new PupilLessons(pupil, plan, calendar).all();
        List<OfPerson> rows = new ArrayList<>(corrections.of(new FeedViews(pupil, plan).of(lessons)));
        List<OfPerson> others = new ArrayList<>(pupil.enrolments(plan));
        notices(pupil, others);
        others.addAll(new FinalGrades(pupil, plan).all());
        others.addAll(new SupportLife(pupil, plan).all());
        if (pupil.oneIn(6)) {
            others.addAll(new SocialLife(pupil, elsewhere(pupil), plan).all());
        }
        if (pupil.oneIn(3)) {
            others.addAll(LeisureLife.of(pupil, elsewhere(pupil), plan));
        }
        rows.addAll(corrections.ofOthers(others));
        return rows;
    }

    /** An agency without a number that all share has a token of its own. */
    private static Person elsewhere(PupilLife pupil) {
        return pupil.person.isLinkable() && !pupil.oneIn(20) ? pupil.person : new Person(pupil.key(), false);
    }

    private List<OfPerson> outsider(int index) {
        PupilLife life = new PupilLife(Tokens.mix(seed), index, units, calendar);
        List<OfPerson> rows = new ArrayList<>(new SocialLife(life, life.person, plan).all());
        rows.addAll(LeisureLife.of(life, life.person, plan));
        return rows;
    }

    private void notices(PupilLife pupil, List<OfPerson> rows) {
        if (pupil.oneIn(4)) {
            LocalDate day = SchoolCalendar.FIRST.plusDays(pupil.draw.nextInt(700));
            rows.add(new Notice(
                    pupil.person,
                    pupil.code(pupil.stays.get(0)),
                    pupil.oneIn(2) ? "leave" : "reported",
                    day,
                    day.plusDays(pupil.draw.nextInt(5)),
                    plan.monthly(DeliveryPlan.REST, day, pupil.key())));
        }
    }
}
