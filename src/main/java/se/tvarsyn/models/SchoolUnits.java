package se.tvarsyn.models;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Problem;

/**
 * The municipality's register of school units: {@code mappings/school-units.csv} with the header
 * {@code skolenhetskod;namn;stadsdel;skolform;giltig_fran;giltig_till}, days inclusive, empty where a row holds always or
 * until further notice.
 */
public final class SchoolUnits {
    /** Where it lies in a home. */
    public static final String FILE = "mappings/school-units.csv";

    private static final List<String> HEADER =
            List.of("skolenhetskod", "namn", "stadsdel", "skolform", "giltig_fran", "giltig_till");
    private static final Pattern CODE = Pattern.compile("[1-9][0-9]{7}");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setDelimiter(';')
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    private SchoolUnits() {}

    /**
     * @param shownAs name of the file in problems
     * @param problems receives every line that cannot be taken, with the mend
     * @return the rows that can; empty where there is no such file
     */
    public static List<SchoolUnit> read(Path file, String shownAs, List<Problem> problems) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<SchoolUnit> units = new ArrayList<>();
        try (Reader text =
                new StringReader(Files.readString(file, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", ""))) {
            for (CSVRecord row : FORMAT.parse(text)) {
                int line = (int) row.getRecordNumber();
                if (line == 1) {
                    if (!row.toList().equals(HEADER)) {
                        problems.add(new Problem(shownAs, 1, "the first line must be " + String.join(";", HEADER)));
                        return List.of();
                    }
                    continue;
                }
                String wrong = wrong(row);
                if (wrong == null) {
                    units.add(unit(row));
                } else {
                    problems.add(new Problem(shownAs, line, wrong));
                }
            }
        } catch (IOException e) {
            problems.add(new Problem(shownAs, 0, "the file cannot be read as UTF-8 text; save it anew as UTF-8"));
        }
        return units;
    }

    private static @Nullable String wrong(CSVRecord row) {
        if (row.size() != HEADER.size()) {
            return "there must be " + HEADER.size() + " fields; mend the line";
        }
        if (!CODE.matcher(row.get(0)).matches()) {
            return "skolenhetskod must be eight digits; look it up in Skolenhetsregistret";
        }
        if (row.get(1).isEmpty()) {
            return "namn is missing; write it";
        }
        LocalDate from = day(row.get(4), SchoolUnit.ALWAYS);
        LocalDate to = day(row.get(5), SchoolUnit.FOR_EVER);
        if (from == null || to == null) {
            return "giltig_fran and giltig_till must be YYYY-MM-DD, or empty";
        }
        return to.isBefore(from) ? "giltig_till lies before giltig_fran; mend one of them" : null;
    }

    private static SchoolUnit unit(CSVRecord row) {
        LocalDate from = day(row.get(4), SchoolUnit.ALWAYS);
        LocalDate to = day(row.get(5), SchoolUnit.FOR_EVER);
        return new SchoolUnit(
                row.get(0),
                from == null ? SchoolUnit.ALWAYS : from,
                to == null || to.equals(SchoolUnit.FOR_EVER) ? SchoolUnit.FOR_EVER : to.plusDays(1),
                row.get(1),
                row.get(2),
                row.get(3));
    }

    private static @Nullable LocalDate day(String text, LocalDate empty) {
        if (text.isEmpty()) {
            return empty;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            return day.isBefore(SchoolUnit.ALWAYS)
                    ? SchoolUnit.ALWAYS
                    : day.isAfter(SchoolUnit.FOR_EVER) ? SchoolUnit.FOR_EVER : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
