package se.tvarsyn.simulation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Associations, their attendance cards and meetings, September to May. */
final class LeisureLife {
    private static final long DRAW = 700;
    static final YearMonth FIRST_MONTH = YearMonth.of(2025, 9);
    static final int MONTHS = 9;

    /** What is delivered about a meeting in the month after it. */
    enum Afterthought {
        NONE,
        /** Metod Update: one mark raised, one taken back. */
        UPDATE,
        /** Metod Remove. */
        REMOVE,
        /** Metod Add again, with the next day's Datum. */
        MOVE
    }

    record Association(
            int index,
            String id,
            String name,
            String activity,
            String organisationNumber,
            boolean isNewNamespace,
            boolean repeatsCodes,
            List<Card> cards) {
        String slug() {
            return id.toLowerCase(Locale.ROOT);
        }
    }

    record Card(int number, String name, int startMinute, int minutes, int weekday, List<Participant> participants) {}

    /** @param pupil index of the pupil, −1 for a child who goes to school elsewhere */
    record Participant(UUID id, String given, String family, String number, int pupil, boolean isLinkable) {
        @Override
        public String toString() {
            return "Participant[hidden]";
        }
    }

    /**
     * @param present by position among the card's participants
     * @param dangling id of a present participant whom no register names, null for nearly all
     * @param raised position of the mark that an Update sets to present, −1 without
     * @param takenBack position of the mark that an Update sets to absent, −1 without
     */
    record Meeting(
            Association association,
            Card card,
            LocalDate on,
            String code,
            boolean[] present,
            @Nullable UUID dangling,
            Afterthought afterthought,
            int raised,
            int takenBack) {
        Meeting {
            present = present.clone();
        }

        boolean isPresentInTheEnd(int position) {
            if (afterthought == Afterthought.REMOVE || position == takenBack) {
                return false;
            }
            return present[position] || position == raised;
        }
    }

    private static final String[][] ASSOCIATIONS = {
        {"Påhittsbergs FF", "Fotboll"},
        {"Exempelby IF", "Fotboll"},
        {"Provstads IBK", "Innebandy"},
        {"Låtsas Innebandy", "Innebandy"},
        {"Gymnastikföreningen Fantasin", "Gymnastik"},
        {"Scoutkåren Påhitten", "Scouting"},
        {"Kulturskolan Dikten", "Kulturskola"},
        {"Provstads Simsällskap", "Simning"},
        {"Ridklubben Sagan", "Ridsport"},
        {"Skeninge Hockey", "Ishockey"},
        {"Testans Handboll", "Handboll"},
        {"Schacksällskapet Fabeln", "Schack"},
        {"Simulanda E-sport", "E-sport"},
        {"Dansföreningen Kulissen", "Dans"},
        {"Fritidsgården Hittepå", "Öppen verksamhet"},
    };

    final List<Association> associations = new ArrayList<>();
    final List<Meeting> meetings = new ArrayList<>();
    private final Schooling schooling;

    LeisureLife(Schooling schooling) {
        this.schooling = schooling;
        for (int i = 0; i < ASSOCIATIONS.length; i++) {
            SeededDraws draws = SeededDraws.of(schooling.seed, DRAW, i, 0);
            List<Card> cards = new ArrayList<>();
            for (int c = 0; c < (i < 2 ? 5 : 3); c++) {
                boolean isLate = (i == 12 || i == 13) && c == 0;
                cards.add(new Card(
                        100 + i * 10 + c,
                        "Grupp " + (char) ('A' + c),
                        isLate ? 1350 : 960 + 15 * draws.below(13),
                        isLate ? 105 : 60 + 15 * draws.below(3),
                        draws.between(1, 4),
                        new ArrayList<>()));
            }
            associations.add(new Association(
                    i,
                    "F" + (2400 + i),
                    ASSOCIATIONS[i][0],
                    ASSOCIATIONS[i][1],
                    String.format(Locale.ROOT, "80200%05d", i),
                    i % 2 == 0,
                    i == 7,
                    List.copyOf(cards)));
        }
        join();
        for (Association association : associations) {
            for (Card card : association.cards()) {
                meet(association, card);
            }
        }
    }

    private void join() {
        int protectedParticipants = 0;
        for (Pupil pupil : schooling.pupils) {
            SeededDraws draws = SeededDraws.of(schooling.seed, DRAW + 1, pupil.index, 0);
            double wish = (pupil.grade >= 2 && pupil.grade <= 7 ? 0.53 : 0.41) - (pupil.burden > 0 ? 0.24 : 0);
            boolean joins = draws.chance(wish);
            String number = pupil.number;
            if (number == null) {
                continue;
            }
            if (pupil.isProtected() && pupil.isLinkable && protectedParticipants < 3) {
                joins = true;
                protectedParticipants++;
            }
            if (joins) {
                join(draws, pupil.index, number, pupil.isLinkable, pupil.givenName, pupil.familyName);
            }
        }
        for (int i = 0; i < 60; i++) {
            SeededDraws draws = SeededDraws.of(schooling.seed, DRAW + 2, i, 0);
            TestNumbers.Born born = schooling.outsiders.get(i * 2);
            join(draws, -1, born.number(), true, draws.pick(MadeUpNames.GIVEN), draws.pick(MadeUpNames.FAMILY));
        }
    }

    private void join(SeededDraws draws, int pupil, String number, boolean isLinkable, String given, String family) {
        int first = draws.below(associations.size());
        int second = draws.chance(0.2) ? draws.below(associations.size()) : first;
        for (int association : first == second ? new int[] {first} : new int[] {first, second}) {
            Card card = draws.pick(associations.get(association).cards());
            card.participants().add(new Participant(draws.uuid(), given, family, number, pupil, isLinkable));
        }
    }

    private void meet(Association association, Card card) {
        int size = card.participants().size();
        for (int week = 0; week < 39; week++) {
            LocalDate on = LocalDate.of(2025, 9, 1).plusWeeks(week).plusDays(card.weekday() - 1L);
            SeededDraws draws = SeededDraws.of(schooling.seed, DRAW + 3, card.number(), week);
            boolean isFree = on.isAfter(LocalDate.of(2025, 12, 18)) && on.isBefore(LocalDate.of(2026, 1, 12));
            if (isFree || size < 3 || !on.isBefore(LocalDate.of(2026, 6, 1))) {
                continue;
            }
            boolean[] present = new boolean[size];
            int lastPresent = -1;
            int lastAbsent = -1;
            for (int i = 0; i < size; i++) {
                present[i] = draws.chance(0.8);
                lastPresent = present[i] ? i : lastPresent;
                lastAbsent = present[i] ? lastAbsent : i;
            }
            double share = draws.share();
            boolean mayChange = !association.repeatsCodes() && on.isBefore(LocalDate.of(2026, 5, 1));
            Afterthought afterthought = !mayChange || share >= 0.03
                    ? Afterthought.NONE
                    : share < 0.012 ? Afterthought.UPDATE : share < 0.021 ? Afterthought.REMOVE : Afterthought.MOVE;
            boolean updates = afterthought == Afterthought.UPDATE && lastPresent >= 0 && lastAbsent >= 0;
            if (afterthought == Afterthought.UPDATE && !updates) {
                afterthought = Afterthought.NONE;
            }
            boolean isDangling = afterthought == Afterthought.NONE && share > 0.993;
            meetings.add(new Meeting(
                    association,
                    card,
                    on,
                    association.repeatsCodes() ? "123" : String.format(Locale.ROOT, "%d-%04d", card.number(), week),
                    present,
                    isDangling ? draws.uuid() : null,
                    afterthought,
                    updates ? lastAbsent : -1,
                    updates ? lastPresent : -1));
        }
    }

    static YearMonth month(int index) {
        return FIRST_MONTH.plusMonths(index);
    }

    List<Meeting> meetings(Association association, YearMonth month) {
        return meetings.stream()
                .filter(meeting -> meeting.association() == association
                        && YearMonth.from(meeting.on()).equals(month))
                .toList();
    }
}
