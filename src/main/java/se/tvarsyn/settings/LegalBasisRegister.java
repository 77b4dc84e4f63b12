package se.tvarsyn.settings;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;

/**
 * Law as configuration (PRIVACY.md 4): feed × purpose × law × decision × days × retention. What a feed without a valid
 * entry wants, it does not get: every question here is answered by no where the register is silent.
 *
 * @param file name of the settings file, for messages
 * @param purpose the home's: entries about other purposes hold nothing here
 */
public record LegalBasisRegister(String file, String purpose, List<LegalBasis> entries) {
    public LegalBasisRegister {
        entries = List.copyOf(entries);
    }

    /** The entry that lets a feed's rows of a table be held on a day; a complete one goes before a trial. */
    public Optional<LegalBasis> entry(String feed, FactTable table, LocalDate day) {
        return entries.stream()
                .filter(e -> isOf(e, feed) && e.covers(table) && e.isValidOn(day))
                .min(Comparator.comparing(LegalBasis::isTrial));
    }

    /** Whether rows of a feed may be loaded into a table, and read for figures, on a day. */
    public boolean allows(String feed, FactTable table, LocalDate day) {
        return entry(feed, table, day).isPresent();
    }

    /**
     * How long a feed's rows of a table are kept, counted from the day they are about. Where no entry holds any more the
     * last one that held decides; without any it is {@link LegalBasis#DEFAULT_RETENTION}.
     */
    public Period retention(String feed, FactTable table, LocalDate day) {
        return entry(feed, table, day)
                .or(() -> entries.stream()
                        .filter(e -> isOf(e, feed) && e.covers(table) && e.isOver(day))
                        .max(Comparator.comparing(e -> e.validTo() == null ? LocalDate.MAX : e.validTo())))
                .map(LegalBasis::retention)
                .orElse(LegalBasis.DEFAULT_RETENTION);
    }

    /**
     * Why a feed may not run on a day.
     *
     * @param tables those that the feed fills
     * @param isServer whether a {@code warehouse.url} is set, which trial entries do not allow
     * @return null where it may run
     */
    public @Nullable Problem refusal(String feed, Set<FactTable> tables, LocalDate day, boolean isServer) {
        // A feed of which nobody can tell what it fills needs an entry for everything.
        Set<FactTable> asked = tables.isEmpty() ? EnumSet.allOf(FactTable.class) : tables;
        Set<FactTable> without = EnumSet.noneOf(FactTable.class);
        for (FactTable table : asked) {
            Optional<LegalBasis> entry = entry(feed, table, day);
            if (entry.isEmpty()) {
                without.add(table);
            } else if (isServer && entry.get().isTrial()) {
                return new Problem(
                        file,
                        entry.get().line(),
                        "the legal basis of '" + feed
                                + "' is a trial, which loads into the embedded engine only; add law and decision");
            }
        }
        return without.isEmpty() ? null : silence(feed, without, without.equals(asked), day);
    }

    /** Trial entries that a feed runs on. */
    public List<LegalBasis> trials(String feed, Set<FactTable> tables, LocalDate day) {
        return tables.stream()
                .flatMap(table -> entry(feed, table, day).stream())
                .filter(LegalBasis::isTrial)
                .distinct()
                .toList();
    }

    /** What stands nearest to an entry that would hold, so that the mend can be said. */
    private Problem silence(String feed, Set<FactTable> tables, boolean isAll, LocalDate day) {
        List<LegalBasis> near =
                entries.stream().filter(e -> e.feed().equals(feed)).toList();
        String what = "feed '" + feed + "'" + (isAll ? "" : " fills " + names(tables) + " and");
        Optional<LegalBasis> over = near.stream()
                .filter(e -> isOf(e, feed) && tables.stream().anyMatch(e::covers) && e.isOver(day))
                .max(Comparator.comparing(e -> e.validTo() == null ? LocalDate.MAX : e.validTo()));
        if (over.isPresent()) {
            return new Problem(
                    file,
                    over.get().line(),
                    what + " has no legal basis that is valid today: this one ended on "
                            + over.get().validTo() + "; write the new decision as an entry of its own");
        }
        Optional<LegalBasis> later = near.stream()
                .filter(e -> isOf(e, feed) && tables.stream().anyMatch(e::covers))
                .min(Comparator.comparing(e -> e.validFrom() == null ? LocalDate.MIN : e.validFrom()));
        if (later.isPresent()) {
            return new Problem(
                    file,
                    later.get().line(),
                    what + " has no legal basis that is valid today: this one begins on "
                            + later.get().validFrom() + "; wait, or correct valid-from");
        }
        Optional<LegalBasis> elsewhere =
                near.stream().filter(e -> isOf(e, feed)).findFirst();
        if (elsewhere.isPresent()) {
            return new Problem(
                    file,
                    elsewhere.get().line(),
                    "feed '" + feed + "' fills " + names(tables)
                            + " and has no legal basis for that; add it to 'tables' of an entry, or take it out of the"
                            + " mapping");
        }
        for (LegalBasis other : near) {
            if (!other.purpose().equals(purpose)) {
                return new Problem(
                        file,
                        other.line(),
                        what + " has no legal basis for purpose '" + purpose + "': this one is for '" + other.purpose()
                                + "'; add an entry for this purpose");
            }
        }
        return new Problem(
                file,
                0,
                what + " has no legal basis that is valid today, so it does not load; add one under legal-basis"
                        + " (./tvarsyn init writes trial entries)");
    }

    /**
     * What is wrong in the register, for {@code check}.
     *
     * @param feeds every feed with the tables that it fills
     */
    public List<Problem> problems(Map<String, Set<FactTable>> feeds, LocalDate day, boolean isServer) {
        List<Problem> problems = new ArrayList<>();
        for (LegalBasis entry : entries) {
            Set<FactTable> filled = feeds.get(entry.feed());
            if (filled == null) {
                problems.add(new Problem(
                        file,
                        entry.line(),
                        "there is no feed '" + entry.feed() + "'; correct its name, or take the entry away"));
                continue;
            }
            Set<FactTable> idle = EnumSet.noneOf(FactTable.class);
            idle.addAll(entry.tables());
            idle.removeAll(filled);
            if (!idle.isEmpty()) {
                problems.add(new Problem(
                        file,
                        entry.line(),
                        "feed '" + entry.feed() + "' does not fill " + names(idle) + "; take it out of 'tables'"));
            }
            if (entry.isTrial() && isServer) {
                problems.add(new Problem(
                        file,
                        entry.line(),
                        "legal basis of '" + entry.feed() + "' is a trial, which a warehouse.url refuses;"
                                + " add law and decision"));
            }
        }
        new TreeMap<>(feeds).forEach((feed, tables) -> {
            Problem refusal = refusal(feed, tables, day, false);
            if (refusal != null && entries.stream().anyMatch(e -> isOf(e, feed))) {
                problems.add(refusal);
            }
        });
        return problems;
    }

    /** What is to be completed before real use, for {@code check}: feeds without an entry, and trial entries. */
    public List<Problem> toComplete(Map<String, Set<FactTable>> feeds, LocalDate day) {
        List<Problem> open = new ArrayList<>();
        new TreeMap<>(feeds).forEach((feed, tables) -> {
            if (entries.stream().noneMatch(e -> isOf(e, feed))) {
                Problem refusal = refusal(feed, tables, day, false);
                if (refusal != null) {
                    open.add(refusal);
                }
            }
            for (LegalBasis trial : trials(feed, tables, day)) {
                open.add(new Problem(
                        file,
                        trial.line(),
                        "legal basis of '" + feed + "' is a trial: add law and decision before real use"));
            }
        });
        return open;
    }

    private boolean isOf(LegalBasis entry, String feed) {
        return entry.feed().equals(feed) && entry.purpose().equals(purpose);
    }

    private static String names(Set<FactTable> tables) {
        return tables.stream().map(FactTable::tableName).collect(Collectors.joining(", "));
    }
}
