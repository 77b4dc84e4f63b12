package se.tvarsyn.reference;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** School days of one pupil in a row: long invalid absence, and occasions. */
final class Spells {
    private final List<LocalDate> longInvalidDays = new ArrayList<>();
    private final Map<YearMonth, Integer> occasions = new HashMap<>();

    /** @param account only its days: a sum has no school days */
    static Spells of(Account account) {
        NavigableMap<LocalDate, Minutes> schoolDays = new TreeMap<>();
        for (Account.Line line : account.lines()) {
            if (line.isDay() && line.minutes().reported() > 0) {
                schoolDays.merge(line.day(), line.minutes(), Minutes::plus);
            }
        }
        Spells spells = new Spells();
        spells.read(schoolDays);
        return spells;
    }

    private void read(NavigableMap<LocalDate, Minutes> schoolDays) {
        LocalDate firstInvalid = null;
        boolean wasAbsent = false;
        for (Map.Entry<LocalDate, Minutes> entry : schoolDays.entrySet()) {
            LocalDate day = entry.getKey();
            Minutes minutes = entry.getValue();
            if (minutes.invalid() == minutes.reported()) {
                firstInvalid = firstInvalid == null ? day : firstInvalid;
                if (isAMonth(firstInvalid, day)) {
                    longInvalidDays.add(day);
                }
            } else {
                firstInvalid = null;
            }
            boolean isAbsent = minutes.absence() > 0;
            if (isAbsent && !wasAbsent) {
                occasions.merge(YearMonth.from(day), 1, Integer::sum);
            }
            wasAbsent = isAbsent;
        }
    }

    /** First and last day, both counted, cover a calendar month: 2 March to 1 April. */
    private static boolean isAMonth(@Nullable LocalDate first, LocalDate last) {
        return first != null && !last.isBefore(first.plusMonths(1).minusDays(1));
    }

    /** The day on which a spell became long, and its days after that. */
    List<LocalDate> longInvalidDays() {
        return longInvalidDays;
    }

    /** Occasions that began in the months up to and with the last one. */
    int occasions(YearMonth last, int months) {
        int count = 0;
        for (int back = 0; back < months; back++) {
            count += occasions.getOrDefault(last.minusMonths(back), 0);
        }
        return count;
    }
}
