package se.tvarsyn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Official lists and test vectors that lie beside the project and are no part of it. */
public final class SharedFiles {
    private SharedFiles() {}

    /** The file; skips the test where it is not there. System property {@code tvarsyn.shared} names its folder. */
    public static Path of(String name) {
        return Stream.of(System.getProperty("tvarsyn.shared", "../shared"), "../shared", "../../shared")
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> {
                    Assumptions.abort(
                            "skipped: " + name + " is not beside the project; name its folder with -Dtvarsyn.shared");
                    return Path.of(name);
                });
    }
}
