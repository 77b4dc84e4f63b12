package se.tvarsyn.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.models.Model;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;

/**
 * Everything that the documents are made of.
 *
 * @param tables of {@code core} and {@code ops}, by name
 * @param released tables of {@code mart}, by name
 * @param models each after those it reads
 * @param figure the table of exact figures
 * @param version of the program
 * @param fingerprint SHA-256 of every file that the documents are made of: a changed one is a changed document
 */
record Configured(
        TvarsynSettings settings,
        Map<String, Mapping> mappings,
        Map<String, TableDefinition> tables,
        Map<String, TableDefinition> released,
        List<ModelLineage> models,
        Catalogue catalogue,
        Cubes cubes,
        TableDefinition figure,
        List<Measure> measures,
        LocalDate day,
        String version,
        String fingerprint) {
    Configured {
        mappings = new TreeMap<>(mappings);
        tables = new TreeMap<>(tables);
        released = new TreeMap<>(released);
        models = List.copyOf(models);
        measures = List.copyOf(measures);
    }

    static Configured of(Configuration configuration, Catalogue catalogue, Cubes cubes, String version, LocalDate day)
            throws IOException {
        Home home = configuration.home();
        Path warehouse = home.shipped().resolve("warehouse");
        Path measures = home.shipped().resolve("docs/privacy.md");
        Map<String, TableDefinition> tables = WarehouseTables.of(home);
        Map<String, TableDefinition> known = new HashMap<>(tables);
        List<ModelLineage> models = new ArrayList<>();
        for (Model model : Model.all(warehouse)) {
            ModelLineage lineage = ModelLineage.of(model, home.shown(model.file()), known);
            known.put(model.name(), lineage.table());
            models.add(lineage);
        }
        List<Path> files = new ArrayList<>(home.mappings());
        files.addAll(home.routes());
        files.addAll(home.metrics());
        files.addAll(home.cubes());
        files.add(home.settingsFile());
        files.add(measures);
        for (String folder : List.of("migrations", "models", "publication")) {
            try (Stream<Path> found = Files.walk(warehouse.resolve(folder))) {
                found.filter(f -> f.toString().endsWith(".sql")).sorted().forEach(files::add);
            }
        }
        return new Configured(
                configuration.settings(),
                configuration.mappings(),
                tables,
                WarehouseTables.released(home),
                models,
                catalogue,
                cubes,
                TableDefinition.created(FigureRefresh.definition(), "warehouse/metrics"),
                Measure.all(measures),
                day,
                version,
                fingerprint(home, files));
    }

    private static String fingerprint(Home home, List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                if (Files.exists(file)) {
                    digest.update((home.shown(file) + "\n").getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isServer() {
        return settings.warehouseUrl() != null;
    }
}
