package se.tvarsyn.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Finds the engine's library where npm puts it. */
final class EngineLibrary {
    private EngineLibrary() {}

    static Path in(Path engine) {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        if (!arm && !arch.equals("amd64") && !arch.equals("x86_64")) {
            throw new EngineMissing("there is none for " + os + " on " + arch);
        }
        String platform;
        if (os.startsWith("linux")) {
            platform = arm ? "lib-linux-arm64-gnu" : "lib-linux-x64-gnu";
        } else if (os.startsWith("mac")) {
            platform = arm ? "lib-darwin-arm64" : "lib-darwin-x64";
        } else {
            throw new EngineMissing("there is none for " + os + " on " + arch);
        }
        Path library = engine.resolve("node_modules/@chdb").resolve(platform).resolve("libchdb.so");
        if (!Files.isReadable(library)) {
            throw new EngineMissing("no readable " + library);
        }
        return library;
    }
}
