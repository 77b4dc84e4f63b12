package se.tvarsyn.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads JSON-stat with the reader of those who made the format, in node: none of our code takes part. */
final class JsonStatReader {
    private static final Path PLACE = Path.of("src/test/jsonstat");
    private static final Path LOCK = PLACE.resolve("package-lock.json");
    private static final Path INSTALLED = PLACE.resolve("node_modules/.tvarsyn-lock");

    private JsonStatReader() {}

    /** Fetches the version that the lock file pins, where it is not there. */
    static void install() throws IOException, InterruptedException {
        if (Files.exists(INSTALLED) && Files.mismatch(LOCK, INSTALLED) < 0) {
            return;
        }
        run(List.of("npm", "ci", "--no-progress"), "npm is missing or could not fetch jsonstat-toolkit");
        Files.copy(LOCK, INSTALLED);
    }

    static JsonNode read(Path file) throws IOException, InterruptedException {
        String text = run(
                List.of("node", "read.cjs", file.toAbsolutePath().toString()),
                "node is missing or cannot read the file");
        return new ObjectMapper().readTree(text);
    }

    private static String run(List<String> command, String wrong) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jsonstat", ".out");
        Path err = Files.createTempFile("jsonstat", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(PLACE.toFile());
            Process process = start(builder.redirectOutput(out.toFile()).redirectError(err.toFile()), wrong);
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(
                        wrong + ": install npm and node, or see what it said: " + Files.readString(err));
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Process start(ProcessBuilder builder, String wrong) {
        try {
            return builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
        } catch (IOException e) {
            throw new AssertionError(wrong + ": install npm and node", e);
        }
    }
}
