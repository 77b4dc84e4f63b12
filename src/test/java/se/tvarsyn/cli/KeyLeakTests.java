package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.CapturedLog;

/** A key of tokens stays in the key store: not in ClickHouse, its logs, a statement, a message or a log. */
class KeyLeakTests {
    /** No key of anybody: drawn for this test. */
    private static final String HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a00f1e2d3c4b5a69788796a5b4c3d2e1f0";

    @TempDir
    private Path folder;

    @Test
    void aKeyIsInNoFileButTheKeyStoreAndInNoWord() throws IOException {
        String said;
        Path home = folder.resolve("home");
        try (CapturedLog log = new CapturedLog()) {
            InProcess program = InProcess.initialized(home);
            program.importKey(folder, "uppfoljning", HEX);
            Path lessons = InProcess.lessons(
                    folder.resolve("lessons.csv"), "201101012381;48392017;8;F;2026-03-02;08:10;60;60;OGILTIG");
            assertThat(program.load("school-lesson-csv", lessons).exit()).isZero();
            program.run(
                    "--debug",
                    "load",
                    "school-lesson-csv",
                    "--input",
                    folder.resolve("none").toString());
            program.run("--debug", "query", "SELECT nothing FROM nowhere", "--as", "steward");
            program.run("keys", "list");
            program.run("status");
            Files.write(home.resolve("keys/password"), new byte[] {'x'});
            program.run("--debug", "keys", "list");
            program.run("--debug", "load", "school-lesson-csv", "--input", lessons.toString());
            said = program.everythingSaid() + log.text();
        }
        List<String> forms = KeyForms.of(HEX);
        assertThat(forms).noneMatch(said::contains);
        KeyForms.areInNoFile(home, forms);
    }
}
