package se.tvarsyn.rotation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * {@code keys/rotation}: the campaign that is under way; no file, no campaign.
 *
 * <p>A file of the key folder rather than a table of database {@code ops}: it is replaced atomically and forced to disk,
 * which inserts into the warehouse are not (docs/delivery.md, power cut); it lies beside the keys whose drawn versions it
 * speaks of, so one backup holds both; and a load can refuse before it asks the warehouse anything.
 */
final class RotationFile {
    private final Path file;

    RotationFile(Path home) {
        this.file = home.resolve("keys").resolve("rotation");
    }

    /** @throws RotationStopped where the file is none of ours */
    Optional<RotationState> read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Map<String, String> said = new LinkedHashMap<>();
        List<RotationState.Rotated> rotated = new ArrayList<>();
        Map<String, RotationState.Exchange> exchanges = new LinkedHashMap<>();
        int at = 0;
        try {
            for (String line : lines) {
                at++;
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "key" ->
                        rotated.add(new RotationState.Rotated(
                                words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4]));
                    case "table" ->
                        exchanges.put(
                                words[1],
                                new RotationState.Exchange(UUID.fromString(words[2]), UUID.fromString(words[3])));
                    default -> said.put(words[0], words[1]);
                }
            }
            return Optional.of(new RotationState(
                    RotationMode.valueOf(said.getOrDefault("mode", "")),
                    said.getOrDefault("domain", ""),
                    RotationStep.valueOf(said.getOrDefault("step", "")),
                    rotated,
                    exchanges));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new RotationStopped(
                    file + ":" + at
                            + ": not what a rotation writes: restore the folder 'keys' whole from the backup of the warehouse's day");
        }
    }

    void write(RotationState state) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("mode " + state.mode(), "domain " + state.domain(), "step " + state.step()));
        state.rotated()
                .forEach(r -> lines.add(
                        "key " + r.domain() + " " + r.fromVersion() + " " + r.toVersion() + " " + r.checkValue()));
        state.exchanges().forEach((table, e) -> lines.add("table " + table + " " + e.before() + " " + e.after()));
        OwnerOnlyFiles.replace(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
