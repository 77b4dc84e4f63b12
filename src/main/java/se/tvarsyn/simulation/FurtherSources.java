package se.tvarsyn.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the municipality's smaller systems deliver, as files and saved answers: a few dozen of its pupils, without
 * mistakes, and sums of the year before of nearly all. Nothing here may move a figure of the four large feeds: lessons
 * that another system reports too are counted once (MODEL.md: no figure adds two feeds), the sums and the old registers'
 * events lie before the school year, and what is booked lies in the summer after it: an agency's first row says from when its
 * silence means nobody.
 */
final class FurtherSources {
    private static final int MANY = 40;
    private static final int LAST_GRADE = 9;
    /** Skolverket's codes of the subjects that every pupil of grundskolan is graded in. */
    private static final List<String> SUBJECTS =
            List.of("BI", "BL", "EN", "FY", "GE", "HI", "HKK", "IDH", "KE", "MA", "MU", "RE", "SH", "SL", "SV", "TK");

    private final List<Pupil> pupils;
    private final Schooling schooling;
    private final Map<String, Long> records = new TreeMap<>();

    FurtherSources(Schooling schooling) {
        this.schooling = schooling;
        // Of schools that deliver lessons by CSV, so that their units are known for the whole year.
        this.pupils = known().filter(p -> p.startsOn == 0 && p.firstClass == p.secondClass)
                .filter(p -> !unit(p).isRest())
                .limit(MANY)
                .toList();
    }

    private Stream<Pupil> known() {
        return schooling.pupils.stream().filter(p -> p.number != null && p.isLinkable && !p.isProtected());
    }

    private SchoolUnit unit(Pupil pupil) {
        return schooling.units.get(schooling.classes.get(pupil.firstClass).unit());
    }

    /** Writes one folder a feed, and gives the fact records that each holds. */
    Map<String, Long> writeTo(Path folder) throws IOException {
        edlevo(folder);
        meitner(folder);
        betyg(folder);
        write(folder, "social-register", "register.csv", register());
        for (Map.Entry<String, String> month : new YearBefore(schooling).files().entrySet()) {
            write(folder, "school-sums-csv", month.getKey(), month.getValue());
            count("school-sums-csv", month.getValue().lines().count() - 1);
        }
        write(folder, "support-team", "register.csv", support());
        write(folder, "leisure-bookings", "bookings-2026.csv", bookings());
        write(folder, "leisure-bookings", "participants-2026.csv", participants());
        write(folder, "resources", "resurser.csv", resources());
        return Map.copyOf(records);
    }

    private void write(Path folder, String feed, String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(feed));
        Path file = Files.writeString(folder.resolve(feed).resolve(name), text, StandardCharsets.UTF_8);
        // Written long ago, so that nobody waits to see whether it still grows.
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-01T00:00:00Z")));
    }

    private void count(String feed, long number) {
        records.merge(feed, number, Long::sum);
    }

    private void edlevo(Path folder) throws IOException {
        StringBuilder absence = new StringBuilder();
        StringBuilder presence = new StringBuilder();
        for (int i = 0; i < pupils.size(); i++) {
            Pupil pupil = pupils.get(i);
            String day = String.format(Locale.ROOT, "2025-10-%02d", 6 + i % 5);
            boolean isAbsent = i % 4 == 0;
            String event = """
                    <person><personid>%s</personid><event><start>%sT15:00:00</start><stop>%sT16:00:00</stop>
                    <unitname>Påhittgatan</unitname><unitid>%s</unitid><schoolevent><lessonid>{e1fe3f0d-0000-4000-8000-%012d}</lessonid>
                    <registeredby>{5f235fcd-0000-4000-8000-000000000001}</registeredby><reason>%s</reason>
                    <minutes>60</minutes><lessonminutes>60</lessonminutes></schoolevent></event></person>
                    """.formatted(pupil.number, day, day, unit(pupil).code(), i, isAbsent ? "Invalid" : "Valid");
            (isAbsent ? absence : presence).append(event);
        }
        write(folder, "school-edlevo-absence", "GetCompulsorySchoolAbsence-1.xml", answer(absence));
        write(folder, "school-edlevo-absence", "GetCompulsorySchoolPresence-1.xml", answer(presence));
        count("school-edlevo-absence", pupils.size());
    }

    private static String answer(CharSequence persons) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <persons xmlns="http://open.tieto.com/edu/absence/v2"><properties><datetime>2026-06-01T03:00:00</datetime>
                <datasource>Edlevo</datasource><schooltype>GR</schooltype></properties>
                %s</persons>
                """.formatted(persons);
    }

    private void meitner(Path folder) throws IOException {
        StringBuilder reports = new StringBuilder();
        for (int i = 0; i < pupils.size(); i++) {
            Pupil pupil = pupils.get(i);
            String number = String.valueOf(pupil.number);
            reports.append(i == 0 ? "" : ",\n").append("""
                    {"school":"Påhittgatan","student":{"identityNumber":"%s-%s","gender":"Female","schoolType":"GR",\
                    "schoolYear":"%d"},"subject":"Slöjd","course":null,"report":{"status":"Attendance",\
                    "date":"2025-10-%02d","week":41,"lessonDurationMinutes":60,"absenceDurationMinutes":%d}}""".formatted(
                            number.substring(0, 8), number.substring(8), pupil.grade, 6 + i % 5, i % 5 == 0 ? 60 : 0));
        }
        write(folder, "school-meitner", "attendance.json", """
                {"data":[%s],"pagination":{"offset":0,"limit":%d,"total":%d}}
                """.formatted(reports, pupils.size(), pupils.size()));
        count("school-meitner", pupils.size());
    }

    /** Final grades of everybody who leaves the grundskola this year. */
    private void betyg(Path folder) throws IOException {
        StringBuilder grades = new StringBuilder();
        List<Pupil> leaving = known().filter(p -> p.grade == LAST_GRADE).toList();
        for (Pupil pupil : leaving) {
            grades.append("<elev id=\"").append(pupil.number).append("\">");
            for (int s = 0; s < SUBJECTS.size(); s++) {
                grades.append("""
                        <ämnesbetyg><value>%s</value><datum>2026-06-08</datum><prövning>false</prövning>
                        <skola>%s</skola><beslutsfattare roll="LÄRARE"/><skolform>GR</skolform>
                        <ämnesförkortning>%s</ämnesförkortning><termin><typ>VT</typ><år>2026</år></termin>
                        <slutbetyg>true</slutbetyg></ämnesbetyg>
                        """.formatted(grade(pupil, s), unit(pupil).code(), SUBJECTS.get(s)));
            }
            grades.append("</elev>\n");
        }
        write(folder, "grades-stockholm", "betyg.xml", """
                <?xml version="1.0" encoding="utf-8"?>
                <betyg xmlns="http://pingpong.se/schemas/grades/v1.1" from="2026-01-01T00:00" tom="2026-06-30T00:00">
                %s</betyg>
                """.formatted(grades));
        count("grades-stockholm", (long) leaving.size() * SUBJECTS.size());
    }

    /** One pupil in seven struggles and fails every third subject; the others fail one in two hundred. */
    private static char grade(Pupil pupil, int subject) {
        boolean isStruggling = Math.floorMod(pupil.index * 31, 7) == 0;
        int drawn = Math.floorMod(pupil.index * 7919 + subject * 104_729, 200);
        boolean isFailing = isStruggling ? drawn % 3 == 0 : drawn == 0;
        return isFailing ? 'F' : "ABBCCCDDEE".charAt(drawn % 10);
    }

    /** The register that the municipality had before: closed cases of an earlier year. */
    private String register() {
        StringBuilder rows = new StringBuilder(
                "handelse_id;personnummer;person_id;slag;kategori;startdatum;slutdatum;alder;bedomd;skyddad\n");
        for (Pupil pupil : pupils) {
            rows.append("A%d;%s;P%d;Anmälan;Orosanmälan;2023-10-06;2023-10-06;12;;Nej%n"
                    .formatted(pupil.index, pupil.number, pupil.index));
            rows.append("U%d;%s;P%d;Utredning;Barnavårdsutredning;2023-10-16;2024-01-20;12;;Nej%n"
                    .formatted(pupil.index, pupil.number, pupil.index));
        }
        count("social-register", 2L * pupils.size());
        return rows.toString();
    }

    private String support() {
        StringBuilder rows = new StringBuilder(
                "personnummer;skolenhetskod;stadsdel;modell;niva;steg;datum;samtycke_fran;samtycke_till;insats\n");
        List<String> steps = List.of("aktualisering", "inskrivning", "kartlaggning", "genomforande");
        for (int i = 0; i < pupils.size() / 2; i++) {
            Pupil pupil = pupils.get(i);
            for (int s = 0; s < steps.size(); s++) {
                rows.append("%s;%s;%s;Skolsociala team;2;%s;2025-%02d-15;%s;;Samtal%n"
                        .formatted(
                                pupil.number,
                                unit(pupil).code(),
                                unit(pupil).district(),
                                steps.get(s),
                                9 + s,
                                i % 5 == 0 ? "" : "2025-09-01"));
            }
        }
        count("support-team", pupils.size() / 2L * steps.size());
        return rows.toString();
    }

    private String bookings() {
        StringBuilder rows =
                new StringBuilder("id;anlaggning;anlaggningstyp;datum;start;slut;forening;aktivitet;stadsdel;status\n");
        for (int i = 0; i < MANY; i++) {
            rows.append("b%d;hall-%d;Idrottshall;2026-07-%02d;17:00;18:30;%d;Innebandy;%s;Bokad%n"
                    .formatted(
                            i,
                            i % 3,
                            1 + i % 28,
                            2400 + i % 5,
                            schooling.units.get(i % schooling.units.size()).district()));
        }
        count("leisure-bookings", MANY);
        return rows.toString();
    }

    private String participants() {
        StringBuilder rows = new StringBuilder("id;personnummer;anordnare;kurs;datum;minuter;narvarande\n");
        for (Pupil pupil : pupils) {
            rows.append("p%d;%s;kulturskolan;Dans;2026-07-07;40;Ja%n".formatted(pupil.index, pupil.number));
        }
        count("leisure-bookings", pupils.size());
        return rows.toString();
    }

    private String resources() {
        StringBuilder rows = new StringBuilder("stadsdel;ar;insats;malgrupp;tjanster;kronor\n");
        List<String> districts =
                schooling.units.stream().map(SchoolUnit::district).distinct().toList();
        for (String district : districts) {
            rows.append("%s;2025;Skolsociala team;årskurs 4–9;2,5;1685714%n".formatted(district));
            rows.append("%s;2026;Skolsociala team;årskurs 4–9;3;1720000%n".formatted(district));
        }
        count("resources", 2L * districts.size());
        return rows.toString();
    }
}
