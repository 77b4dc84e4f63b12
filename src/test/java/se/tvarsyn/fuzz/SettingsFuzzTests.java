package se.tvarsyn.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer on {@code tvarsyn.yaml}. */
class SettingsFuzzTests {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static @Nullable YamlUnderFuzz yaml;

    static Stream<byte[]> settings() {
        return Stream.of(MutatedYamlTests.SETTINGS);
    }

    @MethodSource("settings")
    @FuzzTest(maxDuration = "5m")
    void readsAnySettings(byte[] text) throws IOException {
        YamlUnderFuzz open = yaml;
        if (open == null) {
            open = new YamlUnderFuzz(folder);
            yaml = open;
        }
        open.readSettings(text);
    }
}
