package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import se.tvarsyn.canonical.FactTable;

/** Reads {@code legal-basis} of {@code tvarsyn.yaml}. */
final class LegalBasisEntries {
    private final YamlDocument yaml;
    private final List<Problem> problems;

    private LegalBasisEntries(YamlDocument yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    /** @param purpose of the file, which an entry without one means */
    static List<LegalBasis> read(YamlDocument yaml, String purpose, List<Problem> problems) {
        return new LegalBasisEntries(yaml, problems).read(purpose);
    }

    private List<LegalBasis> read(String purpose) {
        List<LegalBasis> entries = new ArrayList<>();
        int i = 0;
        for (JsonNode entry : yaml.root().path("legal-basis")) {
            int before = problems.size();
            LegalBasis read = entry(entry, "/legal-basis/" + i++, purpose);
            boolean isGood = problems.size() == before;
            for (LegalBasis earlier : entries) {
                if (isGood && read.overlaps(earlier)) {
                    problems.add(
                            new Problem(
                                    yaml.file(),
                                    read.line(),
                                    "the entry of '" + read.feed() + "' overlaps the one in line " + earlier.line()
                                            + ": give the earlier a valid-to before this one's valid-from, or name other tables"));
                }
            }
            entries.add(read);
        }
        return entries;
    }

    private LegalBasis entry(JsonNode entry, String at, String purpose) {
        boolean isTrial = entry.path("trial").asBoolean(false);
        if (!isTrial && (!has(entry, "law") || !has(entry, "decision"))) {
            problem(at, "an entry needs 'law' and 'decision', or 'trial: true'");
        }
        LocalDate validFrom = TvarsynSettings.date(entry, "valid-from", yaml, at, problems);
        LocalDate validTo = TvarsynSettings.date(entry, "valid-to", yaml, at, problems);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            problem(at + "/valid-to", "valid-to is before valid-from; mend one of them");
        }
        return new LegalBasis(
                entry.path("feed").asText(),
                entry.path("purpose").asText(purpose),
                TvarsynSettings.text(entry, "law"),
                TvarsynSettings.text(entry, "decision"),
                validFrom,
                validTo,
                isTrial,
                retention(entry),
                tables(entry, at),
                yaml.lineOf(at));
    }

    /** Written but blank is missing too: a signature needs something to point at. */
    private static boolean has(JsonNode entry, String field) {
        return entry.hasNonNull(field) && !entry.path(field).asText().isBlank();
    }

    /** The schema lets through {@code 5 years} and {@code 18 months} only. */
    private static Period retention(JsonNode entry) {
        if (!entry.hasNonNull("retention")) {
            return LegalBasis.DEFAULT_RETENTION;
        }
        String[] words = entry.path("retention").asText().strip().split(" ");
        int number = Integer.parseInt(words[0]);
        return words[1].startsWith("year") ? Period.ofYears(number) : Period.ofMonths(number);
    }

    private Set<FactTable> tables(JsonNode entry, String at) {
        Set<FactTable> tables = EnumSet.noneOf(FactTable.class);
        int i = 0;
        for (JsonNode name : entry.path("tables")) {
            String pointer = at + "/tables/" + i++;
            Arrays.stream(FactTable.values())
                    .filter(t -> nameOf(t).equals(name.asText()))
                    .findFirst()
                    .ifPresentOrElse(
                            tables::add,
                            () -> problem(
                                    pointer,
                                    "there is no table of that name in core; there are "
                                            + Arrays.stream(FactTable.values())
                                                    .map(LegalBasisEntries::nameOf)
                                                    .collect(Collectors.joining(", "))));
        }
        return tables;
    }

    static String nameOf(FactTable table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    private void problem(String at, String what) {
        problems.add(new Problem(yaml.file(), yaml.lineOf(at), what));
    }
}
