package se.tvarsyn.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** The benchmark's lesson CSV: any number of rows over 20,000 persons, no two with the same person, unit, date and start. */
public final class LessonBench {
    public static final int PERSONS = 20_000;
    private static final int BUFFER = 1 << 18;
    private static final int LONGEST_ROW = 128;
    private static final byte[] HEADER =
            "personnummer;skolenhetskod;arskurs;kon;datum;lektion_start;lektion_min;franvaro_min;orsak\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final String[] STARTS = {"08:10", "09:20", "10:30", "12:30", "13:40"};
    private static final byte[][] ENDINGS = {
        ascii(";60;0;\n"), ascii(";60;0;NARVARO\n"), ascii(";60;60;SJUK\n"), ascii(";60;15;OGILTIG\n")
    };

    private LessonBench() {}

    public static void write(Path file, long rows) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, rows);
        }
    }

    /** Every person has one lesson before anybody has a second; school days follow each other without holidays. */
    public static void write(OutputStream out, long rows) throws IOException {
        byte[][] persons = persons();
        byte[] buffer = new byte[BUFFER];
        int used = copy(HEADER, buffer, 0);
        LocalDate day = SchoolYear.FIRST;
        long row = 0;
        while (row < rows) {
            for (String start : STARTS) {
                byte[] lesson = ascii(day + ";" + start);
                for (int person = 0; person < PERSONS && row < rows; person++, row++) {
                    if (used > BUFFER - LONGEST_ROW) {
                        out.write(buffer, 0, used);
                        used = 0;
                    }
                    used = copy(persons[person], buffer, used);
                    used = copy(lesson, buffer, used);
                    used = copy(ENDINGS[ending(row)], buffer, used);
                }
            }
            day = day.plusDays(day.getDayOfWeek() == DayOfWeek.FRIDAY ? 3 : 1);
        }
        out.write(buffer, 0, used);
        out.flush();
    }

    /** Of a hundred rows six are illness and two are lateness. */
    private static int ending(long row) {
        int draw = (int) ((SeededDraws.mix(row) >>> 1) % 100);
        return draw < 6 ? 2 : draw < 8 ? 3 : draw % 2;
    }

    private static byte[][] persons() {
        byte[][] persons = new byte[PERSONS][];
        int made = 0;
        for (String serial : new String[] {"238", "239", "980", "981"}) {
            for (LocalDate day = LocalDate.of(2005, 1, 1);
                    day.getYear() < 2020 && made < PERSONS;
                    day = day.plusDays(1)) {
                int grade = Math.max(0, Math.min(9, 2019 - day.getYear()));
                boolean isWoman = serial.charAt(2) % 2 == 0;
                persons[made] = ascii(TestNumbers.number(day, serial) + ";" + (10_000_000 + 1_000_003 * (made % 40))
                        + ";" + grade + ";" + (isWoman ? "F" : "M") + ";");
                made++;
            }
        }
        return persons;
    }

    private static int copy(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
