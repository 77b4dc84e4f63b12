package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.OfPerson;

class ReferencePopulationTests {
    private static final ReferencePopulation TOWN = new ReferencePopulation(1, 400);

    @Test
    void theSameSeedGivesTheSameRows() {
        List<List<OfPerson>> once = new ArrayList<>();
        new ReferencePopulation(7, 30).persons(once::add);
        List<List<OfPerson>> again = new ArrayList<>();
        ReferencePopulation other = new ReferencePopulation(7, 30);
        other.persons(rows -> {});
        other.persons(again::add);
        assertThat(again).isEqualTo(once);
        assertThat(other.resources()).isEqualTo(new ReferencePopulation(7, 30).resources());
        assertThat(other.deliveries()).isEqualTo(new ReferencePopulation(7, 30).deliveries());
    }

    @Test
    void anotherSeedGivesOtherPersons() {
        Set<UUID> persons = new HashSet<>();
        new ReferencePopulation(7, 30)
                .persons(rows -> rows.forEach(r -> persons.add(r.person().token())));
        new ReferencePopulation(8, 30).persons(rows -> assertThat(rows)
                .noneMatch(r -> !isNobody(r) && persons.contains(r.person().token())));
    }

    private static boolean isNobody(OfPerson row) {
        return row.person().token().equals(new UUID(0, 0));
    }

    @Test
    void noPersonIsKeptWhenTheNextOneComes() {
        List<WeakReference<List<OfPerson>>> seen = new ArrayList<>();
        ReferenceTruth truth =
                new ReferenceTruth(TOWN.deliveries(), TOWN.schoolUnits(), Limits.on(LocalDate.of(2026, 6, 30)));
        TOWN.persons(rows -> {
            if (seen.size() < 40) {
                seen.add(new WeakReference<>(rows));
                truth.add(rows);
            }
        });
        System.gc();
        assertThat(seen).allMatch(reference -> reference.get() == null);
    }

    @Test
    void tokensAreOfVersionEightAndEveryVersionOfAKeyIsOne() {
        Set<String> versions = new HashSet<>();
        TOWN.persons(rows -> rows.forEach(row -> {
            assertThat(isNobody(row) || row.person().token().version() == 8).isTrue();
            assertThat(row.source().key().version()).isEqualTo(8);
            assertThat(versions.add(row.source().key() + " " + row.source().version()))
                    .isTrue();
        }));
    }

    @Test
    void aHundredThousandPupilsHaveAHundredMillionLessons() {
        long[] lessons = new long[1];
        TOWN.persons(rows ->
                lessons[0] += rows.stream().filter(Lesson.class::isInstance).count());
        assertThat(lessons[0] / 400).isGreaterThan(1_010);
    }

    @Test
    void everyFeedAndTableAndOddityIsThere() {
        Set<String> there = new TreeSet<>();
        Set<UUID> loaded = ReferencePopulation.loaded(TOWN.deliveries());
        TOWN.persons(rows -> rows.forEach(row -> {
            there.add(row.getClass().getSimpleName());
            there.add(row.source().feed());
            there.add(loaded.contains(row.source().delivery()) ? "loaded" : "not loaded");
            there.add(row.source().isDeleted() ? "deleted" : "there");
            there.add(row.person().isLinkable() ? "linkable" : "alone");
            if (row instanceof Lesson lesson) {
                there.add(lesson.isReported() ? "reported" : "unreported");
                there.add(lesson.hasSchedule() ? "scheduled" : "without schedule");
                there.add(lesson.unit().isEmpty() ? "unmapped" : "mapped");
                there.add(lesson.grade() == null ? "without grade" : "with grade");
            }
        }));
        assertThat(there)
                .contains(
                        "Lesson",
                        "Sums",
                        "Notice",
                        "Enrolment",
                        "Grade",
                        "Step",
                        "Social",
                        "Visit",
                        "loaded",
                        "not loaded",
                        "deleted",
                        "alone",
                        "unreported",
                        "without schedule",
                        "unmapped",
                        "without grade")
                .containsAll(DeliveryPlan.FEEDS.stream()
                        .filter(feed -> !feed.equals(DeliveryPlan.RESOURCES))
                        .toList());
    }

    @Test
    void correctionsMoveLessonsToOtherMonthsAndSchoolYears() {
        Set<Boolean> isOtherYear = new HashSet<>();
        TOWN.persons(rows -> rows.stream()
                .filter(row -> row instanceof Lesson && row.source().version() == 500)
                .map(Lesson.class::cast)
                .forEach(lesson -> rows.stream()
                        .filter(other ->
                                other.source().key().equals(lesson.source().key()) && other != lesson)
                        .map(Lesson.class::cast)
                        .filter(other -> !Period.of(Period.MONTH, other.day()).holds(lesson.day()))
                        .forEach(other -> isOtherYear.add(
                                !Period.of(Period.SCHOOL_YEAR, other.day()).holds(lesson.day())))));
        assertThat(isOtherYear).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void theFileOfUnitsNamesMostOfThem() {
        UnitFile file = new UnitFile(TOWN.schoolUnits());
        Set<String> districts = new TreeSet<>();
        Set<String> units = new TreeSet<>();
        TOWN.persons(rows -> rows.stream()
                .filter(Lesson.class::isInstance)
                .map(row -> ((Lesson) row).unit())
                .forEach(units::add));
        units.forEach(unit -> districts.add(file.district(unit, LocalDate.of(2026, 6, 30))));
        assertThat(units.stream().map(String::length).collect(Collectors.toSet()))
                .containsExactly(0, 8);
        assertThat(districts).containsAll(TownUnits.DISTRICTS).contains("");
    }
}
