package se.tvarsyn.source;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.IdentityKind;
import se.tvarsyn.canonical.IdentityNumber;

/**
 * Whom a source names in one field that may hold either a number or an id of its own (Edlevo's {@code personid}, the
 * {@code id} of Stockholm's {@code elev}).
 *
 * @param number what has the shape of an identity number, also one that cannot be right: the mapping must reject it
 * @param id everything else; a GUID without braces and in lower case
 */
record SourcePerson(@Nullable String number, @Nullable String id) {
    private static final Pattern GUID =
            Pattern.compile("\\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\}?");
    private static final SourcePerson NOBODY = new SourcePerson(null, null);

    /** @param today decides the century of a ten-digit number */
    static SourcePerson of(@Nullable String name, LocalDate today) {
        String text = name == null ? "" : name.strip();
        if (text.isEmpty()) {
            return NOBODY;
        }
        String guid = guid(text);
        if (guid != null) {
            return new SourcePerson(null, guid);
        }
        IdentityNumber number = IdentityNumber.read(text, today);
        return number == null || number.kind() != IdentityKind.OTHER
                ? new SourcePerson(plain(text), null)
                : new SourcePerson(null, withoutBraces(text));
    }

    /** @return the GUID as these feeds compare it, null where the text is none */
    static @Nullable String guid(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher guid = GUID.matcher(text.strip());
        return guid.matches() ? guid.group(1).toLowerCase(Locale.ROOT) : null;
    }

    /** The same GUID or text, however it is written; null where there is none. */
    static @Nullable String sameId(@Nullable String text) {
        String guid = guid(text);
        return guid != null || text == null || text.isBlank() ? guid : withoutBraces(text.strip());
    }

    private static String withoutBraces(String text) {
        return text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
    }

    private static String plain(String number) {
        return number.replaceAll("[{}\\s]", "");
    }

    /** One name for both, the same for a number with a dash and without; empty where the source names nobody. */
    String name() {
        return number != null ? number.replace("-", "") : id != null ? id : "";
    }

    /** Never the values. */
    @Override
    public String toString() {
        return "SourcePerson";
    }
}
