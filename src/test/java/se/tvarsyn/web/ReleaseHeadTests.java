package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which release somebody sees who asks for none. */
class ReleaseHeadTests {
    private static final List<List<String>> LATEST_FIRST = List.of(
            List.of("2026-HT", "term"),
            List.of("2026", "year"),
            List.of("2026-09", "month"),
            List.of("2026-VT", "term"),
            List.of("2025/26", "school_year"),
            List.of("2026-Q2", "quarter"),
            List.of("2026-06", "month"),
            List.of("2025-VT", "term"),
            List.of("1999/00", "school_year"));

    private static ReleaseHead head(List<String> named, Instant at) {
        return new ReleaseHead(named.get(0), named.get(1), at, 1, 0, "", "", List.of(), List.of());
    }

    @Test
    void aPeriodThatEndsLaterComesFirstWheneverItWasReleased() {
        Instant start = Instant.parse("2026-11-01T08:00:00Z");
        List<ReleaseHead> heads = Stream.iterate(0, i -> i + 1)
                .limit(LATEST_FIRST.size())
                // What ended long ago was released last.
                .map(i -> head(LATEST_FIRST.get(i), start.plusSeconds(i)))
                .collect(Collectors.toList());
        Collections.shuffle(heads, new Random(7));
        heads.sort(ReleaseHead.LATEST_PERIOD_FIRST);
        assertThat(heads)
                .extracting(ReleaseHead::name)
                .containsExactlyElementsOf(
                        LATEST_FIRST.stream().map(named -> named.get(0)).toList());
    }
}
