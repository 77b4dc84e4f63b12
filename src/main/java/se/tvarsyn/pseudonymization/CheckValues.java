package se.tvarsyn.pseudonymization;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code keys/check-values} names: lines of {@code domain version value}. They stop a load with the keys of another
 * home or another backup.
 *
 * @param open lines of the keys that are there
 * @param changing lines of keys that are there before a change of the key store or after it, not both
 */
record CheckValues(Set<String> open, Set<String> changing) {
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,9}) ([0-9a-f]{8})( changing)?");
    private static final String CHANGING = " changing";

    static CheckValues of(Set<String> lines) {
        return new CheckValues(new LinkedHashSet<>(lines), Set.of());
    }

    /** What fits the key store before a change as well as the one after it. */
    CheckValues changingTo(CheckValues after) {
        Set<String> both = new LinkedHashSet<>(open);
        both.retainAll(after.open);
        Set<String> either = new LinkedHashSet<>(open);
        either.addAll(after.open);
        either.removeAll(both);
        return new CheckValues(both, either);
    }

    byte[] lines() {
        List<String> lines = new ArrayList<>(open);
        changing.forEach(line -> lines.add(line + CHANGING));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether every line waits for keys that are about to be drawn: none was ever used. */
    static boolean areOfNoneYet(List<String> lines) {
        return lines.stream().allMatch(line -> line.endsWith(CHANGING));
    }

    /** Whether no line waits for the end of a change. */
    static boolean areSettled(List<String> lines) {
        return lines.stream().noneMatch(line -> line.endsWith(CHANGING));
    }

    /**
     * Refuses a key store whose keys are not those that a file's lines name.
     *
     * @param backedUp what is restored together with the file
     */
    void compareWith(List<String> lines, Path file, String backedUp) {
        Set<String> unnamed = new LinkedHashSet<>(open);
        Map<String, Integer> absent = new HashMap<>();
        Set<String> present = new LinkedHashSet<>();
        for (String line : open) {
            present.add(line.substring(0, line.lastIndexOf(' ')));
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new WrongKey(file + ":" + (i + 1) + ": no check value: write 'domain version value', or restore "
                        + "the file from the backup of the keys");
            }
            unnamed.remove(matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(3));
            if (matcher.group(4) == null && !present.contains(matcher.group(1) + " " + matcher.group(2))) {
                absent.put(matcher.group(1) + " version " + matcher.group(2), i + 1);
            }
        }
        for (String line : unnamed) {
            String[] parts = line.split(" ", -1);
            throw new WrongKey("key of domain " + parts[0] + " version " + parts[1] + " is not the one that " + file
                    + " names: restore " + backedUp + " and check-values from the same backup");
        }
        absent.forEach((name, line) -> {
            throw new WrongKey("key of domain " + name + " is missing, but " + file + ":" + line + " names it: restore "
                    + backedUp + " from the backup; if the key was destroyed, remove the line");
        });
    }
}
