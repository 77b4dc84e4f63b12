package se.tvarsyn.suppression;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import se.tvarsyn.attack.Verdict;

/** What is to be hidden, or that it cannot be said. */
public sealed interface Protection {
    /**
     * The auditor passed it.
     *
     * @param primary ids of cells that a rule hides
     * @param secondary ids of cells that are hidden because they would give others away
     * @param verdict the auditor's
     * @param rounds how often more was hidden after an attack
     */
    record Protected(Set<String> primary, Set<String> secondary, Verdict verdict, int rounds) implements Protection {
        public Protected {
            primary = Set.copyOf(primary);
            secondary = Set.copyOf(secondary);
            Objects.requireNonNull(verdict);
        }

        /** All cells that are shown as {@code ..}. */
        public Set<String> hidden() {
            Set<String> all = new TreeSet<>(primary);
            all.addAll(secondary);
            return all;
        }
    }

    /**
     * Nothing may be shown.
     *
     * @param reason what is wrong and the mend
     */
    record Refused(String reason) implements Protection {
        public Refused {
            Objects.requireNonNull(reason);
        }
    }
}
