package se.tvarsyn.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every format. */
class ReleaseFormatTests {
    @TempDir
    private Path folder;

    static Stream<ReleaseFormat> formats() {
        return Stream.of(new CsvRelease(), new JsonStatRelease(), new XlsxRelease());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theSameReleaseGivesTheSameBytesAtAnyTimeInAnyZone(ReleaseFormat format) throws IOException {
        TimeZone zone = TimeZone.getDefault();
        List<Path> one = format.write(MadeUpRelease.sheet(), MadeUpRelease.figures()::forEach, folder, "one");
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            List<Path> two = format.write(MadeUpRelease.sheet(), MadeUpRelease.figures()::forEach, folder, "two");
            for (int i = 0; i < one.size(); i++) {
                assertThat(two.get(i)).hasSameBinaryContentAs(one.get(i));
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aReleaseWithoutAnyFigureIsWritten(ReleaseFormat format) throws IOException {
        assertThat(format.write(MadeUpRelease.sheet(), each -> {}, folder, "empty"))
                .allMatch(file -> file.toFile().length() > 0);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void figuresThatFailHalfwayLeaveTheFolderAsItWas(ReleaseFormat format) throws IOException {
        List<Path> before = format.write(MadeUpRelease.sheet(), MadeUpRelease.figures()::forEach, folder, "r");
        byte[] bytes = Files.readAllBytes(before.get(0));
        Figures broken = each -> {
            MadeUpRelease.figures().subList(0, 100).forEach(each);
            throw new IllegalStateException("the warehouse is gone");
        };

        assertThatThrownBy(() -> format.write(MadeUpRelease.sheet(), broken, folder, "r"))
                .hasMessage("the warehouse is gone");
        assertThat(before.get(0)).hasBinaryContent(bytes);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void figuresAreLetGoWhileTheyStream(ReleaseFormat format) throws IOException {
        List<WeakReference<ExportedFigure>> every500th = new ArrayList<>();
        int[] handedOut = {0};
        Figures figures = each -> {
            for (String cube : List.of("absence", "support")) {
                for (int i = 0; i < 10_000; i++) {
                    ExportedFigure figure = figure(cube, i);
                    if (handedOut[0]++ % 500 == 0) {
                        every500th.add(new WeakReference<>(figure));
                    }
                    each.accept(figure);
                }
            }
            System.gc();
            assertThat(every500th).allMatch(reference -> reference.get() == null);
        };

        format.write(MadeUpRelease.sheet(), figures, folder, "large");

        assertThat(handedOut[0]).isEqualTo(20_000);
    }

    private static ExportedFigure figure(String cube, int i) {
        Map<String, String> place = cube.equals("absence")
                ? Map.of("school_unit", "" + i / 200, "grade", "" + i % 200 / 2, "sex", i % 2 == 0 ? "F" : "M")
                : Map.of("programme", "" + i);
        return new ExportedFigure(cube, "pupils", place, "", State.VALUE, BigDecimal.valueOf(i), "", "", "");
    }

    @Test
    void theFirstCubeIsGoneBeforeTheSecondEnds() throws IOException {
        List<WeakReference<CubeContents>> taken = new ArrayList<>();
        Figures figures = each -> {
            Stream.of("absence", "support").forEach(cube -> {
                for (int i = 0; i < 100; i++) {
                    each.accept(figure(cube, i));
                }
            });
            System.gc();
            assertThat(taken).hasSize(1).allMatch(reference -> reference.get() == null);
        };

        CubesInTurn.each(MadeUpRelease.sheet(), figures, cube -> taken.add(new WeakReference<>(cube)));

        assertThat(taken).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void figuresThatDoNotBelongToTheSheetAreRefused(ReleaseFormat format) {
        Map<String, String> none = Map.of();
        refused(format, "no text", hidden("nowhere", "pupils", none, "", ""));
        refused(format, "no text", hidden("support", "nothing", none, "", ""));
        refused(format, "on none of its axes", hidden("support", "pupils", Map.of("sex", "F"), "", ""));
        refused(format, "follows from its numerator", hidden("absence", "absence-rate", none, "3", "40"));
        refused(format, "follows from its numerator", hidden("absence", "pupils", none, "7", ""));
        refused(
                format,
                "come again",
                hidden("support", "pupils", none, "", ""),
                hidden("whole", "pupils", none, "", ""),
                hidden("support", "absence-rate", none, "", ""));
    }

    private void refused(ReleaseFormat format, String why, ExportedFigure... figures) {
        assertThatThrownBy(() -> format.write(MadeUpRelease.sheet(), List.of(figures)::forEach, folder, "r"))
                .isInstanceOf(UnfitRelease.class)
                .hasMessageContaining(why);
    }

    private static ExportedFigure hidden(
            String cube, String metric, Map<String, String> place, String numerator, String denominator) {
        return new ExportedFigure(cube, metric, place, "", State.HIDDEN, null, numerator, denominator, "");
    }

    @Test
    void aHiddenFigureHasNoNumberAndAValueHasOne() {
        assertThatThrownBy(() ->
                        new ExportedFigure("absence", "pupils", Map.of(), "", State.HIDDEN, BigDecimal.TEN, "", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("10");
        assertThatThrownBy(() -> new ExportedFigure("absence", "pupils", Map.of(), "", State.VALUE, null, "", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() {
        assertThatThrownBy(() -> new CsvRelease().write(MadeUpRelease.sheet(), each -> {}, folder, "../r"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
