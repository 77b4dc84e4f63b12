package se.tvarsyn.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Enrolment;
import se.tvarsyn.reference.CoreRow.Grade;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Resource;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.SocialKind;
import se.tvarsyn.reference.CoreRow.Source;
import se.tvarsyn.reference.CoreRow.Step;
import se.tvarsyn.reference.CoreRow.Sums;
import se.tvarsyn.reference.CoreRow.Visit;

/** A handful of rows made by hand, and their truth. Persons are numbers; a lesson is 100 minutes of a girl of grade 7. */
final class TinyTown {
    static final String UNIT = "10000001";
    static final String OTHER_UNIT = "10000002";
    static final String UNKNOWN_UNIT = "10000003";
    static final String REST = "school-ss12000";
    static final String CSV = "school-lesson-csv";
    static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    static final UUID LOADED = new UUID(0x8000, 0x8000_0000_0000_0001L);
    static final UUID FAILED = new UUID(0x8000, 0x8000_0000_0000_0002L);
    static final String UNITS = "skolenhetskod;namn;stadsdel;skolform;giltig_fran;giltig_till\n" + UNIT
            + ";Ängskolan;Norrby;GR;2018-07-01;\n" + OTHER_UNIT + ";Åskolan;Söderåsa;GR;2018-07-01;2025-12-31\n"
            + OTHER_UNIT + ";Åskolan;Centrum;GR;2026-01-01;\n";

    private final Map<Integer, List<OfPerson>> rows = new LinkedHashMap<>();
    private final List<Resource> resources = new ArrayList<>();
    private final List<DeliveryRow> deliveries = new ArrayList<>();
    private Limits limits = Limits.on(TODAY);
    private int keys;
    private @Nullable List<TrueValue> values;

    TinyTown() {
        delivery(LOADED, REST, "loaded", "2026-06-20T10:00:00Z", 1);
        delivery(FAILED, REST, "failed", "2026-06-21T10:00:00Z", 1);
    }

    static Person person(int number) {
        return new Person(token(number), true);
    }

    static UUID token(int number) {
        return new UUID(0x8000, 0x8000_0001_0000_0000L + number);
    }

    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    TinyTown today(String day) {
        limits = Limits.on(day(day));
        return this;
    }

    TinyTown delivery(UUID id, String feed, String status, String finished, int written) {
        Instant at = Instant.parse(finished);
        deliveries.add(new DeliveryRow(id, feed, status, 10, 4, 3, 2, 1, 1, 2, at, at, at.plusSeconds(written)));
        return this;
    }

    Source source(String feed) {
        return new Source(feed, LOADED, new UUID(0x8000, 0x8000_0002_0000_0000L + ++keys), 1, false);
    }

    static Source newer(Source source) {
        return new Source(source.feed(), LOADED, source.key(), source.version() + 1, false);
    }

    static Source deleted(Source source) {
        return new Source(source.feed(), LOADED, source.key(), source.version() + 1, true);
    }

    static Source unloaded(Source source) {
        return new Source(source.feed(), FAILED, source.key(), source.version() + 1, false);
    }

    TinyTown add(int person, OfPerson row) {
        rows.computeIfAbsent(person, p -> new ArrayList<>()).add(row);
        return this;
    }

    TinyTown add(Resource resource) {
        resources.add(resource);
        return this;
    }

    Lesson lesson(int person, String day) {
        return new Lesson(person(person), UNIT, 7, Sex.F, day(day), 100, 0, 0, 0, true, true, source(REST));
    }

    /** A reported lesson with so many minutes of valid and invalid absence. */
    TinyTown lesson(int person, String day, int valid, int invalid) {
        return add(person, lesson(person, day).withAbsence(valid, invalid, 0));
    }

    TinyTown unreported(int person, String day) {
        Lesson l = lesson(person, day);
        return add(person, new Lesson(l.person(), l.unit(), 7, Sex.F, l.day(), 100, 0, 0, 0, false, true, l.source()));
    }

    TinyTown lessonFrom(int person, String day, String feed, int valid) {
        return add(person, lesson(person, day).withAbsence(valid, 0, 0).from(source(feed)));
    }

    TinyTown sums(int person, String unit, String from, String to, @Nullable Integer offered, int valid, String feed) {
        return add(
                person,
                new Sums(
                        person(person),
                        unit,
                        7,
                        Sex.F,
                        day(from),
                        day(to),
                        offered,
                        null,
                        null,
                        valid,
                        0,
                        0,
                        source(feed)));
    }

    TinyTown enrolment(
            int person, String unit, String form, @Nullable Integer grade, Sex sex, String from, @Nullable String to) {
        return add(
                person,
                new Enrolment(
                        person(person),
                        unit,
                        form,
                        grade,
                        sex,
                        2012,
                        day(from),
                        to == null ? null : day(to),
                        source(REST)));
    }

    TinyTown step(int person, int caseNumber, String step, String day) {
        return step(person, person(person), caseNumber, step, day, "2", "Norrby");
    }

    TinyTown step(int of, Person person, int caseNumber, String step, String day, String level, String district) {
        return add(
                of,
                new Step(
                        person,
                        UNIT,
                        district,
                        "SST",
                        level,
                        step,
                        day(day),
                        token(100_000 + caseNumber),
                        source("support-team")));
    }

    TinyTown social(int person, SocialKind kind, String from, @Nullable String to, @Nullable Boolean wasAssessed) {
        return add(
                person,
                new Social(
                        person(person),
                        kind,
                        "Övrigt",
                        day(from),
                        to == null ? null : day(to),
                        wasAssessed,
                        source("social-lifecare")));
    }

    TinyTown visit(int person, String activity, String day) {
        return add(person, new Visit(person(person), "1", activity, day(day), source("leisure-dak")));
    }

    TinyTown grade(int person, String subject, String grade, @Nullable String day) {
        return add(
                person,
                new Grade(
                        person(person),
                        UNIT,
                        "GR",
                        subject,
                        grade,
                        day == null ? null : day(day),
                        "VT",
                        2026,
                        true,
                        source("grades-stockholm")));
    }

    /** The cell; null where it does not exist. Nothing may be added after the first call. */
    @Nullable
    TrueValue value(String metric, String period, String dimension, String value, String across) {
        return values().stream()
                .filter(v -> v.metric().equals(metric)
                        && v.period().equals(period)
                        && v.dimension().equals(dimension)
                        && v.value().equals(value)
                        && v.across().equals(across))
                .findFirst()
                .orElse(null);
    }

    List<TrueValue> values() {
        if (values == null) {
            ReferenceTruth truth = new ReferenceTruth(deliveries, UNITS, limits);
            rows.values().forEach(truth::add);
            values = truth.finish(resources);
        }
        return values;
    }

    /** Numerator and denominator of the total, as "1/2"; "-" where there is no cell. */
    String total(String metric, String period) {
        return cell(metric, period, "", "", "");
    }

    String cell(String metric, String period, String dimension, String value) {
        return cell(metric, period, dimension, value, "");
    }

    String cell(String metric, String period, String dimension, String value, String across) {
        TrueValue cell = value(metric, period, dimension, value, across);
        return cell == null ? "-" : cell.numerator() + "/" + cell.denominator();
    }

    /** Number of values, median and p90, as "3: 10 20"; "-" where there is no cell. */
    String days(String metric, String period, String across) {
        TrueValue cell = value(metric, period, "", "", across);
        return cell == null ? "-" : cell.n() + ": " + cell.median() + " " + cell.p90();
    }
}
