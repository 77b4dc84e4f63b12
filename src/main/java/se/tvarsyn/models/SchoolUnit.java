package se.tvarsyn.models;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a school unit is called and where it lies, for a time.
 *
 * @param code skolenhetskod, eight digits
 * @param firstDay first day on which this holds
 * @param dayAfter first day on which it holds no more
 * @param district stadsdel; empty where none is given
 * @param schoolForm SS 12000 schoolType (GR, GY …); empty where none is given
 */
public record SchoolUnit(
        String code, LocalDate firstDay, LocalDate dayAfter, String name, String district, String schoolForm) {
    /** Bounds of what a ClickHouse Date holds: "always" and "until further notice". */
    static final LocalDate ALWAYS = LocalDate.of(1970, 1, 1);

    static final LocalDate FOR_EVER = LocalDate.of(2149, 6, 6);

    public SchoolUnit {
        Objects.requireNonNull(code);
        Objects.requireNonNull(firstDay);
        Objects.requireNonNull(dayAfter);
        Objects.requireNonNull(name);
        Objects.requireNonNull(district);
        Objects.requireNonNull(schoolForm);
    }
}
