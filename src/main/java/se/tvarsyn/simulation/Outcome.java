package se.tvarsyn.simulation;

/** What came of one lesson for one pupil, in one byte: a municipality's year has a million of them. */
final class Outcome {
    static final byte NOT_ENROLLED = 0;
    static final byte PRESENT = 1;
    static final byte UNREPORTED = 2;
    static final byte ELSEWHERE = 3;
    private static final int VALID_WHOLE = 4;
    private static final int VALID_PART = 16;
    private static final byte INVALID_WHOLE = 32;
    private static final int INVALID_PART = 40;
    private static final String[] REASONS = {
        "Sjuk",
        "Förkyld, mejl från vårdnadshavare Påhitta",
        "Beviljad ledighet",
        "Magsjuk hela familjen Fantasisson",
        "Läkarintyg",
        "Tandläkare",
        "BUP-besök Låtsasmottagningen",
        "VAB-intyg"
    };

    private Outcome() {}

    static byte validWhole(int reason) {
        return (byte) (VALID_WHOLE + reason);
    }

    /** {@code tens} 0–5: 20 to 70 minutes at a dentist or doctor. */
    static byte validPart(int tens) {
        return (byte) (VALID_PART + tens);
    }

    static byte invalidWhole() {
        return INVALID_WHOLE;
    }

    /** {@code fives} 0–7: 5 to 40 minutes. */
    static byte invalidPart(int fives) {
        return (byte) (INVALID_PART + fives);
    }

    static int validMinutes(byte outcome, int offered) {
        if (outcome >= VALID_WHOLE && outcome < VALID_PART) {
            return offered;
        }
        return outcome >= VALID_PART && outcome < INVALID_WHOLE
                ? Math.min(offered, 20 + 10 * (outcome - VALID_PART))
                : 0;
    }

    static int invalidMinutes(byte outcome, int offered) {
        if (outcome == INVALID_WHOLE) {
            return offered;
        }
        return outcome >= INVALID_PART ? Math.min(offered, 5 + 5 * (outcome - INVALID_PART)) : 0;
    }

    /** The free text a school system would send with a valid absence; empty for everything else. */
    static String reason(byte outcome) {
        if (outcome >= VALID_WHOLE && outcome < VALID_PART) {
            return REASONS[outcome - VALID_WHOLE];
        }
        return outcome >= VALID_PART && outcome < INVALID_WHOLE ? REASONS[5 + outcome % 2] : "";
    }

    static java.util.List<String> reasons() {
        return java.util.List.of(REASONS);
    }
}
