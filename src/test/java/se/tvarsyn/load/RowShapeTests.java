package se.tvarsyn.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.tvarsyn.canonical.FactTable;

class RowShapeTests {
    private static final RowShape NOTHING_SPECIAL = new RowShape(false, false, false, false, false, false, false);

    @Test
    void leavesOutWhatNoLessonOfTheBlockHas() {
        assertThat(NOTHING_SPECIAL.columns(FactTable.ATTENDANCE))
                .contains("offered_minutes", "valid_absence_minutes")
                .doesNotContain("late_minutes", "other_minutes", "is_reported", "lesson_key", "is_deleted");
    }

    /** Sums have columns of the same names as lessons, and their rows hold every one. */
    @ParameterizedTest
    @EnumSource(value = FactTable.class, mode = EnumSource.Mode.EXCLUDE, names = "ATTENDANCE")
    void leavesOutNothingOfOtherTablesButTheDeletion(FactTable table) {
        assertThat(NOTHING_SPECIAL.columns(table))
                .hasSize(FactColumns.of(table).size() - 1)
                .doesNotContain("is_deleted");
    }
}
