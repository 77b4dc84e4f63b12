package se.tvarsyn.load;

/** The warehouse answered, and said no. Carries its code; its text could hold a value and is not kept. */
public final class LoadRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadRefused(String what, int code) {
        super("The warehouse refused rows for " + what + " (ClickHouse error " + code
                + "); see that its migrations are applied and that the user may insert there");
    }
}
