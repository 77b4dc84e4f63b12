package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A key in the forms in which it could stand where it must not. */
final class KeyForms {
    private KeyForms() {}

    /** In hexadecimal, in Base64 whatever its end, and its bytes as they are. */
    static List<String> of(String hex) {
        byte[] raw = HexFormat.of().parseHex(hex);
        return List.of(
                hex,
                hex.toUpperCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(raw).substring(0, 40),
                new String(raw, StandardCharsets.ISO_8859_1));
    }

    /** Looks into every file of a home. */
    static void areInNoFile(Path home, Collection<String> forms) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(forms).as(file.toString()).noneMatch(content::contains);
            }
        }
    }
}
