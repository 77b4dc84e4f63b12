package se.tvarsyn.reference;

import java.util.List;
import java.util.Map;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Resource;

/**
 * What every metric of the catalogue is, by docs/figures.md. Takes all rows as they were delivered, person by person, and
 * keeps counts only: which rows are current it finds out itself.
 */
final class ReferenceTruth {
    private final Figures figures = new Figures();
    private final FirstDays firstDays = new FirstDays();
    private final Period.Known periods = new Period.Known();
    private final List<DeliveryRow> deliveries;
    private final CurrentRows currentRows;
    private final UnitFile units;
    private final Limits limits;

    private final AbsenceTruth absence;
    private final GradesTruth grades;
    private final SupportTruth support;
    private final EffectTruth effect;
    private final SocialTruth social;
    private final LeisureTruth leisure;
    private final AgenciesTruth agencies;
    private final ResourcesTruth resources;
    private final QualityTruth quality;

    /**
     * @param deliveries every state of every delivery
     * @param schoolUnits text of {@code mappings/school-units.csv}
     */
    ReferenceTruth(List<DeliveryRow> deliveries, String schoolUnits, Limits limits) {
        this.deliveries = ReferencePopulation.current(deliveries);
        this.currentRows = new CurrentRows(ReferencePopulation.loaded(deliveries));
        this.units = new UnitFile(schoolUnits);
        this.limits = limits;
        this.absence = new AbsenceTruth(figures, limits);
        this.grades = new GradesTruth(figures, units);
        this.support = new SupportTruth(figures, limits);
        this.effect = new EffectTruth(figures, limits, periods);
        this.social = new SocialTruth(figures, limits);
        this.leisure = new LeisureTruth(figures);
        this.agencies = new AgenciesTruth(figures);
        this.resources = new ResourcesTruth(figures, limits);
        this.quality = new QualityTruth(figures, limits, periods);
    }

    /** @param rows all that the sources say of one person, all versions together, under whatever token */
    void add(List<OfPerson> rows) {
        PersonRecords.of(currentRows.of(rows)).forEach(this::add);
    }

    private void add(PersonRecords records) {
        firstDays.add(records);
        Enrolments enrolments = new Enrolments(records.enrolments);
        Account account = Account.of(records, enrolments, limits, periods);
        Map<Period, PupilPeriod> pupil = PupilPeriods.of(records.person, account, enrolments, units, limits, periods);
        // A token that means the person in one feed only finds no case and no service.
        Signals signals = Signals.of(records.person.isLinkable() ? pupil.values() : List.of());

        for (PupilPeriod one : pupil.values()) {
            absence.add(one);
            support.add(one, records);
            social.add(one, records);
            leisure.add(one, records);
            agencies.add(one, records);
        }
        grades.add(records, enrolments, pupil);
        support.add(records, signals);
        effect.add(records, account, pupil);
        social.add(records);
        leisure.add(records);
        agencies.add(records, signals);
        resources.add(records);
        quality.add(records.token(), account);
    }

    /** Once, after the last person. */
    List<TrueValue> finish(List<Resource> rows) {
        firstDays.tell(figures);
        effect.finish();
        resources.finish(currentRows.of(rows));
        quality.deliveries(deliveries);
        return figures.values();
    }
}
