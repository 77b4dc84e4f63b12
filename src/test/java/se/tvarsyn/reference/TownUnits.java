package se.tvarsyn.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The school units of the municipality, and the file that names them. */
final class TownUnits {
    static final List<String> DISTRICTS =
            List.of("Norrby", "Söderåsa", "Östermark", "Västra hamnen", "Centrum", "Ängsö");

    private static final int KINDS = 6;

    private final List<Unit> units = new ArrayList<>();

    /**
     * @param form of its row in the file
     * @param lowest and {@code highest}: grades; 1 to 3 of upper secondary
     */
    record Unit(int number, String code, String district, String form, int lowest, int highest) {
        boolean isUpperSecondary() {
            return form.startsWith("GY");
        }

        boolean teaches(int grade, boolean isUpper) {
            return isUpper == isUpperSecondary() && grade >= lowest && grade <= highest;
        }
    }

    TownUnits(int pupils) {
        int count = Math.max(12, Math.min(60, pupils / 60));
        for (int number = 0; number < count; number++) {
            String code = String.format(Locale.ROOT, "%08d", 10_200_300 + 37 * number);
            String district = DISTRICTS.get((number + number / KINDS) % DISTRICTS.size());
            units.add(
                    switch (number % KINDS) {
                        case 0 -> new Unit(number, code, district, "GR", 0, 6);
                        case 1 -> new Unit(number, code, district, "GR", 7, 9);
                        case 2 -> new Unit(number, code, district, "GR", 0, 9);
                        case 3 -> new Unit(number, code, district, "GR", 4, 10);
                        case 4 -> new Unit(number, code, district, "GR", 0, 3);
                        default -> new Unit(number, code, district, "GY", 1, 3);
                    });
        }
    }

    List<Unit> all() {
        return units;
    }

    List<Unit> teaching(int grade, boolean isUpper) {
        return units.stream().filter(unit -> unit.teaches(grade, isUpper)).toList();
    }

    /**
     * The file. Unit 2 changes its district between the läsår, unit 7 has a row from 2025 only, unit 6 one that ended
     * before the first läsår did, and units 10 and 11 have none.
     */
    String csv() {
        StringBuilder csv = new StringBuilder("skolenhetskod;namn;stadsdel;skolform;giltig_fran;giltig_till\n");
        for (Unit unit : units) {
            switch (unit.number()) {
                case 2 -> {
                    row(csv, unit, unit.district(), "", "2025-06-30");
                    row(csv, unit, DISTRICTS.get(0), "2025-07-01", "");
                }
                case 6 -> row(csv, unit, unit.district(), "2018-07-01", "2025-04-30");
                case 7 -> row(csv, unit, unit.district(), "2025-01-01", "");
                case 10, 11 -> {}
                default -> row(csv, unit, unit.district(), "2018-07-01", "");
            }
        }
        return csv.toString();
    }

    private static void row(StringBuilder csv, Unit unit, String district, String from, String to) {
        csv.append(String.join(";", unit.code(), "Skola " + unit.number(), district, unit.form(), from, to))
                .append('\n');
    }
}
