package se.tvarsyn.reference;

/** Which sources report a pupil's time, and how. The shares are exact in every hundred pupils. */
enum FeedMix {
    REST(50),
    /** Two feeds have the same lessons in some months, and tell different minutes. */
    REST_AND_CSV(14),
    CSV(8),
    /** Most weeks hold the absences only. */
    EDLEVO(5),
    MEITNER(4),
    MONTH_SUMS(4),
    TERM_SUMS(3),
    LESSONS_AND_SUMS(4),
    UNMAPPED(3),
    /** Without a unit in one feed, with it in another. */
    UNMAPPED_BESIDE(2),
    UNLINKABLE(2),
    EDLEVO_AND_SUMS(1);

    private final int percent;

    FeedMix(int percent) {
        this.percent = percent;
    }

    static FeedMix of(int hundredth) {
        int left = hundredth;
        for (FeedMix mix : values()) {
            left -= mix.percent;
            if (left < 0) {
                return mix;
            }
        }
        throw new IllegalArgumentException("the shares add up to less than 100");
    }

    /** The feed of the pupil's lessons. */
    String feed() {
        return switch (this) {
            case CSV -> DeliveryPlan.CSV;
            case EDLEVO, EDLEVO_AND_SUMS -> DeliveryPlan.EDLEVO;
            case MEITNER -> DeliveryPlan.MEITNER;
            case MONTH_SUMS, TERM_SUMS -> DeliveryPlan.SUMS;
            default -> DeliveryPlan.REST;
        };
    }
}
