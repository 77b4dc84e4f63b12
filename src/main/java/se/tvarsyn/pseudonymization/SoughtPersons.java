package se.tvarsyn.pseudonymization;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.BarredPerson;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.renumbering.NumberMemory;

/**
 * Persons whom a case names by their numbers: forwards only, from number to token (PRIVACY.md 5). Holds numbers, shows
 * none.
 */
public final class SoughtPersons {
    private static final int CENTURY = 2;

    private final List<IdentityNumber> numbers;

    private SoughtPersons(List<IdentityNumber> numbers) {
        this.numbers = numbers;
    }

    /**
     * Reads one personnummer or samordningsnummer a line; empty lines are passed over.
     *
     * @param problems receives "line: what, and the mend" for every line that is none; never the line
     * @return null where there are problems
     */
    public static @Nullable SoughtPersons read(Path file, LocalDate today, List<String> problems) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return of(lines, today, problems);
        } catch (MalformedInputException e) {
            problems.add("1: the file is no UTF-8 text: write one personnummer a line");
            return null;
        }
    }

    private static @Nullable SoughtPersons of(BufferedReader lines, LocalDate today, List<String> problems)
            throws IOException {
        Set<String> seen = new LinkedHashSet<>();
        List<IdentityNumber> numbers = new ArrayList<>();
        int line = 0;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            String bare = line == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
            if (bare.isBlank()) {
                continue;
            }
            IdentityNumber number = IdentityNumber.read(bare, today);
            if (number == null || !number.kind().joinsAcrossAgencies()) {
                problems.add(line + ": not a personnummer or samordningsnummer: mend the digits, or ask who wrote it");
            } else if (seen.add(number.reveal())) {
                numbers.add(number);
            }
        }
        if (numbers.isEmpty() && problems.isEmpty()) {
            problems.add("1: the file names nobody: write one personnummer a line");
        }
        return problems.isEmpty() ? new SoughtPersons(List.copyOf(numbers)) : null;
    }

    /** With the samordningsnummer that a person had before, and the personnummer that took its place. */
    public SoughtPersons withEveryNumber(NumberMemory memory, LocalDate today) {
        Set<String> all = new LinkedHashSet<>();
        numbers.forEach(n -> all.addAll(memory.allOf(n.reveal())));
        return new SoughtPersons(all.stream()
                .map(n -> Objects.requireNonNull(IdentityNumber.read(n, today)))
                .toList());
    }

    /** From what {@link #toBytes} gave. */
    public static SoughtPersons ofBytes(byte[] bytes, LocalDate today) {
        List<String> problems = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new java.io.StringReader(new String(bytes, StandardCharsets.US_ASCII)))) {
            SoughtPersons persons = of(lines, today, problems);
            if (persons == null) {
                throw new IllegalStateException("a case of erasure was not written by this program");
            }
            return persons;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers, canonical, to be sealed for an auditor and nothing else. */
    public List<String> reveal() {
        return numbers.stream().map(IdentityNumber::reveal).toList();
    }

    /** The numbers, to be sealed and nothing else. */
    public byte[] toBytes() {
        StringBuilder lines = new StringBuilder();
        numbers.forEach(n -> lines.append(n.reveal()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** How the barred list and the warehouse know them, under the keys that rows are made with now. */
    public List<BarredPerson> persons(TokenKeys keys, HomeKeys homeKeys) {
        TokenMaker marks = new TokenMaker(homeKeys.barredMarks(), "pnr");
        return numbers.stream()
                .map(n -> new BarredPerson(
                        Set.of(marks.token(n.reveal())),
                        PersonMarks.rowsOf(new PersonReference(n, null, false), Set.of(n.reveal()), keys, "")))
                .toList();
    }

    /** Eight hexadecimal digits a person, of a token that is used for nothing else: what the audit may hold. */
    public List<String> auditTokens(HomeKeys homeKeys) {
        TokenMaker maker = new TokenMaker(homeKeys.auditTokens(), "pnr");
        return numbers.stream()
                .map(n -> maker.token(n.reveal()).toString().substring(0, 8))
                .toList();
    }

    /** Whether a text holds one of the numbers, with or without century, and a hyphen, plus or space within. */
    public boolean occurIn(CharSequence text) {
        StringBuilder joined = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isWithin = (c == '-' || c == '+' || c == ' ')
                    && i > 0
                    && i + 1 < text.length()
                    && Character.isDigit(text.charAt(i - 1))
                    && Character.isDigit(text.charAt(i + 1));
            if (!isWithin) {
                joined.append(c);
            }
        }
        for (IdentityNumber number : numbers) {
            if (joined.indexOf(number.reveal().substring(CENTURY)) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "SoughtPersons[" + numbers.size() + "]";
    }
}
