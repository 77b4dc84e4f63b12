package se.tvarsyn.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where everything of one installation is.
 *
 * @param directory of {@code --home}: {@code tvarsyn.yaml}, {@code routes/}, {@code mappings/}, keys and state
 * @param shipped the checkout: routes, mappings, migrations and the embedded engine that come with the product
 */
public record Home(Path directory, Path shipped) {
    public Home {
        directory = directory.toAbsolutePath().normalize();
        shipped = shipped.toAbsolutePath().normalize();
        Objects.requireNonNull(directory);
    }

    public Path settingsFile() {
        return directory.resolve("tvarsyn.yaml");
    }

    /** Files of routes: the shipped ones, and those of the home; one of the home's goes before the shipped of its name. */
    public List<Path> routes() {
        return overlaid("routes", ".camel.yaml");
    }

    /** Mapping files, likewise. */
    public List<Path> mappings() {
        return overlaid("mappings", ".yaml");
    }

    /** Where the mapping of a feed is, or would be. */
    public Path mapping(String feed) {
        Path own = directory.resolve("mappings").resolve(feed + ".yaml");
        return Files.exists(own) ? own : shipped.resolve("mappings").resolve(feed + ".yaml");
    }

    private List<Path> overlaid(String folder, String suffix) {
        Map<String, Path> files = new TreeMap<>();
        for (Path home : List.of(shipped, directory)) {
            Path in = home.resolve(folder);
            if (!Files.isDirectory(in)) {
                continue;
            }
            try (Stream<Path> found = Files.list(in)) {
                found.filter(f -> f.getFileName().toString().endsWith(suffix))
                        .forEach(f -> files.put(f.getFileName().toString(), f));
            } catch (IOException e) {
                throw new UncheckedIOException(new IOException(shown(in) + " cannot be read; see who owns it"));
            }
        }
        return List.copyOf(files.values());
    }

    /** Files of the metric catalogue, overlaid likewise. */
    public List<Path> metrics() {
        return overlaid("warehouse/metrics", ".yaml");
    }

    /** Files of the cubes of releases, overlaid likewise. */
    public List<Path> cubes() {
        return overlaid("warehouse/cubes", ".yaml");
    }

    /** Storage of the embedded engine that releases are read from: another than that of the facts. */
    public Path publicationStorage() {
        return state().resolve("publication").resolve("data");
    }

    /** The municipality's register of school units; there need not be one. */
    public Path schoolUnits() {
        return directory.resolve("mappings/school-units.csv");
    }

    /** Models, data tests and the tables of releases, as shipped. */
    public Path warehouse() {
        return shipped.resolve("warehouse");
    }

    public Path migrations() {
        return shipped.resolve("warehouse/migrations");
    }

    public Path engine() {
        return shipped.resolve("warehouse/engine");
    }

    /** Everything that the program writes besides keys and {@code tvarsyn.yaml}. */
    public Path state() {
        return directory.resolve(".tvarsyn");
    }

    public Path warehouseStorage() {
        return state().resolve("warehouse").resolve("data");
    }

    public Path quarantine() {
        return state().resolve("quarantine");
    }

    /** Persons of whom the warehouse may hold no row; enciphered. */
    public Path barredList() {
        return state().resolve("barred").resolve("list");
    }

    /** Samordningsnummer and what became of them; enciphered. */
    public Path numbers() {
        return state().resolve("numbers").resolve("renumbered");
    }

    /** What other zones say of persons and cases whose rows are here; enciphered. */
    public Path receivedStates() {
        return state().resolve("barred").resolve("received");
    }

    /** Cases and their consents; enciphered. */
    public Path consents() {
        return state().resolve("consents").resolve("cases");
    }

    /** Who did what. */
    /** What the schedule remembers of each feed. */
    public Path schedule() {
        return state().resolve("schedule.json");
    }

    public Path audit() {
        return state().resolve("audit");
    }

    /** Cases of erasure. */
    public Path erasures() {
        return state().resolve("erasures");
    }

    /** Taken files of feeds that archive them, enciphered. */
    public Path archive() {
        return state().resolve("archive");
    }

    /**
     * A folder for temporary files, of mode 700.
     *
     * @throws IOException where it cannot be made
     */
    public Path scratch() throws IOException {
        return privateDirectory(state().resolve("tmp"));
    }

    /** Makes a directory that nobody else may read, with its parents. */
    public static Path privateDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(directory)) {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(directory);
            }
        }
        return directory;
    }

    /** How a file of this home is named to its user: relative to the home or the checkout. */
    public String shown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.startsWith(directory)) {
            return directory.relativize(absolute).toString();
        }
        return absolute.startsWith(shipped) ? shipped.relativize(absolute).toString() : absolute.toString();
    }
}
