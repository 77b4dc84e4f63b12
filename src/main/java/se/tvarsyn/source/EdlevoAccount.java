package se.tvarsyn.source;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the services say together about one pupil's lesson, or about one pupil's subject and period.
 *
 * @param part which document of the delivery mentions it first, from 0
 * @param ordinal which of that document's events or aggregations it is
 */
record EdlevoAccount(int part, long ordinal, Side absence, Side presence) {
    /** Of one lesson; a flood of them must not grow without end. */
    private static final int MOST_MENTIONS = 40;

    static final Side SILENT = new Side(Long.MIN_VALUE, List.of());

    /**
     * One event or aggregation.
     *
     * @param span start and stop as the source wrote them; tells two events of one lesson apart
     * @param total minutes of the lesson, or offered in the period
     * @param from first day, {@code to} the last one, which belongs to it
     */
    record Mention(
            String reason,
            String span,
            int minutes,
            int total,
            LocalDate from,
            LocalDate to,
            @Nullable String unitId,
            @Nullable String subjectCode) {}

    /**
     * What one of the two services says.
     *
     * @param answeredAt when, epoch milliseconds
     */
    record Side(long answeredAt, List<Mention> mentions) {
        boolean isSilent() {
            return mentions.isEmpty();
        }

        /** A later answer replaces an earlier one whole; the same event in two answers of one time is one event. */
        private Side with(Mention mention, long at) {
            if (at > answeredAt) {
                return new Side(at, List.of(mention));
            }
            if (at < answeredAt || mentions.contains(mention) || mentions.size() > MOST_MENTIONS) {
                return this;
            }
            List<Mention> all = new ArrayList<>(mentions);
            all.add(mention);
            return new Side(at, List.copyOf(all));
        }

        /** The first mention, once all agree on length and day. */
        private Mention agreed() throws UnusableElement {
            Mention first = mentions.get(0);
            if (mentions.size() > MOST_MENTIONS) {
                throw conflict("reason", "is mentioned over " + MOST_MENTIONS + " times in one answer");
            }
            for (Mention one : mentions) {
                if (one.total != first.total) {
                    throw conflict("lessonminutes", "has two different lengths in one answer");
                }
                if (!one.from.equals(first.from)) {
                    throw conflict("start", "is on two different days in one answer");
                }
            }
            return first;
        }

        /** A sum has no parts: two sums for one reason cannot both be right. */
        private void requireOneSumAReason() throws UnusableElement {
            if (mentions.stream().map(Mention::reason).distinct().count() < mentions.size()) {
                throw conflict("minutes", "has two different sums for one reason in one answer");
            }
        }

        private static UnusableElement conflict(String field, String how) {
            return new UnusableElement(
                    field, "conflicting-answers", "the same lesson or period " + how + "; correct it in the source");
        }

        private int minutes(String reason) {
            return mentions.stream()
                    .filter(m -> m.reason.equals(reason))
                    .mapToInt(Mention::minutes)
                    .sum();
        }
    }

    /** What late minutes count as (SOURCES.md 1.6, trap 3: the vendor does not say). */
    enum LateArrival {
        /** Neither presence nor absence: a column of their own. */
        SEPARATE,
        VALID,
        INVALID
    }

    /**
     * The minutes of a lesson or period.
     *
     * @param late null where late minutes count as absence
     */
    record Minutes(
            int offered,
            int present,
            int valid,
            int invalid,
            @Nullable Integer late) {}

    EdlevoAccount with(boolean isPresence, Mention mention, long answeredAt) {
        return isPresence
                ? new EdlevoAccount(part, ordinal, absence, presence.with(mention, answeredAt))
                : new EdlevoAccount(part, ordinal, absence.with(mention, answeredAt), presence);
    }

    /** Place, days and length, by the service that lists every lesson where it lists this one. */
    Mention leading() throws UnusableElement {
        Mention ofAbsence = absence.isSilent() ? null : absence.agreed();
        Mention leading = presence.isSilent() ? ofAbsence : presence.agreed();
        if (leading == null) {
            throw new IllegalStateException("an account that no service speaks of");
        }
        return leading;
    }

    void requireOneSumAReason() throws UnusableElement {
        absence.requireOneSumAReason();
        presence.requireOneSumAReason();
    }

    /** The latest answer that had a say. */
    Instant modified() {
        return Instant.ofEpochMilli(Math.max(absence.answeredAt, presence.answeredAt));
    }

    /** @throws UnusableElement where the minutes are more than the lesson or period has */
    Minutes minutes(LateArrival lateArrival) throws UnusableElement {
        int offered = leading().total;
        int late = absence.minutes("LateArrival");
        int valid = absence.minutes("Valid") + (lateArrival == LateArrival.VALID ? late : 0);
        int invalid = absence.minutes("Invalid") + (lateArrival == LateArrival.INVALID ? late : 0);
        boolean isPresenceTold = !presence.isSilent() || absence.minutes("Present") > 0;
        int present;
        if (isPresenceTold) {
            present = presence.minutes("Valid") + presence.minutes("Present") + absence.minutes("Present");
            boolean isLateCountedTwice =
                    lateArrival != LateArrival.SEPARATE && late > 0 && present + valid + invalid > offered;
            // What counts as absence is not presence too.
            present -= isLateCountedTwice ? Math.min(late, present) : 0;
        } else {
            present = offered - valid - invalid - (lateArrival == LateArrival.SEPARATE ? late : 0);
        }
        if (present < 0 || present + valid + invalid > offered) {
            throw new UnusableElement(
                    "minutes",
                    "minutes-exceed-lesson",
                    "presence and absence are more than the lesson or period has; correct it in the source");
        }
        return new Minutes(offered, present, valid, invalid, lateArrival == LateArrival.SEPARATE ? late : null);
    }

    static final ReferenceStore.Packing<EdlevoAccount> PACKING = new ReferenceStore.Packing<>() {
        @Override
        public void pack(EdlevoAccount entity, ReferenceStore.Packer to) throws IOException {
            to.number(entity.part);
            to.number(entity.ordinal);
            pack(entity.absence, to);
            pack(entity.presence, to);
        }

        private void pack(Side side, ReferenceStore.Packer to) throws IOException {
            to.number(side.answeredAt);
            to.number(side.mentions.size());
            for (Mention one : side.mentions) {
                to.text(one.reason);
                to.text(one.span);
                to.number(one.minutes);
                to.number(one.total);
                to.number(one.from.toEpochDay());
                to.number(one.to.toEpochDay());
                to.text(one.unitId);
                to.text(one.subjectCode);
            }
        }

        @Override
        public EdlevoAccount unpack(ReferenceStore.Unpacker from) throws IOException {
            return new EdlevoAccount((int) from.number(), from.number(), side(from), side(from));
        }

        private Side side(ReferenceStore.Unpacker from) throws IOException {
            long answeredAt = from.number();
            long count = from.number();
            List<Mention> mentions = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                mentions.add(new Mention(
                        text(from),
                        text(from),
                        (int) from.number(),
                        (int) from.number(),
                        LocalDate.ofEpochDay(from.number()),
                        LocalDate.ofEpochDay(from.number()),
                        from.text(),
                        from.text()));
            }
            return new Side(answeredAt, List.copyOf(mentions));
        }

        private String text(ReferenceStore.Unpacker from) throws IOException {
            String text = from.text();
            return text == null ? "" : text;
        }

        /** Accounts grow by every mention; which answer is newer is judged side by side. */
        @Override
        public long modified(EdlevoAccount entity) {
            return Long.MIN_VALUE;
        }
    };
}
