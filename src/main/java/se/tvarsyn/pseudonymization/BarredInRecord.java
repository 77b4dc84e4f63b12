package se.tvarsyn.pseudonymization;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.renumbering.NumberMemory;

/**
 * Whether a record names somebody on the barred list, asked before a person may see the record: by whom the mapping finds in
 * it, and by every number that stands anywhere in its text. For one thread at a time.
 */
public final class BarredInRecord {
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{6}(?:[0-9]{2})?[-+ ]?[0-9]{4}(?![0-9])");

    private final BarredList barred;
    private final NumberMemory numbers;
    private final PersonMarks marks;
    private final TokenMaker numberMarks;

    /**
     * @param barred a list of one run: nothing is lifted by a look
     * @param numbers which samordningsnummer became which personnummer
     */
    public BarredInRecord(TokenKeys keys, HomeKeys homeKeys, BarredList barred, NumberMemory numbers) {
        this.barred = barred;
        this.numbers = numbers;
        this.marks =
                new PersonMarks(keys, homeKeys.barredMarks(), barred, new PersonNumbers(homeKeys.idMarks(), numbers));
        this.numberMarks = new TokenMaker(homeKeys.barredMarks(), "pnr");
    }

    /**
     * @param ticket of the delivery that brought the record
     * @param persons whom the mapping finds in it
     * @param text the record as it came
     * @param today decides the century of a ten-digit number
     */
    public boolean isNamed(DeliveryTicket ticket, List<PersonReference> persons, String text, LocalDate today) {
        barred.liftNothingBy(ticket);
        marks.prepareFor(ticket);
        if (persons.stream().anyMatch(p -> p.isProtected() || marks.isBarred(p))) {
            return true;
        }
        Matcher found = NUMBER.matcher(text);
        while (found.find()) {
            IdentityNumber number = IdentityNumber.read(found.group(), today);
            if (number != null && number.kind().joinsAcrossAgencies() && isBarred(ticket, number)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBarred(DeliveryTicket ticket, IdentityNumber number) {
        return numbers.allOf(number.reveal()).stream()
                .anyMatch(n -> barred.isBarred(ticket, Set.of(numberMarks.token(n)), false));
    }
}
