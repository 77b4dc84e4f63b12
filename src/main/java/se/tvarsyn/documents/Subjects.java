package se.tvarsyn.documents;

import se.tvarsyn.canonical.FactTable;

/**
 * Whom a table is about and what kind of data it holds, in the words of a record of processing. A switch without a
 * default: a new table does not compile until somebody has said what it is.
 *
 * @param persons categories of data subjects
 * @param personalData categories of personal data
 * @param care what asks for care: article 9, secrecy; empty where nothing beyond the ordinary
 */
record Subjects(String persons, String personalData, String care) {
    static Subjects of(FactTable table) {
        return switch (table) {
            case ATTENDANCE ->
                new Subjects("Elever", "Närvaro och frånvaro per lektion i minuter, skolenhet, årskurs, kön", SCHOOL);
            case ATTENDANCE_PERIOD ->
                new Subjects("Elever", "Summor av närvaro och frånvaro per period, skolenhet, årskurs, kön", SCHOOL);
            case ABSENCE_NOTICE ->
                new Subjects("Elever", "Frånvaroanmälan och beviljad ledighet: första och sista dag", SCHOOL);
            case PUPIL_TERM ->
                new Subjects(
                        "Elever och barn i förskola och fritidshem",
                        "Inskrivning: skolenhet, skolform, årskurs, kön, födelseår",
                        SCHOOL + ". Skolformen kan indirekt röra hälsa (anpassad skola): art. 9 kan vara tillämplig");
            case GRADE ->
                new Subjects(
                        "Elever",
                        "Betyg per ämne eller kurs, anpassad studiegång",
                        SCHOOL + ". Anpassad studiegång kan indirekt röra hälsa: art. 9 kan vara tillämplig");
            case CARE_DAY -> new Subjects("Barn i förskola och fritidshem", "Närvaro per dag i minuter", SCHOOL);
            case SUPPORT_CASE ->
                new Subjects(
                        "Elever med stöd av skolsocialt team",
                        "Steg i ett stödärende, modell, nivå, insats, samtyckets dagar",
                        SOCIAL + ". Insatsen kan indirekt röra hälsa: art. 9 kan vara tillämplig");
            case SOCIAL_EVENT ->
                new Subjects(
                        "Barn och unga som är aktuella hos socialtjänsten",
                        "Anmälan, utredning, beslut och insats: slag, kategori, första och sista dag",
                        SOCIAL + ". Kategorin kan indirekt röra hälsa: art. 9 kan vara tillämplig");
            case LEISURE_VISIT ->
                new Subjects(
                        "Barn och unga som deltar i föreningars verksamhet",
                        "Besök: förening, aktivitet, dag, minuter",
                        "Föreningens art kan indirekt röra religion eller hälsa: art. 9 kan vara tillämplig");
            case FACILITY_BOOKING -> new Subjects("", "Bokning av lokal: lokal, förening, dag, minuter", "");
            case RESOURCE -> new Subjects("", "Resurser per stadsdel och år", "");
        };
    }

    private static final String SCHOOL = "Sekretess i skolväsendet (23 kap. OSL) kan gälla";
    private static final String SOCIAL = "Socialtjänstsekretess (26 kap. OSL) kan gälla";
}
