package se.tvarsyn.simulation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the facts lie that the project shares but does not hold; absent on most machines. */
final class SharedFolder {
    private SharedFolder() {}

    static Optional<Path> find(String relative) {
        String configured = System.getProperty("tvarsyn.shared", "../shared");
        for (String root : List.of(configured, "../shared", "../../shared")) {
            Path path = Path.of(root, relative);
            if (Files.exists(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
