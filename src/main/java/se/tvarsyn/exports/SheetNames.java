package se.tvarsyn.exports;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names that Excel takes for sheets: at most 31 characters, unique whatever their case, without {@code [ ] : * ? / \}, and
 * here without apostrophes, which references to a sheet would have to double.
 */
final class SheetNames {
    private static final int MOST = 31;
    /** Excel keeps this name for itself. */
    private final Set<String> taken = new HashSet<>(Set.of("history"));

    String take(String wanted) {
        String plain = wanted.replace('\'', '\u2019')
                .replaceAll("[\\[\\]:*?/\\\\]", "-")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        String base = plain.isEmpty() ? "Tabell" : plain;
        String name = cut(base, MOST);
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            String ending = " " + i;
            name = cut(base, MOST - ending.length()) + ending;
        }
        return name;
    }

    /** After a whole word where there is one, so that a tab reads as a name that goes on. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int blank = text.lastIndexOf(' ', most - 1);
        // Not between the halves of one character.
        int end = blank > most / 2 ? blank : Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end).replaceAll("[\\s,;.–-]+$", "") + "…";
    }
}
