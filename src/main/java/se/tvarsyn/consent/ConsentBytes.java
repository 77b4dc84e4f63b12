package se.tvarsyn.consent;

import static se.tvarsyn.sealing.SealedFields.day;
import static se.tvarsyn.sealing.SealedFields.token;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Pseudonym;

/** The memory as bytes, before they are enciphered. */
final class ConsentBytes {
    private static final int EDITION = 1;

    private ConsentBytes() {}

    static void write(DataOutputStream out, long generation, Map<Pseudonym, CaseLine> lines) throws IOException {
        out.writeInt(EDITION);
        out.writeLong(generation);
        out.writeInt(lines.size());
        for (Map.Entry<Pseudonym, CaseLine> line : lines.entrySet()) {
            token(out, line.getKey());
            out.writeLong(line.getValue().sequence);
            out.writeInt(line.getValue().closedOn.size());
            for (LocalDate closed : line.getValue().closedOn) {
                day(out, closed);
            }
            out.writeInt(line.getValue().cases.size());
            for (Map.Entry<LocalDate, KnownCase> one : line.getValue().cases.entrySet()) {
                day(out, one.getKey().equals(CaseLine.NEVER) ? null : one.getKey());
                write(out, one.getValue());
            }
        }
    }

    private static void write(DataOutputStream out, KnownCase known) throws IOException {
        day(out, known.firstOn);
        day(out, known.enrolledOn);
        out.writeLong(known.sequence);
        day(out, known.consent.withdrawnUpTo());
        out.writeInt(known.consent.periods().size());
        for (ConsentPeriod period : known.consent.periods()) {
            day(out, period.from());
            day(out, period.to());
        }
        out.writeBoolean(known.unlinked != null);
        if (known.unlinked != null) {
            token(out, known.unlinked.caseKey());
            token(out, known.unlinked.person());
            out.writeInt(known.unlinked.keyVersion());
        }
    }

    /**
     * @param lines gets what is read
     * @return the generation; null where the bytes are of another edition of the program
     */
    static @Nullable Long read(DataInputStream in, Map<Pseudonym, CaseLine> lines) throws IOException {
        if (in.readInt() != EDITION) {
            return null;
        }
        long generation = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            CaseLine line = new CaseLine();
            lines.put(token(in), line);
            line.sequence = in.readLong();
            for (int closed = in.readInt(); closed > 0; closed--) {
                line.closedOn.add(known(in));
            }
            for (int cases = in.readInt(); cases > 0; cases--) {
                line.cases.put(CaseLine.key(day(in)), readCase(in));
            }
        }
        return generation;
    }

    private static KnownCase readCase(DataInputStream in) throws IOException {
        KnownCase known = new KnownCase(known(in));
        known.enrolledOn = day(in);
        known.sequence = in.readLong();
        LocalDate withdrawnUpTo = day(in);
        List<ConsentPeriod> periods = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            periods.add(new ConsentPeriod(known(in), day(in)));
        }
        known.consent = new CaseConsent(periods, withdrawnUpTo);
        if (in.readBoolean()) {
            known.unlinked = new KnownCase.Unlinked(token(in), token(in), in.readInt());
        }
        return known;
    }

    private static LocalDate known(DataInputStream in) throws IOException {
        return LocalDate.ofEpochDay(in.readLong());
    }
}
