package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.simulation.LessonBench;

/** A loader that is killed at any moment loses nothing and doubles nothing once the same input comes again. */
class CrashTests {
    private static final String LESSONS =
            "SELECT count(), sum(offered_minutes), sum(present_minutes), uniqExact(source_key) FROM core.attendance";

    private static final int MEETINGS = 3_000;

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void loadsLessonsOnceWhereTheLoaderIsKilledTwice() throws Exception {
        killed(60_000, 2, 7);
    }

    @Test
    @Tag("long")
    void loadsLessonsOnceWhereTheLoaderIsKilledTwentyFiveTimes() throws Exception {
        killed(4_000_000, 25, 11);
    }

    private void killed(long rows, int kills, long seed) throws Exception {
        Path input = folder.resolve("lessons.csv");
        LessonBench.write(input, rows);
        InProcess program = InProcess.initialized(folder.resolve("home"));
        InProcess untouched = InProcess.initialized(folder.resolve("untouched"));
        long empty = size(program);
        end(untouched, input, "school-lesson-csv");
        long whole = size(untouched) - empty;
        SplittableRandom random = new SplittableRandom(seed);
        int inserting = 0;
        for (int kill = 0; kill < kills; kill++) {
            // At a share of what a whole load writes, each later than the one before: while blocks are being inserted.
            long until = empty + (long) (whole * (kill + random.nextDouble()) / (kills + 1));
            Process child = start(program, input, "school-lesson-csv");
            while (child.isAlive() && size(program) < until) {
                child.waitFor(5, TimeUnit.MILLISECONDS);
            }
            inserting += child.isAlive() ? 1 : 0;
            child.destroyForcibly().waitFor();
        }
        assertThat(inserting).as("kills before the end").isPositive();
        end(program, input, "school-lesson-csv");
        String once = untouched.query(LESSONS);
        assertThat(once).startsWith(rows + "\t").endsWith("\t" + rows);
        assertThat(program.query(LESSONS)).isEqualTo(once);
        // On disk a block may lie once for each try: what the killed engine noted of it is not relied on.
        assertThat(Long.parseLong(program.query("SELECT count() FROM core.attendance SETTINGS final = 0")))
                .isBetween(rows, rows * (kills + 1));
        assertThat(program.query("SELECT count() FROM ops.delivery")).isEqualTo("1");
        assertThat(program.newestDelivery()).isEqualTo("loaded\t" + rows + "\t" + rows + "\t0\t0\t0");
        String versions = "SELECT sum(version), max(version) FROM core.attendance";
        String before = program.query(versions);
        end(program, input, "school-lesson-csv");
        assertThat(program.query(LESSONS)).isEqualTo(once);
        assertThat(program.query(versions)).isEqualTo(before);
        assertThat(program.query("SELECT count() FROM ops.delivery")).isEqualTo("1");
    }

    /** Bytes of the warehouse's files. */
    private static long size(InProcess program) throws IOException {
        long[] sum = new long[1];
        Files.walkFileTree(program.home(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }

    @Test
    @Timeout(300)
    void replacesAMeetingWholeWhereTheLoaderIsKilledMeanwhile() throws Exception {
        InProcess program = InProcess.initialized(folder.resolve("home"));
        Path first = Path.of("sample-feeds/leisure-dak/add-again-replaces/input-1.xml");
        Path second = meetings(folder.resolve("second.xml"), MEETINGS);
        end(program, first, "leisure-dak");
        SplittableRandom random = new SplittableRandom(3);
        for (int kill = 0; kill < 2; kill++) {
            Process child = start(program, second, "leisure-dak");
            child.waitFor(random.nextLong(1_500, 6_000), TimeUnit.MILLISECONDS);
            child.destroyForcibly().waitFor();
        }
        end(program, second, "leisure-dak");
        assertThat(program.query("SELECT count(), uniqExact(meeting_key), uniqExact(source_key), sum(minutes)"
                        + " FROM core.leisure_visit"))
                .isEqualTo("3000\t3000\t3000\t270000");
        assertThat(program.newestDelivery()).startsWith("loaded\t3000\t3000\t0\t");
        assertThat(program.query("SELECT uniqExact(person_pseudonym) FROM core.leisure_visit"))
                .isEqualTo("1");
        end(program, second, "leisure-dak");
        assertThat(program.query("SELECT count() FROM core.leisure_visit")).isEqualTo("3000");
    }

    /** The sample's second file, which takes a participant out, and many meetings beside. */
    private static Path meetings(Path file, int count) throws Exception {
        String document = Files.readString(Path.of("sample-feeds/leisure-dak/add-again-replaces/input-2.xml"));
        int from = document.indexOf("<Sammankomst ");
        int to = document.indexOf("</Sammankomst>") + "</Sammankomst>".length();
        String meeting = document.substring(from, to);
        StringBuilder all = new StringBuilder(meeting);
        for (int i = 1; i < count; i++) {
            all.append('\n').append(meeting.replaceFirst("kod=\"[^\"]*\"", "kod=\"M" + i + "\""));
        }
        return Files.writeString(file, document.substring(0, from) + all + document.substring(to));
    }

    private Process start(InProcess program, Path input, String feed) throws Exception {
        File said = folder.resolve("said.txt").toFile();
        return program.start(said, "-Xmx512m", "load", feed, "--input", input.toString());
    }

    private void end(InProcess program, Path input, String feed) throws Exception {
        Process child = start(program, input, feed);
        assertThat(child.waitFor())
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();
    }
}
