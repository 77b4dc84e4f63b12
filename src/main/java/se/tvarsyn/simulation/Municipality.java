package se.tvarsyn.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A made-up municipality and its school year 2025/26: eight school units in two districts, social services, fifteen
 * associations. Half the units deliver by SS 12000, half by lesson CSV, and no pupil is in both. Of the year before there
 * are sums.
 */
public final class Municipality {
    /** The demo's pupils: about a million lessons. */
    public static final int DEFAULT_PUPILS = 2_400;

    /** Fewer would leave units without pupils. */
    public static final int FEWEST_PUPILS = 600;

    /** There are not more listed test numbers in a year of birth. */
    public static final int MOST_PUPILS = 3_200;

    public static final long DEFAULT_SEED = 20_250_818L;
    private static final int SAVED_PAGE = 5_000;

    private final Schooling schooling;
    private final Ss12000Pages pages;
    private final LessonCsvExport lessonCsv;
    private final LifecareExtracts lifecare;
    private final DakFiles dak;
    private final MunicipalityTruth truth;

    private Municipality(long seed, int pupils) {
        schooling = new Schooling(seed, pupils);
        SocialServices services = new SocialServices(schooling);
        LeisureLife leisure = new LeisureLife(schooling);
        pages = new Ss12000Pages(schooling);
        lessonCsv = new LessonCsvExport(schooling);
        lifecare = new LifecareExtracts(services);
        dak = new DakFiles(leisure);
        truth = new Reckoning(schooling, services, leisure, pages, lessonCsv).reckon();
    }

    /**
     * @param pupils {@link #FEWEST_PUPILS} to {@link #MOST_PUPILS}
     */
    public static Municipality generate(long seed, int pupils) {
        if (pupils < FEWEST_PUPILS || pupils > MOST_PUPILS) {
            throw new IllegalArgumentException("a made-up municipality has 600 to 3,200 pupils");
        }
        return new Municipality(seed, pupils);
    }

    public List<SchoolUnit> units() {
        return schooling.units;
    }

    public int pupilCount() {
        return schooling.pupils.size();
    }

    public MunicipalityTruth truth() {
        return truth;
    }

    /** Text that no table, log, message or page may hold: names, free text of absences, staff. Sorted. */
    public List<String> leakNeedles() {
        TreeSet<String> needles = new TreeSet<>(MadeUpNames.GIVEN);
        needles.addAll(MadeUpNames.FAMILY);
        needles.addAll(MadeUpNames.CASEWORKERS);
        Outcome.reasons().stream().filter(reason -> reason.contains(" ")).forEach(needles::add);
        needles.addAll(List.of("Påhittgatan", "Ledarsson-Påhitt", "@edu.example.se", "@example.org"));
        return List.copyOf(needles);
    }

    /** Every identity number of a pupil, also of the year before, twelve places, sorted: for leak tests, which must find none of them. */
    public List<String> pupilNumbers() {
        TreeSet<String> numbers = new TreeSet<>();
        for (Pupil pupil : schooling.pupils) {
            if (pupil.number != null) {
                numbers.add(pupil.number);
            }
        }
        schooling.leavers.forEach(born -> numbers.add(born.number()));
        return List.copyOf(numbers);
    }

    /**
     * Writes what the four feeds would deliver: {@code school-ss12000/persons-page1.json} …, {@code
     * school-lesson-csv/narvaro-<unit>-2025-09.csv}, {@code social-lifecare/extract-services.json} …, {@code
     * leisure-dak/dak-<association>-2025-09.xml}.
     */
    public void writeTo(Path folder) throws IOException {
        pages.writeTo(folder.resolve(SchoolUnit.SS12000), SAVED_PAGE);
        lifecare.writeTo(folder.resolve("social-lifecare"));
        writeFilesTo(folder.resolve(SchoolUnit.LESSON_CSV), folder.resolve("leisure-dak"));
    }

    /** Writes the two feeds that are files. */
    void writeFilesTo(Path lessonCsvFolder, Path dakFolder) throws IOException {
        lessonCsv.writeTo(lessonCsvFolder);
        dak.writeTo(dakFolder);
    }

    /** Writes what the smaller systems deliver, one folder a feed; gives the fact records of each. */
    Map<String, Long> writeFurtherTo(Path folder) throws IOException {
        return new FurtherSources(schooling).writeTo(folder);
    }

    /** Fact records that each of the smaller feeds delivers, all of them good. */
    public Map<String, Long> furtherCounts(Path folder) throws IOException {
        return writeFurtherTo(folder);
    }

    Ss12000Pages pages() {
        return pages;
    }

    LifecareExtracts lifecare() {
        return lifecare;
    }

    Schooling schooling() {
        return schooling;
    }
}
