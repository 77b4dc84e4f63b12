package se.tvarsyn.web.followup;

import java.util.List;
import java.util.Optional;

/**
 * A page of Uppföljning. Its title is {@code chapter.<id>}, what it answers {@code chapter.<id>.lead}.
 *
 * @param id in its address
 */
record Chapter(String id, List<Block> blocks) {
    private static final List<String> RATES =
            List.of("absence-over-threshold", "absence-rate", "absence-invalid-rate", "reporting-coverage", "pupils");

    /** In the order of the steering group's questions. */
    static final List<Chapter> ALL = List.of(
            new Chapter(
                    "kallor",
                    List.of(
                            new Block.Cards("completeness", List.of("reporting-coverage", "pupils")),
                            new Block.ByLevel(
                                    "coverage-units", "school_unit", List.of("reporting-coverage", "pupils"), false))),
            new Chapter(
                    "nyckeltal",
                    List.of(
                            new Block.Cards(
                                    "rates",
                                    List.of(
                                            "absence-rate",
                                            "absence-invalid-rate",
                                            "absence-valid-rate",
                                            "absence-over-threshold",
                                            "reporting-coverage",
                                            "pupils")),
                            new Block.ByLevel(
                                    "rates-stage",
                                    "stage",
                                    List.of("absence-rate", "absence-invalid-rate", "absence-over-threshold"),
                                    false))),
            new Chapter(
                    "utveckling",
                    List.of(
                            new Block.LastYear(
                                    "last-year",
                                    List.of(
                                            "absence-rate",
                                            "absence-invalid-rate",
                                            "absence-over-threshold",
                                            "absence-scattered",
                                            "reporting-coverage",
                                            "leisure-participation",
                                            "support-reach",
                                            "eligible-vocational")),
                            new Block.Series(
                                    "series",
                                    List.of(
                                            "absence-rate",
                                            "absence-invalid-rate",
                                            "absence-over-threshold",
                                            "reporting-coverage",
                                            "pupils")))),
            new Chapter(
                    "fordelning",
                    List.of(
                            new Block.ByLevel("by-district", "district", RATES, false),
                            new Block.ByLevel("by-unit", "school_unit", RATES, false),
                            new Block.ByLevel("by-stage", "stage", RATES, false),
                            new Block.ByLevel("by-grade", "grade", RATES, false),
                            new Block.ByLevel("by-sex", "sex", RATES, false))),
            new Chapter(
                    "band",
                    List.of(
                            new Block.ByAcross("bands", "absence-bands", "stage"),
                            new Block.Cards(
                                    "escalation",
                                    List.of(
                                            "absence-scattered",
                                            "absence-long-invalid",
                                            "absence-escalation",
                                            "absence-recovery")),
                            new Block.ByLevel(
                                    "escalation-stage",
                                    "stage",
                                    List.of(
                                            "absence-scattered",
                                            "absence-long-invalid",
                                            "absence-escalation",
                                            "absence-recovery"),
                                    false))),
            new Chapter(
                    "program",
                    List.of(
                            new Block.Cards(
                                    "reach",
                                    List.of("support-pupils", "support-reach", "support-completed", "support-booster")),
                            new Block.ByLevel("reach-district", "district", List.of("support-reach"), false),
                            new Block.ByLevel(
                                    "programmes",
                                    "programme",
                                    List.of("support-pupils", "support-wait", "support-completed", "support-booster"),
                                    false),
                            new Block.ByAcross("steps", "support-steps", "programme"),
                            new Block.ByLevel(
                                    "effect",
                                    "programme",
                                    List.of("support-effect-start", "support-effect-end"),
                                    false))),
            new Chapter(
                    "myndigheter",
                    List.of(
                            new Block.ByAcross("overlap", "agency-overlap", "stage"),
                            new Block.Cards(
                                    "time-limits",
                                    List.of(
                                            "signal-to-effort",
                                            "social-report-14-days",
                                            "social-investigation-4-months",
                                            "social-over-threshold",
                                            "social-not-assessed",
                                            "social-open-at-end")),
                            new Block.ByLevel("efforts-district", "district", List.of("social-over-threshold"), false),
                            new Block.ByLevel(
                                    "efforts",
                                    "category",
                                    List.of("social-open-at-end", "social-not-assessed"),
                                    false))),
            new Chapter(
                    "fritid",
                    List.of(
                            new Block.Cards("leisure", List.of("leisure-participation")),
                            new Block.ByLevel("leisure-district", "district", List.of("leisure-participation"), false),
                            new Block.ByLevel("leisure-stage", "stage", List.of("leisure-participation"), false),
                            new Block.ByLevel("leisure-sex", "sex", List.of("leisure-participation"), false),
                            new Block.ByLevel("leisure-band", "band", List.of("leisure-participation"), false),
                            new Block.ByAcross("activities", "leisure-activities", ""))),
            new Chapter(
                    "behorighet",
                    List.of(
                            new Block.Cards(
                                    "eligibility",
                                    List.of(
                                            "eligible-vocational",
                                            "eligible-preparatory",
                                            "all-subjects-passed",
                                            "missing-basis")),
                            new Block.ByLevel(
                                    "eligibility-unit",
                                    "school_unit",
                                    List.of("eligible-vocational", "eligible-preparatory", "all-subjects-passed"),
                                    false),
                            new Block.ByLevel(
                                    "eligibility-sex",
                                    "sex",
                                    List.of("eligible-vocational", "eligible-preparatory", "all-subjects-passed"),
                                    false))),
            new Chapter(
                    "resurser",
                    List.of(
                            new Block.Cards(
                                    "resources",
                                    List.of(
                                            "resource-kronor",
                                            "resource-posts",
                                            "resource-places",
                                            "resource-grant-share")),
                            new Block.ByLevel(
                                    "resources-district",
                                    "district",
                                    List.of("resource-kronor", "resource-posts", "resource-places"),
                                    false))),
            new Chapter(
                    "matris",
                    List.of(new Block.ByLevel(
                            "matrix",
                            "district",
                            List.of(
                                    "reporting-coverage",
                                    "absence-rate",
                                    "absence-invalid-rate",
                                    "absence-over-threshold",
                                    "absence-scattered",
                                    "support-reach",
                                    "social-over-threshold",
                                    "leisure-participation",
                                    "eligible-vocational",
                                    "resource-posts"),
                            true))));

    /** What the first page shows of each chapter. */
    static final Block.Cards START =
            new Block.Cards("start", List.of("absence-rate", "absence-invalid-rate", "absence-over-threshold"));

    static final Block.ByLevel START_CHART =
            new Block.ByLevel("start-district", "district", List.of("absence-over-threshold", "absence-rate"), false);

    Chapter {
        blocks = List.copyOf(blocks);
    }

    static Optional<Chapter> of(String id) {
        return ALL.stream().filter(chapter -> chapter.id.equals(id)).findFirst();
    }

    static Optional<Block> block(String id) {
        if (id.equals(START_CHART.id())) {
            return Optional.of(START_CHART);
        }
        return ALL.stream()
                .flatMap(chapter -> chapter.blocks.stream())
                .filter(block -> block.id().equals(id))
                .findFirst();
    }
}
