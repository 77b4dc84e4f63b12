package se.tvarsyn.operations;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run says that failed for deliveries which are held or unreadable, and for nothing else: their stories tell more. */
public final class HeldDeliveries {
    /** The third form is in {@code schedule.json} of homes that have not run since: it had one form for every number. */
    private static final Pattern TOLD = Pattern.compile(
            "(\\d{1,9}) (?:delivery is held or unreadable; its story tells why|deliveries are held or unreadable; their"
                    + " stories tell why|delivery\\(s\\) held or unreadable; their stories tell why)");

    private HeldDeliveries() {}

    /** @param deliveries at least one */
    public static String told(int deliveries) {
        return deliveries == 1
                ? "1 delivery is held or unreadable; its story tells why"
                : deliveries + " deliveries are held or unreadable; their stories tell why";
    }

    /** How many deliveries a failure tells of; empty where something else stopped the run. */
    public static OptionalInt in(String failure) {
        Matcher told = TOLD.matcher(failure);
        return told.matches() ? OptionalInt.of(Integer.parseInt(told.group(1))) : OptionalInt.empty();
    }
}
