package se.tvarsyn.fuzz;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must be in no message: values that the fuzzers plant, and everything that is written like a personnummer. */
final class Planted {
    /** An official test number. */
    static final String NUMBER = "201203202385";

    static final String NAME = "Zebrafink";
    static final String REASON = "viskadesanledning";

    static final List<String> ALL = List.of(
            NUMBER,
            NUMBER.substring(2),
            "20120320-2385",
            "120320-2385",
            NAME,
            "\"" + NAME + "\"",
            REASON,
            NAME + " " + NUMBER,
            "2012-03-20 2385");

    private static final Pattern SOUGHT = Pattern.compile("(?i)" + NAME + "|" + REASON
            + "|(?<![0-9a-f-])[0-9]{6}(?:[0-9]{2})?[-+]?[0-9]{4}(?![0-9a-f-])|120320[-+ ]{0,2}2385");

    private Planted() {}

    /** Numbers are hidden in the name of a file; that a sender calls a file by a person's name cannot be told. */
    static boolean isInNameOf(FuzzedDelivery delivery) {
        return delivery.documents().stream()
                .anyMatch(document ->
                        document.name().contains(NAME) || document.name().contains(REASON));
    }

    static TreeSet<String> in(String text) {
        TreeSet<String> found = new TreeSet<>();
        SOUGHT.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }
}
