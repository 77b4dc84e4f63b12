package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of a large town: a release of some 125,000 figures. */
class PageWeightTests {
    private static final int MOST_BYTES = 300_000;

    /** A bound that only a page that has gone wrong passes; the figures themselves are in docs/pages.md. */
    private static final long MOST_MILLIS = 3_000;

    @Test
    void everyPageOfALargeReleaseIsSmallAndSoonThere() {
        List<String> districts =
                IntStream.rangeClosed(1, 12).mapToObj(i -> "Stadsdel " + i).toList();
        try (ServedPages pages = ServedPages.make(districts, 31)) {
            Visitor lead = pages.as("lead");
            List<String> told = new ArrayList<>();
            Visitor analyst = pages.as("analyst");
            lead.get("/uppfoljning");
            List<String> all = new ArrayList<>(PagesTests.PAGES);
            all.addAll(AnalysisTests.PAGES);
            for (String path : all) {
                Visitor visitor = AnalysisTests.PAGES.contains(path) ? analyst : lead;
                visitor.get(path);
                long start = System.nanoTime();
                HttpResponse<String> answer = visitor.get(path);
                long millis = (System.nanoTime() - start) / 1_000_000;
                int bytes = answer.body().getBytes(StandardCharsets.UTF_8).length;
                told.add(path + " " + bytes + " bytes, " + millis + " ms");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(bytes).as(path).isLessThan(MOST_BYTES);
                assertThat(millis).as(path).isLessThan(MOST_MILLIS);
            }
            System.out.println("pages of a large release: " + told);
        }
    }
}
