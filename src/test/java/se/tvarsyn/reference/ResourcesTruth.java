package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Resource;
import se.tvarsyn.reference.CoreRow.ResourceKind;

/** Chapter resources: the inventory of a district and calendar year. Posts are in hundredths. */
final class ResourcesTruth {
    private final Figures figures;
    private final Limits limits;
    private final Map<DistrictYear, Long> enrolled = new HashMap<>();

    private record DistrictYear(String district, int year) {}

    /** What the inventory holds of a district and year. */
    private static final class Funds {
        long effortKronor;
        long effortPosts;
        long grantKronor;
        long allKronor;
    }

    ResourcesTruth(Figures figures, Limits limits) {
        this.figures = figures;
        this.limits = limits;
    }

    /** A person counts once in each district and year in which a case of theirs is enrolled there. */
    void add(PersonRecords records) {
        Set<DistrictYear> where = new HashSet<>();
        for (SupportCase one : records.cases) {
            for (Period year : one.enrolledPeriods(List.of(Period.YEAR), limits.today())) {
                where.add(new DistrictYear(one.district(), year.first().getYear()));
            }
        }
        where.forEach(place -> enrolled.merge(place, 1L, Long::sum));
    }

    /** After the last person. */
    void finish(List<Resource> resources) {
        Map<DistrictYear, Funds> funds = new LinkedHashMap<>();
        for (Resource resource : resources) {
            sums(resource);
            DistrictYear place = new DistrictYear(resource.district(), resource.year());
            add(funds.computeIfAbsent(place, p -> new Funds()), resource);
        }
        funds.forEach((place, own) -> rates(place, own, enrolled.getOrDefault(place, 0L)));
    }

    private void sums(Resource resource) {
        sum("resource-kronor", resource, resource.kronor());
        sum("resource-posts", resource, resource.posts());
        sum("resource-places", resource, resource.places());
    }

    private void sum(String metric, Resource resource, @Nullable Integer value) {
        if (value != null && resource.kind() != ResourceKind.STATE_GRANT) {
            figures.sum(metric, year(resource.year()), cuts(resource.district()), resource.kind().word, value);
        }
    }

    private static Period year(int year) {
        return Period.of(Period.YEAR, LocalDate.of(year, 1, 1));
    }

    private static List<Cut> cuts(String district) {
        return Cut.totalAnd(Cut.by("district", district));
    }

    private static void add(Funds funds, Resource resource) {
        long kronor = orZero(resource.kronor());
        funds.allKronor += kronor;
        if (resource.kind() == ResourceKind.STATE_GRANT) {
            funds.grantKronor += kronor;
        } else if (resource.kind() == ResourceKind.EFFORT) {
            funds.effortKronor += kronor;
            funds.effortPosts += orZero(resource.posts());
        }
    }

    private static long orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private void rates(DistrictYear place, Funds funds, long pupils) {
        Period year = year(place.year());
        List<Cut> cuts = cuts(place.district());
        figures.rate("resource-grant-share", year, cuts, funds.grantKronor, funds.allKronor, null);
        figures.rate("resource-kronor-per-pupil", year, cuts, funds.effortKronor, pupils, null);
        figures.rate("resource-posts-per-pupil", year, cuts, funds.effortPosts, pupils, null);
    }
}
