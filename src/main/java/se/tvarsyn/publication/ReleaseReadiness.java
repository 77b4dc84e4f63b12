package se.tvarsyn.publication;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.models.ModelSources;
import se.tvarsyn.publication.ReleaseRefused.Reason;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/** What stands in the way of a release, before a row of a person is read. */
final class ReleaseReadiness {
    private final Warehouse warehouse;
    private final ReleaseInputs inputs;
    private final Statements statements;

    ReleaseReadiness(Warehouse warehouse, ReleaseInputs inputs) {
        this.warehouse = warehouse;
        this.inputs = inputs;
        this.statements = new ReleaseLedger(warehouse).statements();
    }

    /**
     * @param cubes those of the period's kind
     * @param read models whose rows they count
     * @throws ReleaseRefused for the first thing that is in the way
     */
    void refuseUnready(ReleasePeriod period, List<Cube> cubes, List<String> read) {
        if (cubes.isEmpty()) {
            throw new ReleaseRefused(
                    Reason.NO_CUBE,
                    "no cube of warehouse/cubes is released by " + period.kind() + "; name it under periods of one");
        }
        if (!asOf().isAfter(period.last())) {
            throw new ReleaseRefused(
                    Reason.NOT_OVER,
                    "the figures were made before " + period + " had ended, so it is not whole; run refresh after "
                            + period.last());
        }
        DataTests tests = new DataTests(warehouse);
        List<DataTests.Failing> failing = tests.failing();
        if (!failing.isEmpty()) {
            throw new ReleaseRefused(
                    Reason.DATA_TEST,
                    "a data test fails: "
                            + failing.stream().map(DataTests.Failing::told).collect(Collectors.joining("; ")));
        }
        if (tests.areDue()) {
            throw new ReleaseRefused(
                    Reason.TESTS_DUE, "the data tests were not run since the models were made; run refresh");
        }
        refuseUnlawful(read);
    }

    /** The day that the models were made for; long ago where they never were. */
    private LocalDate asOf() {
        boolean isMade = statements.number("SELECT count() FROM system.tables WHERE database = '"
                        + ModelRefresh.DATABASE + "' AND name = 'int_setting'")
                > 0;
        return isMade
                ? LocalDate.parse(statements
                        .texts("SELECT toString(max(as_of_on)) FROM " + ModelRefresh.DATABASE + ".int_setting")
                        .get(0))
                : LocalDate.MIN;
    }

    /** A basis may have ended since the models were made. */
    private void refuseUnlawful(List<String> names) {
        List<Model> all = Model.all(inputs.models());
        Set<String> read = new LinkedHashSet<>(statements.texts(
                "SELECT DISTINCT toString(feed) FROM " + ModelRefresh.DATABASE + ".int_loaded_delivery"));
        Map<Model, Set<String>> unlawful = new ModelSources(all)
                .unlawful(
                        all.stream()
                                .filter(model -> names.contains(model.name()))
                                .toList(),
                        warehouse,
                        (feed, table) -> !read.contains(feed) || inputs.allows().test(feed, table));
        if (!unlawful.isEmpty()) {
            throw new ReleaseRefused(
                    Reason.NO_BASIS,
                    unlawful.entrySet().stream()
                            .map(e -> e.getKey().name() + " was made of rows that no legal basis covers today: "
                                    + String.join(", ", e.getValue()) + "; add one under legal-basis, or run refresh")
                            .collect(Collectors.joining("\n")));
        }
    }
}
