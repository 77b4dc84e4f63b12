package se.tvarsyn.documents;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.FieldUse;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.settings.LegalBasis;

/** Words for a reader in a Swedish authority. */
final class Swedish {
    private Swedish() {}

    static String role(FieldUse.Role role) {
        return switch (role) {
            case IDENTITY -> "personidentitet";
            case PERSON_ID -> "källans person-id";
            case PROTECTION -> "markering om skyddade personuppgifter";
            case CONSENT -> "samtyckets dagar";
            case KEY -> "del av radens nyckel";
            case GROUP -> "vad raden hör till";
            case MODIFIED -> "när uppgiften ändrades";
            case VALUE -> "uppgift som lagras";
            case CHECK -> "kontrolleras, lagras inte";
            case CONDITION -> "avgör om raden tas med";
            case DROPPED -> "läses och kastas";
        };
    }

    static String form(FieldUse.Form form) {
        return switch (form) {
            case NOT_STORED -> "lagras inte";
            case TOKEN -> "pseudonym (HMAC med hemlig nyckel)";
            case AS_IT_IS -> "som den är";
            case WORD_OF_TABLE -> "ord ur mappningens värdetabell";
        };
    }

    static String length(Period period) {
        return period.getYears() > 0 ? period.getYears() + " år" : period.toTotalMonths() + " månader";
    }

    static String days(LegalBasis entry) {
        String from = entry.validFrom() == null ? "från början" : "från " + entry.validFrom();
        return from + (entry.validTo() == null ? ", tills vidare" : " till " + entry.validTo());
    }

    static String law(LegalBasis entry) {
        return entry.isTrial() ? "Provpost: lag och beslut saknas" : text(entry.law());
    }

    static String text(@Nullable String text) {
        return text == null || text.isBlank() ? "–" : text.strip();
    }

    /** The controller's fields are asked for in every audit: what is not there is said, not left out. */
    static String orMissing(@Nullable String text) {
        return text == null || text.isBlank() ? "Ej angiven i tvarsyn.yaml ännu" : text.strip();
    }

    /** What kind of source a feed has; never its address. */
    static String source(Map<String, String> settings, Mapping mapping) {
        String form = " (format `" + mapping.format().name() + "`)";
        if (settings.containsKey("sftp")) {
            return "Filer från SFTP-server" + form;
        }
        if (settings.containsKey("directory")) {
            return "Filer i katalog" + form;
        }
        if (settings.containsKey("url")) {
            return "Hämtas från källsystemets gränssnitt" + form;
        }
        return "Ingen källa angiven: läses bara in med `load`" + form;
    }

    /** A line for every entry of a feed's tables that holds on a day. */
    static List<LegalBasis> entries(Configured configured, String feed, Mapping mapping, LocalDate day) {
        return mapping.tables().stream()
                .flatMap(t -> configured.settings().register().entry(feed, t, day).stream())
                .distinct()
                .toList();
    }

    static String tables(Iterable<FactTable> tables) {
        StringBuilder names = new StringBuilder();
        tables.forEach(t -> names.append(names.isEmpty() ? "" : ", ")
                .append('`')
                .append(t.tableName())
                .append('`'));
        return names.toString();
    }

    static String codes(List<String> names) {
        return names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    }
}
