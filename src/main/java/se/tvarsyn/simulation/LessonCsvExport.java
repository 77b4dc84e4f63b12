package se.tvarsyn.simulation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * The lesson export of the schools that have no API: one file per unit and month, each school with its own habits of
 * encoding, line ends and ways to write a number and a sex.
 */
final class LessonCsvExport {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String HEADER =
            "personnummer;skolenhetskod;arskurs;kon;datum;lektion_start;lektion_min;franvaro_min;orsak";
    private final Schooling schooling;

    LessonCsvExport(Schooling schooling) {
        this.schooling = schooling;
    }

    /** A row that no mapping may take, or may take once only. */
    record Odd(String fields, String reason) {
        @Override
        public String toString() {
            return "Odd[" + reason + "]";
        }
    }

    List<YearMonth> months() {
        List<YearMonth> all = new ArrayList<>();
        for (YearMonth month = YearMonth.of(2025, 8);
                !month.isAfter(YearMonth.of(2026, 6));
                month = month.plusMonths(1)) {
            all.add(month);
        }
        return all;
    }

    List<SchoolUnit> units() {
        return schooling.units.stream().filter(unit -> !unit.isRest()).toList();
    }

    static String fileName(SchoolUnit unit, YearMonth month) {
        return "narvaro-" + unit.code() + "-" + month + ".csv";
    }

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (SchoolUnit unit : units()) {
            for (YearMonth month : months()) {
                try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(folder.resolve(fileName(unit, month))), 1 << 16)) {
                    write(unit, month, out);
                }
            }
        }
    }

    void write(SchoolUnit unit, YearMonth month, OutputStream out) throws IOException {
        Charset charset =
                unit.index() == 1 || unit.index() == 5 ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
        byte[] lineEnd = (unit.index() == 4 ? "\n" : "\r\n").getBytes(StandardCharsets.US_ASCII);
        if (unit.index() == 0) {
            out.write(BOM);
        }
        out.write(HEADER.getBytes(charset));
        out.write(lineEnd);
        byte[][] persons = persons(unit, charset);
        SchoolYear year = schooling.year;
        for (int day = 0; day < year.count(); day++) {
            LocalDate date = year.day(day);
            if (!YearMonth.from(date).equals(month)) {
                continue;
            }
            for (Schooling.SchoolClass schoolClass : schooling.classes) {
                if (schoolClass.unit() == unit.index()) {
                    writeDay(persons, schoolClass, day, out, charset, lineEnd);
                }
            }
        }
        for (Odd odd : odd(unit, month)) {
            out.write(odd.fields().getBytes(charset));
            out.write(lineEnd);
        }
    }

    private void writeDay(
            byte[][] persons,
            Schooling.SchoolClass schoolClass,
            int day,
            OutputStream out,
            Charset charset,
            byte[] lineEnd)
            throws IOException {
        for (int block = 0; block < SchoolYear.blocks(schoolClass.grade()); block++) {
            if (!isExported(schoolClass, day, block)) {
                continue;
            }
            byte[] lesson = (";" + schooling.year.day(day) + ";"
                            + clock(SchoolYear.startMinute(schoolClass.grade(), block)) + ";")
                    .getBytes(charset);
            for (int member : schooling.members(schoolClass.index())) {
                Pupil pupil = schooling.pupils.get(member);
                byte outcome = schooling.outcome(pupil, schoolClass.index(), day, block, true);
                if (outcome == Outcome.NOT_ENROLLED || outcome == Outcome.UNREPORTED) {
                    continue;
                }
                out.write(persons[member]);
                out.write(lesson);
                out.write(minutes(outcome, schooling.offered(pupil, day, block)).getBytes(charset));
                out.write(lineEnd);
            }
        }
    }

    /** The part of a row that is the same all year, by pupil. */
    private byte[][] persons(SchoolUnit unit, Charset charset) {
        byte[][] persons = new byte[schooling.pupils.size()][];
        for (Pupil pupil : schooling.pupils) {
            persons[pupil.index] =
                    pupil.number == null ? new byte[0] : person(unit, pupil).getBytes(charset);
        }
        return persons;
    }

    /** A lesson that was cancelled or not reported has no rows: this export knows no third state. */
    boolean isExported(Schooling.SchoolClass schoolClass, int day, int block) {
        return !schooling.isCancelled(schoolClass.index(), day, block)
                && schooling.isReportedByTeacher(schoolClass.index(), day, block);
    }

    private static String minutes(byte outcome, int offered) {
        int valid = Outcome.validMinutes(outcome, offered);
        int invalid = Outcome.invalidMinutes(outcome, offered);
        if (invalid > 0) {
            return offered + ";" + invalid + ";OGILTIG";
        }
        if (valid > 0) {
            return offered + ";" + valid + ";" + Outcome.reason(outcome);
        }
        return offered + ";0;" + (offered % 20 == 0 ? "NARVARO" : "");
    }

    private static String person(SchoolUnit unit, Pupil pupil) {
        String number = pupil.number == null ? "" : pupil.number;
        if (!number.contains("TF")) {
            if (unit.index() == 1) {
                number = number.substring(0, 8) + "-" + number.substring(8);
            } else if (unit.index() == 5) {
                number = number.substring(2, 8) + "-" + number.substring(8);
            }
        }
        return number + ";" + unit.code() + ";" + pupil.grade + ";" + sex(unit, pupil);
    }

    private static String sex(SchoolUnit unit, Pupil pupil) {
        Boolean isWoman = Schooling.saidToBeWoman(pupil);
        if (isWoman == null) {
            return "";
        }
        return switch (unit.index()) {
            case 0 -> isWoman ? "F" : "M";
            case 1 -> isWoman ? "K" : "M";
            case 4 -> isWoman ? "Flicka" : "Pojke";
            default -> isWoman ? "Kvinna" : "Man";
        };
    }

    static String clock(int minuteOfDay) {
        int hour = minuteOfDay / 60;
        int minute = minuteOfDay % 60;
        return (hour < 10 ? "0" : "") + hour + (minute < 10 ? ":0" : ":") + minute;
    }

    /** Rows at the end of a file that somebody typed: each breaks one rule. Three months of each unit have them. */
    List<Odd> odd(SchoolUnit unit, YearMonth month) {
        if (month.getMonthValue() % 4 != 2 && month.getMonthValue() != 11) {
            return List.of();
        }
        Pupil pupil = schooling.pupils.stream()
                .filter(p -> schooling.classes.get(p.firstClass).unit() == unit.index()
                        && p.isLinkable
                        && p.number != null
                        && p.number.equals(p.born.number())
                        && p.movesOn == schooling.year.count()
                        && p.startsOn == 0)
                .skip(month.getMonthValue())
                .findFirst()
                .orElseThrow();
        String date = month.atDay(15).toString();
        String own = person(unit, pupil);
        String afterNumber = own.substring(own.indexOf(';'));
        return List.of(
                new Odd(
                        TestNumbers.broken(pupil.born.number()) + afterNumber + ";" + date + ";15:00;60;0;",
                        "invalid-identity-number"),
                new Odd(own + ";" + date + ";15:00;60;75;OGILTIG", "absence-outside-lesson"),
                new Odd(own + ";" + month + "-45;15:00;60;0;", "malformed-field"),
                new Odd(own + ";" + date + ";15:10;60;20;NARVARO", "absence-without-reason"),
                new Odd(afterNumber + ";" + date + ";15:20;60;0;", "missing-field"));
    }
}
