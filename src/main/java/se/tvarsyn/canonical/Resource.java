package se.tvarsyn.canonical;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a district has for an effort in a year: posts, places, money. Names no person.
 *
 * @param district stadsdel
 * @param budgetYear calendar year
 * @param resourceKind effort, student_health (elevhälsa), special_group (särskild undervisningsgrupp), state_grant
 * @param effort insats, "" where none is given
 * @param targetGroup målgrupp, "" where none is given
 * @param posts full-time posts with two decimals, null where not given
 * @param places places in a group, null where not given
 * @param kronor whole kronor, null where not given
 */
public record Resource(
        String district,
        int budgetYear,
        String resourceKind,
        String effort,
        String targetGroup,
        @Nullable BigDecimal posts,
        @Nullable Integer places,
        @Nullable Integer kronor)
        implements Fact {
    public Resource {
        Objects.requireNonNull(district);
        Objects.requireNonNull(resourceKind);
        Objects.requireNonNull(effort);
        Objects.requireNonNull(targetGroup);
    }

    @Override
    public FactTable table() {
        return FactTable.RESOURCE;
    }

    @Override
    public LocalDate lastDay() {
        return LocalDate.of(budgetYear, 12, 31);
    }
}
