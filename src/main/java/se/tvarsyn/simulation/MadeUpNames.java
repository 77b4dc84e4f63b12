package se.tvarsyn.simulation;

import java.util.List;

/** Names that nobody has, so that a leak test that finds one has found a leak. */
final class MadeUpNames {
    static final List<String> GIVEN = List.of(
            "Påhitta",
            "Provina",
            "Låtsas",
            "Exempla",
            "Fantasia",
            "Diktan",
            "Fabulus",
            "Sagolina",
            "Testan",
            "Skenia",
            "Uppdikta",
            "Fiktor",
            "Mönstra",
            "Kulissa",
            "Dummyla",
            "Atrappan",
            "Hittepå",
            "Fejkan",
            "Simula",
            "Prövan");
    static final List<String> FAMILY = List.of(
            "Fantasisson",
            "Exempelgren",
            "Påhittström",
            "Provlund",
            "Låtsasberg",
            "Testkvist",
            "Diktarby",
            "Fabelman",
            "Sagoholm",
            "Skenström",
            "Fiktberg",
            "Mönsterås-Test",
            "Kulissgren",
            "Attrappsson",
            "Simulander",
            "Prövqvist");
    static final List<String> CASEWORKERS =
            List.of("Handläggare Hittepåsson", "Handläggare Skuggström", "Handläggare Låtsasdotter");

    private MadeUpNames() {}
}
