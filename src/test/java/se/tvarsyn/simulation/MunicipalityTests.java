package se.tvarsyn.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MunicipalityTests {
    private static final Map<String, String> PINNED = Map.of(
            "school-ss12000", "8e677a414a88081519043ec72e9acf456a95e70a3a44f1688c6836ac01af72b8",
            "school-lesson-csv", "ce1ec4738752b4a9a0f331545987183788822b0f137169f516a06a76fedb854b",
            "social-lifecare", "a0373de6f32d76daa9ff60adf82ee61a93a23bae66d3fcf150b5ea09055bed0b",
            "leisure-dak", "3efe7a77c9b427498a7fe6d9338e86068974e0b37190ef0073278fc71f9b68c4");

    private final ObjectMapper mapper = new ObjectMapper();

    private Path folder;
    private Municipality municipality;
    private MunicipalityTruth truth;

    @BeforeAll
    void generateOnce(@TempDir Path shared) throws IOException {
        folder = shared;
        municipality = Municipality.generate(Municipality.DEFAULT_SEED, Municipality.DEFAULT_PUPILS);
        truth = municipality.truth();
        municipality.writeTo(folder);
    }

    @Test
    void writesTheSameBytesFromTheSameSeedWhateverTheLocaleAndTimeZone(@TempDir Path again) throws Exception {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            Municipality twin = Municipality.generate(Municipality.DEFAULT_SEED, Municipality.DEFAULT_PUPILS);
            twin.writeTo(again);
            assertThat(twin.truth()).isEqualTo(truth);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(digests(again)).isEqualTo(digests(folder));
    }

    @Test
    void keepsItsPinnedBytes() throws Exception {
        assertThat(digests(folder)).isEqualTo(new TreeMap<>(PINNED));
    }

    @Test
    void anotherSeedIsAnotherMunicipality() {
        assertThat(Municipality.generate(7, 1_200).truth())
                .isNotEqualTo(Municipality.generate(8, 1_200).truth());
    }

    @Test
    void refusesASizeThatTheTestNumbersCannotFill() {
        assertThatThrownBy(() -> Municipality.generate(1, 4_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Municipality.generate(1, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Municipality.generate(1, 3_200).pupilCount()).isEqualTo(3_200);
    }

    @Test
    void looksLikeAMunicipality() {
        double total = rate(cell -> true);
        double low = rate(cell -> cell.grade() <= 3);
        double middle = rate(cell -> cell.grade() >= 4 && cell.grade() <= 6);
        double high = rate(cell -> cell.grade() >= 7);
        assertThat(municipality.pupilCount()).isGreaterThanOrEqualTo(2_000);
        assertThat(total).isBetween(0.07, 0.09);
        assertThat(low).isLessThan(middle);
        assertThat(middle).isLessThan(high);
        assertThat(tail()).isBetween(0.12, 0.15);
        double burdened = rate(cell -> isIn(cell, "Bergsunda"));
        double calm = rate(cell -> isIn(cell, "Ängsholmen"));
        assertThat(burdened).isGreaterThan(calm + 0.01);
        assertThat(rate(cell -> cell.sex().equals("F")))
                .isNotCloseTo(rate(cell -> cell.sex().equals("M")), org.assertj.core.data.Offset.offset(0.0005));
    }

    @Test
    void isIllInWinterAndSkipsLessWhereAProgrammeRuns() {
        assertThat(valid(cell -> cell.month().equals("2026-02")))
                .isGreaterThan(1.4 * valid(cell -> cell.month().equals("2025-09")));
        assertThat(invalid("22360679", "2026-05")).isLessThan(invalid("22360679", "2025-11"));
        assertThat(invalid("14142135", "2026-05")).isLessThan(invalid("14142135", "2025-11"));
    }

    @Test
    void reportsMostOfItsTime() {
        double coverage = sum(c -> isRest(c), MunicipalityTruth.AttendanceCell::reportedMinutes)
                / sum(c -> isRest(c), MunicipalityTruth.AttendanceCell::offeredMinutes);
        assertThat(coverage).isBetween(0.96, 0.99);
    }

    @Test
    void countsWhatTheFilesHold() throws IOException {
        MunicipalityTruth.FeedCounts csv = truth.feed("school-lesson-csv");
        MunicipalityTruth.FeedCounts rest = truth.feed("school-ss12000");
        long rows = 0;
        for (Path file : files("school-lesson-csv")) {
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                rows += lines.count() - 1;
            }
        }
        assertThat(rows).isEqualTo(csv.read());
        long attendances = 0;
        for (Path file : files("school-ss12000")) {
            if (file.getFileName().toString().startsWith("attendances")) {
                attendances += mapper.readTree(file.toFile()).path("data").size();
            }
        }
        assertThat(attendances).isEqualTo(rest.read()).isBetween(150_000L, 250_000L);
        assertThat(rows + attendances).isBetween(850_000L, 1_200_000L);
        assertThat(rest.skipped()).isPositive();
        assertThat(rest.protectedCount()).isPositive();
        assertThat(rest.unlinked()).isPositive();
        assertThat(csv.unlinked()).isPositive();
        assertThat(csv.rejectedByReason()).hasSize(5);
    }

    @Test
    void holdsNoPupilInBothSchoolFeeds() {
        Schooling schooling = municipality.schooling();
        assertThat(schooling.pupils).allSatisfy(pupil -> assertThat(schooling
                        .unitOf(schooling.classes.get(pupil.firstClass))
                        .feed())
                .isEqualTo(schooling
                        .unitOf(schooling.classes.get(pupil.secondClass))
                        .feed()));
        assertThat(schooling.pupils.stream()
                        .filter(p -> p.firstClass != p.secondClass)
                        .count())
                .isPositive();
    }

    @Test
    void hasNoTwoRowsOfTheSamePersonUnitDateAndStart() throws IOException {
        int repeated = 0;
        for (Path file : files("school-lesson-csv")) {
            Set<String> seen = new HashSet<>();
            for (String line : Files.readAllLines(file, Charset.forName("windows-1252"))) {
                String[] f = line.split(";", -1);
                repeated += seen.add(f[0] + f[1] + f[4] + f[5]) ? 0 : 1;
            }
        }
        assertThat(repeated).isZero();
    }

    @Test
    void writesSchoolsWithTheirOwnHabits() throws IOException {
        byte[] bom = Files.readAllBytes(csvFile("31415926"));
        assertThat(bom).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(bom, StandardCharsets.UTF_8)).contains("\r\n").contains("Förkyld");
        byte[] windows = Files.readAllBytes(csvFile("27182818"));
        assertThat(new String(windows, Charset.forName("windows-1252"))).contains("Förkyld");
        assertThat(new String(windows, StandardCharsets.UTF_8)).doesNotContain("Förkyld");
        assertThat(new String(Files.readAllBytes(csvFile("17320508")), StandardCharsets.UTF_8))
                .doesNotContain("\r");
    }

    @Test
    void writesSocialServicesWithFamiliesAdultsAndEffortsWithoutAssessment() throws IOException {
        JsonNode services = extract("services");
        JsonNode investigations = extract("investigations");
        assertThat(services.path("TotalNumberOfRecords").asInt())
                .isEqualTo(services.path("Result").size());
        assertThat(services.path("Result"))
                .anyMatch(row -> row.path("DecisionId").isNull());
        assertThat(investigations.path("Result"))
                .anyMatch(row -> row.path("InvestigationPersonDTOs").size() > 1);
        assertThat(extract("actualisations").path("Result"))
                .anyMatch(row -> row.path("Aktualisering").asText().equals("Ansökan"));
        long persons = 0;
        for (String kind : List.of("Investigation", "Decision", "Service")) {
            for (JsonNode row : extract(kind.toLowerCase(Locale.ROOT) + "s").path("Result")) {
                persons += row.path(kind + "PersonDTOs").size();
            }
        }
        MunicipalityTruth.FeedCounts counts = truth.feed("social-lifecare");
        long withoutList = extract("actualisations").path("Result").size()
                + extract("executions").path("Result").size()
                + extract("resourceallocations").path("Result").size();
        assertThat(persons + withoutList).isEqualTo(counts.read());
        assertThat(counts.protectedCount()).isPositive();
        assertThat(counts.unlinked()).isPositive();
        assertThat(truth.overlap().social() / (double) truth.overlap().pupils()).isBetween(0.04, 0.08);
        assertThat(truth.overlap().highAbsenceAndSocial()
                        / (double) truth.overlap().highAbsence())
                .isGreaterThan(2.0 * truth.overlap().social() / truth.overlap().pupils());
    }

    /** Replays the cards file by file, as their specification says, and compares with what the records say. */
    @Test
    void writesAttendanceCardsThatEndInTheExpectedVisits() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Set<String> namespaces = new HashSet<>();
        Map<String, Map<String, Boolean>> meetings = new HashMap<>();
        Map<String, String> dayOfCode = new HashMap<>();
        Map<String, String> numbers = new HashMap<>();
        Map<String, Integer> methods = new HashMap<>();
        long dangling = 0;
        long marks = 0;
        for (Path file : files("leisure-dak")) {
            Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            namespaces.add(root.getNamespaceURI());
            Set<String> registered = new HashSet<>();
            for (Element person : elements(
                    (Element)
                            root.getElementsByTagNameNS("*", "DeltagarRegister").item(0),
                    "Deltagare")) {
                registered.add(person.getAttribute("id"));
                numbers.put(
                        person.getAttribute("id"),
                        elements(person, "Personnummer").get(0).getTextContent());
            }
            for (Element meeting : elements(root, "Sammankomst")) {
                String card = ((Element) meeting.getParentNode().getParentNode()).getAttribute("NaervarokortNummer");
                String code = card + "/" + meeting.getAttribute("kod");
                String day = meeting.getAttribute("Datum");
                String method = elements(meeting, "Metod").get(0).getTextContent();
                methods.merge(method, 1, Integer::sum);
                if (method.equals("Add") && !meeting.getAttribute("kod").equals("123")) {
                    String earlier = dayOfCode.put(code, day);
                    meetings.remove(code + "/" + earlier);
                }
                if (!method.equals("Update")) {
                    meetings.remove(code + "/" + day);
                }
                for (Element mark : elements(meeting, "Deltagare")) {
                    marks++;
                    if (!registered.contains(mark.getAttribute("id"))) {
                        dangling++;
                        continue;
                    }
                    meetings.computeIfAbsent(code + "/" + day, k -> new HashMap<>())
                            .put(
                                    mark.getAttribute("id"),
                                    elements(mark, "Naervarande")
                                            .get(0)
                                            .getTextContent()
                                            .equals("true"));
                }
            }
        }
        Set<String> barred = new HashSet<>();
        municipality.schooling().pupils.stream().filter(Pupil::isProtected).forEach(p -> barred.add("" + p.number));
        long visits = meetings.values().stream()
                .flatMap(meeting -> meeting.entrySet().stream())
                .filter(mark -> mark.getValue() && !barred.contains(numbers.get(mark.getKey())))
                .count();
        MunicipalityTruth.FeedCounts counts = truth.feed("leisure-dak");
        assertThat(namespaces).hasSize(2);
        assertThat(methods).containsKeys("Add", "Update", "Remove");
        assertThat(marks).isEqualTo(counts.read());
        assertThat(dangling).isPositive().isEqualTo(counts.rejectedByReason().get("dangling-participant"));
        assertThat(visits).isEqualTo(truth.leisureVisitCount());
        assertThat(counts.protectedCount()).isPositive();
        assertThat(truth.overlap().leisure() / (double) truth.overlap().pupils())
                .isBetween(0.40, 0.50);
    }

    @Test
    void givesEveryPersonANumberOfTheTestSeries() {
        for (Pupil pupil : municipality.schooling().pupils) {
            if (pupil.number != null && !pupil.number.contains("TF")) {
                assertThat(pupil.number.substring(8, 11)).isIn("238", "239");
                assertThat(pupil.number.charAt(11) - '0')
                        .isEqualTo(TestNumbers.checkDigit(pupil.number.substring(0, 11)));
                assertThat((pupil.number.charAt(10) - '0') % 2 == 0).isEqualTo(pupil.born.isWoman());
            }
        }
        assertThat(municipality.pupilNumbers().stream().filter(n -> n.contains("TF")))
                .isNotEmpty();
        assertThat(municipality.pupilNumbers().stream().filter(n -> n.charAt(6) > '5'))
                .isNotEmpty();
    }

    @Test
    void takesEveryPersonnummerFromTheOfficialList() throws IOException {
        Optional<Path> list = SharedFolder.find("sources/test-personnummer.txt");
        assumeTrue(list.isPresent(), "the official list of test numbers is not on this machine");
        Set<String> official = new HashSet<>(Files.readAllLines(list.orElseThrow()));
        for (int year = 1977; year <= 2019; year++) {
            if (year <= 1988 || year >= 2007) {
                assertThat(TestNumbers.listed(year).stream().filter(born -> !official.contains(born.number())))
                        .as("births of %d", year)
                        .isEmpty();
            }
        }
        for (Pupil pupil : municipality.schooling().pupils) {
            assertThat(official.contains(pupil.born.number())).isTrue();
        }
    }

    @Test
    void makesTheBenchmarksRowsFastAndOnce(@TempDir Path bench) throws IOException {
        Path file = bench.resolve("bench.csv");
        LessonBench.write(file, 300_000);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(300_001);
        Set<String> keys = new HashSet<>();
        Set<String> persons = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] f = line.split(";", -1);
            keys.add(f[0] + f[1] + f[4] + f[5]);
            persons.add(f[0]);
            assertThat(f).hasSize(9);
        }
        assertThat(keys).hasSize(300_000);
        assertThat(persons).hasSize(LessonBench.PERSONS);
    }

    private List<Path> files(String feed) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(feed))) {
            return files.sorted().toList();
        }
    }

    private Path csvFile(String unit) {
        return folder.resolve("school-lesson-csv/narvaro-" + unit + "-2026-02.csv");
    }

    private JsonNode extract(String name) throws IOException {
        return mapper.readTree(
                folder.resolve("social-lifecare/extract-" + name + ".json").toFile());
    }

    private static List<Element> elements(Element within, String name) {
        NodeList list = within.getElementsByTagNameNS("*", name);
        return java.util.stream.IntStream.range(0, list.getLength())
                .mapToObj(i -> (Element) list.item(i))
                .toList();
    }

    private boolean isIn(MunicipalityTruth.AttendanceCell cell, String district) {
        return municipality.units().stream()
                .anyMatch(unit -> unit.code().equals(cell.schoolUnitCode())
                        && unit.district().equals(district));
    }

    private boolean isRest(MunicipalityTruth.AttendanceCell cell) {
        return municipality.units().stream()
                .anyMatch(unit -> unit.code().equals(cell.schoolUnitCode()) && unit.isRest());
    }

    private double sum(
            Predicate<MunicipalityTruth.AttendanceCell> which,
            java.util.function.ToLongFunction<MunicipalityTruth.AttendanceCell> what) {
        return truth.attendance().stream().filter(which).mapToLong(what).sum();
    }

    private double rate(Predicate<MunicipalityTruth.AttendanceCell> which) {
        return sum(which, MunicipalityTruth.AttendanceCell::absenceMinutes)
                / sum(which, MunicipalityTruth.AttendanceCell::reportedMinutes);
    }

    private double valid(Predicate<MunicipalityTruth.AttendanceCell> which) {
        return sum(which, MunicipalityTruth.AttendanceCell::validMinutes)
                / sum(which, MunicipalityTruth.AttendanceCell::reportedMinutes);
    }

    private double invalid(String unit, String month) {
        Predicate<MunicipalityTruth.AttendanceCell> which =
                cell -> cell.schoolUnitCode().equals(unit) && cell.month().equals(month);
        return sum(which, MunicipalityTruth.AttendanceCell::invalidMinutes)
                / sum(which, MunicipalityTruth.AttendanceCell::reportedMinutes);
    }

    /** Part of the pupils in years 7–9 who are absent 15 % or more. */
    private double tail() {
        Schooling schooling = municipality.schooling();
        int all = 0;
        int tail = 0;
        for (Pupil pupil : schooling.pupils) {
            if (pupil.grade < 7) {
                continue;
            }
            long offered = 0;
            long absent = 0;
            for (int day = 0; day < schooling.year.count(); day++) {
                for (int block = 0; block < SchoolYear.blocks(pupil.grade); block++) {
                    byte outcome = pupil.outcome(day, block);
                    if (outcome != Outcome.NOT_ENROLLED && outcome != Outcome.UNREPORTED) {
                        int minutes = schooling.offered(pupil, day, block);
                        offered += minutes;
                        absent += Outcome.validMinutes(outcome, minutes) + Outcome.invalidMinutes(outcome, minutes);
                    }
                }
            }
            all++;
            tail += absent * 100 >= offered * 15 ? 1 : 0;
        }
        return tail / (double) all;
    }

    private static Map<String, String> digests(Path root) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        for (String feed : List.of("school-ss12000", "school-lesson-csv", "social-lifecare", "leisure-dak")) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (Stream<Path> files = Files.list(root.resolve(feed))) {
                for (Path file : files.sorted().toList()) {
                    digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                    try (InputStream in = Files.newInputStream(file)) {
                        byte[] buffer = new byte[1 << 16];
                        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                            digest.update(buffer, 0, n);
                        }
                    }
                }
            }
            digests.put(feed, HexFormat.of().formatHex(digest.digest()));
        }
        return digests;
    }
}
