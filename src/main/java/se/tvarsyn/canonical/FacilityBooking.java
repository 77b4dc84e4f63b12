package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One booking of a hall or a room. Names no person: who booked it stays in the source.
 *
 * @param facilityId the facility's id in the booking system
 * @param facilityKind from the mapping's value table
 * @param associationId the association that booked, "" where it was no association
 * @param activity from the mapping's value table
 * @param district stadsdel, "" where none is given
 * @param bookedOn the day the booking begins, Europe/Stockholm
 * @param minutes length of the booking
 */
public record FacilityBooking(
        String facilityId,
        String facilityKind,
        String associationId,
        String activity,
        String district,
        LocalDate bookedOn,
        int minutes)
        implements Fact {
    public FacilityBooking {
        Objects.requireNonNull(facilityId);
        Objects.requireNonNull(facilityKind);
        Objects.requireNonNull(associationId);
        Objects.requireNonNull(activity);
        Objects.requireNonNull(district);
        Objects.requireNonNull(bookedOn);
    }

    @Override
    public FactTable table() {
        return FactTable.FACILITY_BOOKING;
    }

    @Override
    public LocalDate lastDay() {
        return bookedOn;
    }
}
