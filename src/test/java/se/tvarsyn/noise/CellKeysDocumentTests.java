package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/cell-keys.md prints the table that is used, and names tests that exist. */
class CellKeysDocumentTests {
    private static final Path DOCUMENT = Path.of("docs/cell-keys.md");

    @Test
    void printsTheStandardTable() throws IOException {
        PerturbationTable table = PerturbationTable.of(NoiseShape.STANDARD);
        List<String> rows = new ArrayList<>();
        for (int count = 1; count <= table.lastRow(); count++) {
            StringBuilder row =
                    new StringBuilder(count == table.lastRow() ? "| " + count + " and more |" : "| " + count + " |");
            for (int noise = -table.largest(); noise <= table.largest(); noise++) {
                double p = table.probability(count, noise);
                row.append(p == 0 ? " – |" : String.format(Locale.ROOT, " %.4f |", p));
            }
            rows.add(row.toString());
        }
        assertThat(Files.readAllLines(DOCUMENT)).containsSubsequence(rows);
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Matcher named = Pattern.compile("`noise/(\\w+Tests)`").matcher(Files.readString(DOCUMENT));
        List<String> names = new ArrayList<>();
        while (named.find()) {
            names.add(named.group(1));
        }
        assertThat(names).hasSizeGreaterThan(10);
        assertThat(names).allSatisfy(name -> assertThat(Path.of("src/test/java/se/tvarsyn/noise", name + ".java"))
                .exists());
    }
}
