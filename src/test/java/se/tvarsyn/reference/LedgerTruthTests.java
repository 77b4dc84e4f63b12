package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.tvarsyn.reference.CoreRow.Resource;
import se.tvarsyn.reference.CoreRow.ResourceKind;

/** Chapters resources and quality, as far as they read the inventory and the ledger. */
class LedgerTruthTests {
    private final TinyTown town = new TinyTown();

    private void resource(
            String district,
            ResourceKind kind,
            @Nullable Integer posts,
            @Nullable Integer places,
            @Nullable Integer kronor) {
        town.add(new Resource(district, 2026, kind, "x", posts, places, kronor, town.source("resources")));
    }

    @Test
    void resourcesAreSummedByKindWithoutGrants() {
        resource("Norrby", ResourceKind.EFFORT, 150, null, 1_000);
        resource("Norrby", ResourceKind.EFFORT, 50, null, null);
        resource("Centrum", ResourceKind.EFFORT, null, null, 500);
        resource("Norrby", ResourceKind.SPECIAL_GROUP, null, 8, 100);
        resource("Norrby", ResourceKind.STATE_GRANT, null, null, 400);
        assertThat(town.cell("resource-kronor", "2026", "", "", "effort")).isEqualTo("1500/2");
        assertThat(town.cell("resource-kronor", "2026", "district", "Norrby", "effort"))
                .isEqualTo("1000/1");
        assertThat(town.cell("resource-posts", "2026", "", "", "effort")).isEqualTo("200/2");
        assertThat(town.cell("resource-places", "2026", "", "", "special_group"))
                .isEqualTo("8/1");
        assertThat(town.cell("resource-places", "2026", "", "", "effort")).isEqualTo("-");
        assertThat(town.cell("resource-kronor", "2026", "", "", "state_grant")).isEqualTo("-");
        assertThat(town.total("resource-grant-share", "2026")).isEqualTo("400/2000");
    }

    @Test
    void effortsAreDividedByThoseEnrolledInTheDistrict() {
        resource("Norrby", ResourceKind.EFFORT, 150, null, 1_000);
        resource("Norrby", ResourceKind.STUDENT_HEALTH, 900, null, 9_000);
        resource("Centrum", ResourceKind.EFFORT, 100, null, 500);
        town.step(1, 1, "inskrivning", "2025-12-01").step(2, 2, "inskrivning", "2026-03-01");
        town.step(2, 3, "inskrivning", "2026-04-01")
                .step(3, 4, "inskrivning", "2025-12-01")
                .step(3, 4, "avslut", "2025-12-31");
        assertThat(town.cell("resource-kronor-per-pupil", "2026", "district", "Norrby"))
                .isEqualTo("1000/2");
        assertThat(town.cell("resource-posts-per-pupil", "2026", "district", "Norrby"))
                .isEqualTo("150/2");
        assertThat(town.cell("resource-kronor-per-pupil", "2026", "district", "Centrum"))
                .isEqualTo("-");
        assertThat(town.total("resource-kronor-per-pupil", "2026")).isEqualTo("1500/2");
    }

    @Test
    void aDeliveryBelongsToTheDayOnWhichItWasLoadedInSweden() {
        town.delivery(TinyTown.token(7_001), "grades-stockholm", "loaded", "2026-04-30T22:30:00Z", 1);
        assertThat(town.cell("quality-rejected", "2026-05", "feed", "grades-stockholm"))
                .isEqualTo("3/10");
        assertThat(town.cell("quality-protected", "2026-05", "feed", "grades-stockholm"))
                .isEqualTo("2/10");
        assertThat(town.cell("quality-unlinked", "2026-Q2", "feed", "grades-stockholm"))
                .isEqualTo("1/4");
        assertThat(town.cell("quality-unmapped-unit", "2026-VT", "", "")).isEqualTo("4/8");
        assertThat(town.cell("quality-rejected", "2026-04", "feed", "grades-stockholm"))
                .isEqualTo("-");
        // 1 May and 20 June to 30 June.
        assertThat(town.cell("quality-freshness", "now", "feed", "grades-stockholm"))
                .isEqualTo("60/1");
        assertThat(town.total("quality-freshness", "now")).isEqualTo("70/2");
    }

    @Test
    void theStateThatWasWrittenLastIsTheOneThatCounts() {
        town.delivery(TinyTown.token(7_001), "leisure-dak", "loading", "2026-05-05T10:00:00Z", 9)
                .delivery(TinyTown.token(7_001), "leisure-dak", "loaded", "2026-05-05T10:00:00Z", 1)
                .delivery(TinyTown.token(7_002), "resources", "loaded", "2026-05-05T10:00:00Z", 2)
                .delivery(TinyTown.token(7_002), "resources", "loading", "2026-05-05T10:00:00Z", 1);
        assertThat(town.cell("quality-rejected", "2026-05", "feed", "leisure-dak"))
                .isEqualTo("-");
        assertThat(town.cell("quality-rejected", "2026-05", "feed", "resources"))
                .isEqualTo("3/10");
    }
}
