package se.tvarsyn.sealing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Pseudonym;

/** How a token and a day stand in the bytes of a {@link SealedFile}. */
public final class SealedFields {
    /** Stands for no day. */
    private static final long NO_DAY = Long.MIN_VALUE;

    private SealedFields() {}

    public static void token(DataOutputStream out, Pseudonym token) throws IOException {
        out.writeLong(token.high());
        out.writeLong(token.low());
    }

    public static Pseudonym token(DataInputStream in) throws IOException {
        return new Pseudonym(in.readLong(), in.readLong());
    }

    /** Counted from 1970. */
    public static void day(DataOutputStream out, @Nullable LocalDate day) throws IOException {
        out.writeLong(day == null ? NO_DAY : day.toEpochDay());
    }

    public static @Nullable LocalDate day(DataInputStream in) throws IOException {
        long day = in.readLong();
        return day == NO_DAY ? null : LocalDate.ofEpochDay(day);
    }
}
