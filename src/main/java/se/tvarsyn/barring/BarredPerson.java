package se.tvarsyn.barring;

import java.util.Set;
import se.tvarsyn.canonical.Pseudonym;

/**
 * How a person is known to the barred list and to the warehouse.
 *
 * @param marks tokens under the list's own key, which outlives every rotation: by these a person is recognised
 * @param rows tokens that rows of the warehouse may have about the person, in every feed: by these rows are erased
 */
public record BarredPerson(Set<Pseudonym> marks, Set<Pseudonym> rows) {
    public BarredPerson {
        marks = Set.copyOf(marks);
        rows = Set.copyOf(rows);
        if (marks.isEmpty()) {
            throw new IllegalArgumentException("a person whom nothing names cannot be barred");
        }
    }

    /** Never the tokens: they are a person's name within the warehouse. */
    @Override
    public String toString() {
        return "BarredPerson[" + marks.size() + " marks]";
    }
}
