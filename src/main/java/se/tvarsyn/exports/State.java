package se.tvarsyn.exports;

/** What stands in a cell of a release. The signs are Skolverket's and PxWeb's; 0 is a value like any other. */
public enum State {
    /** A number. */
    VALUE(""),
    /** Hidden, so that no one can be found. */
    HIDDEN(".."),
    /** Not reported, or not applicable. */
    MISSING(".");

    private final String sign;

    State(String sign) {
        this.sign = sign;
    }

    /** What is written in place of a number; empty for a value. */
    String sign() {
        return sign;
    }
}
