package se.tvarsyn.canonical;

/** What an identity number is. Decided before hashing, because only {@link #PNR} and {@link #SAM} mean the same person everywhere. */
public enum IdentityKind {
    /** Personnummer: date and check digit hold. */
    PNR,
    /** Samordningsnummer: day + 60; day 60 and month 00 stand for an unknown date, and the day need not be in the month (Skatteverket's test list has all three). */
    SAM,
    /** Interim number: twelve places with a letter at the ninth, given by one authority to one register. */
    INTERIM,
    /** TF number: birth date, TF, and two digits for sex (SCB). Collides, and is used for protected pupils too. */
    TF,
    /** Something else that a source calls an identity. */
    OTHER,
    /** The source gave nothing. */
    MISSING;

    /** Whether two agencies that hold this number mean the same person. */
    public boolean joinsAcrossAgencies() {
        return this == PNR || this == SAM;
    }
}
