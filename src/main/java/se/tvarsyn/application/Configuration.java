package se.tvarsyn.application;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.mapping.MappingFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.SourceFormat;

/**
 * What a home says, read once and whole.
 *
 * @param mappings good mapping files, by feed
 * @param problems everything that is wrong; empty where the home can be used
 */
public record Configuration(
        Home home, TvarsynSettings settings, Map<String, Mapping> mappings, List<Problem> problems) {
    public Configuration {
        mappings = Map.copyOf(mappings);
        problems = List.copyOf(problems);
    }

    /** Reads {@code tvarsyn.yaml} and every mapping; touches no network, key or warehouse. */
    public static Configuration read(Home home, @Nullable String environmentUrl, Clock clock) {
        List<Problem> problems = new ArrayList<>();
        TvarsynSettings settings = TvarsynSettings.read(home, environmentUrl, problems);
        Map<String, Mapping> mappings = new TreeMap<>();
        Map<String, SourceFormat> formats = Formats.all(clock);
        for (Path file : home.mappings()) {
            Mapping mapping = MappingFile.read(file, home.shown(file), formats, home::mapping, problems);
            if (mapping != null) {
                mappings.put(mapping.feed(), mapping);
            }
        }
        settings.sources().keySet().forEach(feed -> {
            String problem = RunTimes.problem(settings.times(feed));
            if (problem != null) {
                problems.add(new Problem(TvarsynSettings.FILE, 0, "sources." + feed + ": " + problem));
            }
        });
        return new Configuration(home, settings, mappings, problems);
    }

    /** Every feed with the tables that it fills. */
    public Map<String, Set<FactTable>> tables() {
        Map<String, Set<FactTable>> tables = new TreeMap<>();
        mappings.forEach((feed, mapping) -> tables.put(feed, mapping.tables()));
        return tables;
    }
}
