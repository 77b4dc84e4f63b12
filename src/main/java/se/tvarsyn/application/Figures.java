package se.tvarsyn.application;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelInputs;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.models.SchoolUnit;
import se.tvarsyn.models.SchoolUnits;
import se.tvarsyn.publication.DataTests;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasisRegister;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.warehouse.Warehouse;

/** What a home's figures are made with, and the making: models, catalogue, data tests. */
public final class Figures {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final Home home;
    private final TvarsynSettings settings;
    private final Catalogue catalogue;
    private final Cubes cubes;
    private final Map<String, Set<String>> columns;
    private final List<SchoolUnit> units;

    private Figures(
            Home home,
            TvarsynSettings settings,
            Catalogue catalogue,
            Cubes cubes,
            Map<String, Set<String>> columns,
            List<SchoolUnit> units) {
        this.home = home;
        this.settings = settings;
        this.catalogue = catalogue;
        this.cubes = cubes;
        this.columns = columns;
        this.units = units;
    }

    /**
     * Reads the catalogue and the register of school units; no network, no warehouse.
     *
     * @param problems receives what is wrong in them
     */
    public static Figures read(Home home, TvarsynSettings settings, List<Problem> problems) {
        Map<String, Set<String>> columns = new HashMap<>();
        try {
            Model.all(home.warehouse()).forEach(model -> columns.put(model.name(), model.columns()));
        } catch (RefreshRefused e) {
            problems.add(new Problem("warehouse/models", 0, String.valueOf(e.getMessage())));
        }
        Path file = home.schoolUnits();
        List<Problem> own = new ArrayList<>();
        Catalogue catalogue = Catalogue.read(home.metrics(), home::shown, columns, own);
        // A metric with a mistake is not there, and every cube that names it would seem to have one.
        Cubes cubes =
                own.isEmpty() ? Cubes.read(home.cubes(), home::shown, catalogue, columns, own) : new Cubes(Map.of());
        problems.addAll(own);
        return new Figures(
                home, settings, catalogue, cubes, columns, SchoolUnits.read(file, home.shown(file), problems));
    }

    public Cubes cubes() {
        return cubes;
    }

    /** The columns of each model, by name. */
    Map<String, Set<String>> columns() {
        return columns;
    }

    /** What codes are called: of each school unit the last name that its register has. */
    Map<String, Map<String, String>> labels() {
        Map<String, String> names = new TreeMap<>();
        units.stream()
                .sorted(Comparator.comparing(SchoolUnit::firstDay))
                .filter(unit -> !unit.name().isEmpty())
                .forEach(unit -> names.put(unit.code(), unit.name()));
        return Map.of("school_unit", names);
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /**
     * Makes the models; those of feeds without a legal basis for figures are left out.
     *
     * @param progress told what is being made
     */
    public ModelRefresh.Done models(Warehouse warehouse, Clock clock, Consumer<String> progress) {
        LocalDate today = LocalDate.now(clock.withZone(SWEDEN));
        LegalBasisRegister register = settings.register();
        return new ModelRefresh(warehouse, home.warehouse(), clock)
                .run(
                        new ModelInputs(today, settings.followUp(), units),
                        (feed, table) -> register.allows(feed, table, today),
                        progress);
    }

    /** Makes every figure of the catalogue from the models that were made. */
    public void figures(Warehouse warehouse, ModelRefresh.Done models, Consumer<String> progress) {
        new FigureRefresh(warehouse).run(catalogue, models, progress);
    }

    /** Runs the data tests and keeps what they found: those that found bad rows, or could not be run. */
    public List<DataTests.Failing> dataTests(Warehouse warehouse, Clock clock) throws IOException {
        return new DataTests(warehouse).run(home.warehouse().resolve("tests"), clock);
    }
}
