package se.tvarsyn.publication;

/** A release was not made, and nothing of it can be seen. */
public final class ReleaseRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why, in a word that may be kept and shown: it says nothing of any figure. */
    public enum Reason {
        /** The auditor worked cells out. */
        AUDITOR("auditor"),
        /** A data test fails. */
        DATA_TEST("data-test"),
        /** The data tests were not run since the models were made. */
        TESTS_DUE("tests-due"),
        /** Rows that no legal basis covers today. */
        NO_BASIS("no-basis"),
        /** The period had not ended when the models were made. */
        NOT_OVER("not-over"),
        /** There is not one figure of the period. */
        NO_FIGURES("no-figures"),
        /** More figures than the auditor can attack. */
        TOO_MANY("too-many"),
        /** No cube is released by periods of this kind. */
        NO_CUBE("no-cube"),
        /** A cube that cannot be counted: a metric that is not there, too many levels or values. */
        CUBE("cube"),
        /** Exact cubes that no pattern of hidden cells protects. */
        EXACT("exact"),
        /** The period was released and taken back. */
        RETRACTED("retracted"),
        /** What readers would see holds what may not be shown. */
        UNSAFE("unsafe"),
        /** A warehouse does not answer, refuses, or did not take everything. */
        WAREHOUSE("warehouse"),
        /** The login that reads releases may more than an analyst. */
        RIGHTS("rights"),
        /** There is nowhere to show releases. */
        NO_PLACE("no-place"),
        /** Something broke that is no reason of ours. */
        BROKEN_OFF("broken-off"),
        /** None of these: nobody asked for a release, or a later version wrote it. */
        OTHER("other");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** As {@code ops.release_attempt} has it. */
        public String code() {
            return code;
        }

        /** {@link #OTHER} where the code is of a later version. */
        static Reason of(String code) {
            for (Reason reason : values()) {
                if (reason.code.equals(code)) {
                    return reason;
                }
            }
            return OTHER;
        }
    }

    /** Of what is no attempt to release: an export, a retraction, a name that is no period. */
    public ReleaseRefused(String message) {
        this(Reason.OTHER, message);
    }

    /** @param message what is in the way, and the mend; no figure and no token */
    public ReleaseRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
