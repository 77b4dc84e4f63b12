package se.tvarsyn.web.operations;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.RunLog;

/**
 * What a run told, as a page shows it.
 *
 * @param title cause and time
 * @param left that first lines are left out; null where none are
 */
record RunText(String title, @Nullable String left, List<Line> lines, boolean isUnderWay) {
    RunText {
        lines = List.copyOf(lines);
    }

    /** @param link to the delivery that it is about; null = none */
    record Line(String at, Said said, @Nullable String link, boolean isWrong) {}

    static RunText of(RunLog.Run run, OperationsWords words) {
        String ended =
                run.endedAt() == null ? words.of("run.under-way") : words.of("run.ended", words.clock(run.endedAt()));
        return new RunText(
                words.of("run." + run.cause().name().toLowerCase(Locale.ROOT), words.at(run.begunAt()), ended),
                run.left() == 0 ? null : words.of("run.left", words.number(run.left())),
                run.lines().stream().map(line -> line(line, words)).toList(),
                run.endedAt() == null);
    }

    private static Line line(RunLog.Line line, OperationsWords words) {
        Said said =
                switch (line.kind()) {
                    case FAILED, FILE_WAITS, FILE_PROBLEM, REFUSED ->
                        words.told(line.words().get(0));
                    case PULLED, READ, LOADED, KNOWN, HELD, UNREADABLE, REFRESHED ->
                        words.said(
                                "log." + line.kind().name().toLowerCase(Locale.ROOT),
                                line.words().stream().map(words::number).toArray());
                };
        boolean isWrong =
                switch (line.kind()) {
                    case FAILED, FILE_PROBLEM, REFUSED, HELD, UNREADABLE -> true;
                    default -> false;
                };
        return new Line(
                words.clock(line.at()),
                said,
                line.delivery() == null ? null : "/drift/delivery/" + line.delivery(),
                isWrong);
    }
}
