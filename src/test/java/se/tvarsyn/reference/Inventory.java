package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Resource;
import se.tvarsyn.reference.CoreRow.ResourceKind;

/** The inventory of resources. The last district has none in the last year, and one has no efforts. */
final class Inventory {
    private final DeliveryPlan plan;
    private final SplittableRandom draw;
    private final long seed;
    private final List<Resource> rows = new ArrayList<>();
    private long keys;

    Inventory(long seed, DeliveryPlan plan) {
        this.seed = Tokens.mix(seed + 99);
        this.draw = new SplittableRandom(seed);
        this.plan = plan;
    }

    List<Resource> all() {
        for (int year = 2024; year <= 2026; year++) {
            for (String district : TownUnits.DISTRICTS) {
                int place = TownUnits.DISTRICTS.indexOf(district);
                if (place == TownUnits.DISTRICTS.size() - 1 && year == 2026) {
                    continue;
                }
                if (place != 1) {
                    row(district, year, ResourceKind.EFFORT, "Skolsociala team", posts(), null, kronor());
                    row(district, year, ResourceKind.EFFORT, "Fältarbete", posts(), null, place == 0 ? null : kronor());
                }
                row(district, year, ResourceKind.STUDENT_HEALTH, "Kuratorer", posts(), null, kronor());
                row(district, year, ResourceKind.SPECIAL_GROUP, "Liten grupp", null, 3 + draw.nextInt(20), kronor());
                row(district, year, ResourceKind.STATE_GRANT, "Likvärdig skola", null, null, kronor());
            }
        }
        Resource first = rows.get(0);
        rows.add(replaced(first, plan.corrected(first.source()), 777_000));
        Resource second = rows.get(7);
        rows.add(replaced(second, plan.unloaded(second.source(), 1), 888_000));
        Resource third = rows.get(11);
        rows.add(replaced(third, plan.deleted(third.source()), 0));
        return rows;
    }

    private static Resource replaced(Resource row, CoreRow.Source source, int kronor) {
        return new Resource(
                row.district(), row.year(), row.kind(), row.effort(), row.posts(), row.places(), kronor, source);
    }

    private Integer posts() {
        return 25 * (1 + draw.nextInt(40));
    }

    private Integer kronor() {
        return 1_000 * (100 + draw.nextInt(3_000));
    }

    private void row(
            String district,
            int year,
            ResourceKind kind,
            String effort,
            @Nullable Integer posts,
            @Nullable Integer places,
            @Nullable Integer kronor) {
        rows.add(new Resource(
                district,
                year,
                kind,
                effort,
                posts,
                places,
                kronor,
                plan.monthly(DeliveryPlan.RESOURCES, LocalDate.of(year, 1, 15), Tokens.of(seed, ++keys))));
    }
}
