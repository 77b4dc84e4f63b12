package se.tvarsyn.publication;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.noise.CellKeyProfile;
import se.tvarsyn.noise.RecordKeys;

/**
 * What a release is made with.
 *
 * @param columns of each model, by name
 * @param profile of noise and hiding
 * @param recordKeys of the home; used by one thread
 * @param labels names of codes by level: what a school unit is called
 * @param allows whether a legal basis lets a feed's rows of a table be read for figures today
 * @param counted of each metric that a cube has, the tables whose rows or columns it counts
 * @param sources by feed: those that the home has mappings of, and may make figures of
 * @param models the folder with models ({@code warehouse})
 * @param scratch a private folder for a file while the release is made
 * @param version of the program
 */
public record ReleaseInputs(
        Catalogue catalogue,
        Cubes cubes,
        Map<String, Set<String>> columns,
        CellKeyProfile profile,
        RecordKeys recordKeys,
        Map<String, Map<String, String>> labels,
        BiPredicate<String, FactTable> allows,
        Map<String, Set<FactTable>> counted,
        Map<String, ExpectedSource> sources,
        Path models,
        Path scratch,
        String version) {}
