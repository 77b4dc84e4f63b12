package se.tvarsyn.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTests {
    private static final String LIMITS =
            "Limit                     Soft Limit           Hard Limit           Units     \n"
                    + "Max core file size        %s                    unlimited            bytes     \n";

    @TempDir
    Path folder;

    @Test
    void findsNothingToMendOnAMachineThatKeepsMemoryToItself() throws IOException {
        proc("Filename\tType\tSize\n", LIMITS.formatted("0"));
        assertThat(found(17)).contains("ok    no swap", "ok    no core dumps").doesNotContain("warn", "fail");
    }

    @Test
    void warnsOfSwapAndCoreDumps() throws IOException {
        proc("Filename\tType\tSize\n/dev/sda2 partition 1\n", LIMITS.formatted("unlimited"));
        assertThat(found(17))
                .contains("warn  swap is on", "warn  a crash may write a core dump")
                .doesNotContain("/dev/sda2");
    }

    @Test
    void saysWhereASystemDoesNotTell() {
        assertThat(found(17)).contains("warn  this system does not tell about swap and core dumps");
    }

    @Test
    void refusesAnOldJdk() {
        assertThat(found(11)).contains("fail  JDK 11 is too old: install 17 or newer");
    }

    private void proc(String swaps, String limits) throws IOException {
        Files.createDirectories(folder.resolve("self"));
        Files.writeString(folder.resolve("swaps"), swaps);
        Files.writeString(folder.resolve("self/limits"), limits);
    }

    private String found(int jdk) {
        StringBuilder text = new StringBuilder();
        new MachineProbe(jdk, folder, folder).findings().forEach(f -> text.append(f)
                .append('\n'));
        return text.toString();
    }
}
