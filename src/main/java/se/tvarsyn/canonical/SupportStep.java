package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case of the skolsociala team.
 *
 * @param schoolUnitCode skolenhetskod
 * @param district stadsdel, from the mapping's value table; "" where none is given
 * @param model the programme: Skolsociala team, SST+ …, from the value table
 * @param level 1 promoting, 2 preventive, 3 remedial; "" where none is given
 * @param step aktualisering, inskrivning, kartlaggning, planering, genomforande, uppfoljning, vidmakthallande, avslut
 * @param stepOn day of the step
 * @param consentFromOn first day of the consent to share information, null where there is none
 * @param consentToOn its last day, null while it holds
 * @param effort what is done, from the value table; "" where none is given
 */
public record SupportStep(
        String schoolUnitCode,
        String district,
        String model,
        String level,
        String step,
        LocalDate stepOn,
        @Nullable LocalDate consentFromOn,
        @Nullable LocalDate consentToOn,
        String effort)
        implements Fact {
    public SupportStep {
        Objects.requireNonNull(schoolUnitCode);
        Objects.requireNonNull(district);
        Objects.requireNonNull(model);
        Objects.requireNonNull(level);
        Objects.requireNonNull(step);
        Objects.requireNonNull(stepOn);
        Objects.requireNonNull(effort);
    }

    @Override
    public FactTable table() {
        return FactTable.SUPPORT_CASE;
    }

    @Override
    public LocalDate lastDay() {
        return stepOn;
    }
}
