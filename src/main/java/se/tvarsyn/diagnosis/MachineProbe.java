package se.tvarsyn.diagnosis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that the program runs on: JDK, room on the disk, and whether memory can end up on it.
 *
 * @param proc {@code /proc}, or a folder in its place
 */
record MachineProbe(int jdk, Path proc, Path home) {
    private static final int NEEDED_JDK = 17;
    private static final long LITTLE_ROOM = 2L << 30;
    private static final Pattern CORE_LIMIT = Pattern.compile("(?m)^Max core file size\\s+(\\S+)");

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                jdk >= NEEDED_JDK
                        ? Finding.ok("JDK " + jdk)
                        : Finding.fail("JDK " + jdk + " is too old", "install " + NEEDED_JDK + " or newer"));
        try {
            long free = Files.getFileStore(home).getUsableSpace();
            findings.add(
                    free >= LITTLE_ROOM
                            ? Finding.ok((free >> 30) + " GiB free for the home")
                            : Finding.warn(
                                    "only " + (free >> 20) + " MiB are free for the home",
                                    "make room: a delivery that meets a full disk fails"));
        } catch (IOException e) {
            findings.add(Finding.fail("the home's disk cannot be read", "see to the rights of the home"));
        }
        memory(findings);
        return findings;
    }

    private void memory(List<Finding> findings) {
        String swaps = text("swaps");
        if (swaps == null) {
            findings.add(Finding.warn(
                    "this system does not tell about swap and core dumps",
                    "see that both are off or enciphered: they hold what memory held"));
            return;
        }
        findings.add(
                swaps.lines().count() <= 1
                        ? Finding.ok("no swap")
                        : Finding.warn("swap is on, and may hold numbers in clear", "turn it off, or encipher it"));
        String limits = text("self/limits");
        Matcher limit = CORE_LIMIT.matcher(limits == null ? "" : limits);
        findings.add(
                limit.find() && limit.group(1).equals("0")
                        ? Finding.ok("no core dumps")
                        : Finding.warn(
                                "a crash may write a core dump, which holds numbers in clear",
                                "start with 'ulimit -c 0', or LimitCORE=0 in the service"));
    }

    private @org.jspecify.annotations.Nullable String text(String name) {
        try {
            return Files.readString(proc.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }
}
