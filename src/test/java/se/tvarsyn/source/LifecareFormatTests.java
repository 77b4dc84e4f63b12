package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static se.tvarsyn.source.JsonSamples.document;
import static se.tvarsyn.source.JsonSamples.value;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecareFormatTests {
    private static final String SERVICE = """
            {"ModifiedAfter":"2026-01-01T00:00:00","TotalNumberOfRecords":1,"Result":[
             {"Id":901,"CustomerNumber":100,"ServiceType":"Familjebehandling","StartDate":"2026-02-01T00:00:00",
              "EndDate":null,"Caseworker":"MARKERHANDLÄGGARE","InvestigationId":801,"DecisionId":1101,
              "ServicePersonDTOs":[%s]}]}
            """;
    private static final String CHILD =
            "{\"Name\":\"MARKERBARN\",\"PersonId\":\"201001012382\",\"CustomerNumber\":100,\"CoApplicant\":false}";
    private static final String ADULT =
            "{\"Name\":\"MARKERVUXEN\",\"PersonId\":\"198010122391\",\"CustomerNumber\":101,\"CoApplicant\":false}";
    private static final String CO_APPLICANT =
            "{\"Name\":\"MARKERVUXEN\",\"PersonId\":null,\"CustomerNumber\":102,\"IsCoApplicant\":true}";

    @TempDir
    Path scratch;

    private JsonSamples.Taken take(SourceDocument... documents) throws UnreadableDelivery {
        return JsonSamples.take(new LifecareFormat(), scratch, documents);
    }

    private SourceRecord service(String persons) throws UnreadableDelivery {
        return take(document("extract-services.json", SERVICE.formatted(persons)))
                .only("service");
    }

    private SourceRecord row(String row) throws UnreadableDelivery {
        return take(document("extract-services.json", "{\"Result\":[" + row + "]}"))
                .only("service");
    }

    @Test
    void makesOneRecordOfARowWithOnePerson() throws Exception {
        SourceRecord row = service(CHILD);

        assertThat(value(row, "id")).isEqualTo("901");
        assertThat(value(row, "person_key")).isEqualTo("100");
        assertThat(value(row, "person_number")).isEqualTo("201001012382");
        assertThat(value(row, "person_customer")).isEqualTo("100");
        assertThat(value(row, "co_applicant")).isEqualTo("false");
        assertThat(value(row, "age_at_start")).isEqualTo("16");
        assertThat(value(row, "type")).isEqualTo("Familjebehandling");
        assertThat(value(row, "started_on")).isEqualTo("2026-02-01");
        assertThat(value(row, "ended_on")).isNull();
        assertThat(value(row, "has_assessment")).isEqualTo("true");
        assertThat(value(row, "protection")).isEmpty();
    }

    @Test
    void makesOneRecordForEachPersonOfAFamily() throws Exception {
        JsonSamples.Taken taken =
                take(document("extract-services.json", SERVICE.formatted(CHILD + "," + ADULT + "," + CO_APPLICANT)));

        assertThat(taken.of("service")).extracting(r -> value(r, "person_key")).containsExactly("100", "101", "102");
        assertThat(taken.of("service"))
                .extracting(r -> value(r, "age_at_start"))
                .containsExactly("16", "45", null);
        assertThat(taken.of("service"))
                .extracting(r -> value(r, "co_applicant"))
                .containsExactly("false", "false", "true");
        assertThat(taken.counts()).containsEntry("services", 1L);
    }

    @Test
    void countsRowsWhereNobodyCanTellWhoTheChildIs() throws Exception {
        String unknown = "{\"PersonId\":\"\",\"CustomerNumber\":103}";
        JsonSamples.Taken taken = take(document("extract-services.json", SERVICE.formatted(CHILD + "," + unknown)));

        assertThat(taken.of("service"))
                .extracting(r -> value(r, "is_ambiguous"))
                .containsExactly("false", "true");
        assertThat(taken.counts()).containsEntry("rows with several persons of unknown age", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"ServicePersonDTOs\":null", ",\"ServicePersonDTOs\":[]"})
    void keepsARowWithoutPersonsUnderItsCustomerNumber(String persons) throws Exception {
        SourceRecord row = row("{\"Id\":902,\"CustomerNumber\":101,\"StartDate\":\"2026-02-10\"" + persons + "}");

        assertThat(value(row, "person_number")).isNull();
        assertThat(value(row, "person_customer")).isEqualTo("101");
    }

    @Test
    void takesTypeWhereAnotherApiSaysTypeAndIdsOfZeroAsNone() throws Exception {
        SourceRecord row = row("{\"Id\":\"903\",\"Type\":\"Kontaktperson\",\"InvestigationId\":0,\"DecisionId\":null,"
                + "\"StartDate\":\"2026-02-10T23:30:00Z\"}");

        assertThat(value(row, "type")).isEqualTo("Kontaktperson");
        assertThat(value(row, "has_assessment")).isEqualTo("false");
        assertThat(value(row, "started_on"))
                .as("half past midnight in Stockholm")
                .isEqualTo("2026-02-11");
    }

    @Test
    void readsAnActualisationsPersonFromTheRowItself() throws Exception {
        SourceRecord row = take(document(
                        "Actualisations-page1.json",
                        "{\"Result\":[{\"PersonId\":\"201001012382\",\"Name\":\"MARKER\",\"Id\":1201,"
                                + "\"Aktualisering\":\"Orosanmälan\",\"Type\":\"Anmälan barn\",\"CustomerNumber\":100,"
                                + "\"Date\":\"2025-10-06T00:00:00\",\"Reason\":\"Skolfrånvaro\",\"FromWho\":\"Skola\"}]}"))
                .only("actualisation");

        assertThat(value(row, "person_number")).isEqualTo("201001012382");
        assertThat(value(row, "aktualisering")).isEqualTo("Orosanmälan");
        assertThat(value(row, "reason")).isEqualTo("Skolfrånvaro");
        assertThat(value(row, "from_who")).isEqualTo("Skola");
        assertThat(value(row, "started_on")).isEqualTo("2025-10-06");
        assertThat(value(row, "age_at_start")).isEqualTo("15");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"AddressProtection\":true', true",
        "'\"ProtectedRegistration\":\"J\"', J",
        "'\"AddressProtection\":false,\"ProtectedRegistration\":true', true",
        "'\"AddressProtection\":false', false",
        "'\"AddressProtection\":null', ''"
    })
    void givesBothProtectionMarksAsOne(String mark, String protection) throws Exception {
        SourceRecord row = service("{\"PersonId\":\"201001012382\"," + mark + "}");

        assertThat(value(row, "protection")).isEqualTo(protection);
    }

    @Test
    void findsProtectionOnTheRowToo() throws Exception {
        SourceRecord row = row("{\"Id\":1,\"AddressProtection\":true,"
                + "\"ServicePersonDTOs\":[{\"PersonId\":\"201001012382\",\"AddressProtection\":false}]}");

        assertThat(value(row, "protection")).isEqualTo("true");
    }

    @Test
    void tellsWhenFewerRowsCameThanTheSourceHas() throws Exception {
        String page = "{\"TotalNumberOfRecords\":3,\"Result\":[{\"Id\":%d,\"CustomerNumber\":1}]}";
        JsonSamples.Taken taken = take(
                document("extract-services-page1.json", page.formatted(1)),
                document("extract-services-page2.json", page.formatted(2)));

        assertThat(taken.reasons()).containsExactly("incomplete-extract");
        assertThat(taken.rejected().get(0).rejection().document()).isEqualTo("extract-services-page2.json");
        assertThat(taken.counts()).containsEntry("records announced but not delivered", 1L);
        assertThat(taken.of("service")).hasSize(2);
    }

    @Test
    void neverTellsOnANumberThatStandsWhereACountBelongs() throws Exception {
        JsonSamples.Taken taken = take(document(
                "extract-services.json",
                "{\"TotalNumberOfRecords\":201001012382,\"Result\":[{\"Id\":1,\"CustomerNumber\":1}]}"));

        assertThat(taken.reasons()).containsExactly("incomplete-extract");
        assertThat(taken.counts().toString() + taken.rejected()).doesNotContain("0101238");
        assertThat(taken.counts()).containsEntry("records announced but not delivered", 9_999_999L);
    }

    private static final String EXECUTION =
            "{\"Result\":[{\"Id\":1,\"CustomerNumber\":%s,\"Type\":\"Genomförande\",\"FromDate\":\"2026-02-01\","
                    + "\"ToDate\":\"2026-03-01\",\"Caseworker\":\"MARKER\"}]}";
    private static final String ALLOCATION =
            "{\"Result\":[{\"Id\":2,\"CustomerNumber\":100,\"ResourceType\":\"HVB\",\"Resource\":\"MARKERHEMMET\","
                    + "\"Percent\":100,\"StartDate\":\"2026-02-01T00:00:00\",\"EndDate\":null,\"ServiceId\":901}]}";

    @Test
    void findsThePersonOfACustomerInTheOtherExtracts() throws Exception {
        JsonSamples.Taken taken = take(
                document("extract-executions.json", EXECUTION.formatted("100")),
                document("Extract-ResourceAllocations.json", ALLOCATION),
                document("extract-services.json", SERVICE.formatted(CHILD)),
                document("extract-payments.json", "{\"Result\":[]}"));

        assertThat(taken.reasons()).isEmpty();
        SourceRecord execution = taken.only("execution");
        assertThat(value(execution, "person_number")).isEqualTo("201001012382");
        assertThat(value(execution, "person_customer")).isEqualTo("100");
        assertThat(value(execution, "age_at_start")).isEqualTo("16");
        assertThat(value(execution, "type")).isEqualTo("Genomförande");
        assertThat(value(execution, "started_on")).isEqualTo("2026-02-01");
        assertThat(value(execution, "ended_on")).isEqualTo("2026-03-01");
        SourceRecord allocation = taken.only("resource_allocation");
        assertThat(value(allocation, "person_number")).isEqualTo("201001012382");
        assertThat(value(allocation, "type")).isEqualTo("HVB");
        assertThat(value(allocation, "started_on")).isEqualTo("2026-02-01");
        assertThat(JsonSamples.values(execution) + JsonSamples.values(allocation))
                .doesNotContain("MARKER");
        assertThat(taken.counts())
                .containsEntry("executions", 1L)
                .containsEntry("resourceallocations", 1L)
                .containsEntry("ignored pages", 1L);
    }

    @Test
    void findsACustomerInAnActualisationToo() throws Exception {
        JsonSamples.Taken taken = take(
                document("extract-executions.json", EXECUTION.formatted("100")),
                document(
                        "extract-actualisations.json",
                        "{\"Result\":[{\"PersonId\":\"201001012382\",\"Id\":1,\"CustomerNumber\":100}]}"));

        assertThat(value(taken.only("execution"), "person_number")).isEqualTo("201001012382");
    }

    @Test
    void keepsAProtectionMarkThatAnyRowOfThePersonHas() throws Exception {
        JsonSamples.Taken taken = take(
                document("extract-executions.json", EXECUTION.formatted("100")),
                document(
                        "extract-services.json",
                        SERVICE.formatted(
                                CHILD + "," + CHILD.replace("}", ",\"AddressProtection\":true}") + "," + CHILD)));

        assertThat(value(taken.only("execution"), "protection")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"201001012382", "20100101-2382", "1001012382", "100101-2382"})
    void knowsOneNumberInItsWaysOfWriting(String number) throws Exception {
        JsonSamples.Taken taken = take(
                document("extract-executions.json", EXECUTION.formatted("100")),
                document(
                        "extract-services.json",
                        SERVICE.formatted(CHILD + "," + CHILD.replace("201001012382", number))));

        assertThat(taken.reasons()).isEmpty();
    }

    @Test
    void rejectsACustomerWhomNobodyOrTwoPeopleAre() throws Exception {
        String two = CHILD + "," + ADULT.replace(":101,", ":100,");
        JsonSamples.Taken unknown = take(
                document("extract-executions.json", EXECUTION.formatted("555")),
                document("extract-services.json", SERVICE.formatted("")));
        JsonSamples.Taken ambiguous = take(
                document("extract-executions.json", EXECUTION.formatted("100")),
                document("extract-services.json", SERVICE.formatted(two)));
        JsonSamples.Taken missing = take(document("extract-executions.json", EXECUTION.formatted("null")));

        assertThat(unknown.reasons()).containsExactly("unknown-customer");
        assertThat(ambiguous.reasons()).containsExactly("ambiguous-customer");
        assertThat(missing.reasons()).containsExactly("missing-customer");
        assertThat(unknown.rejected().get(0).rejection().message()).doesNotContain("555");
        assertThat(unknown.of("execution")).isEmpty();
    }

    private static final String XML_SERVICES = """
            <?xml version="1.0" encoding="utf-8"?>
            <ApiExtractComposite xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:lifecare">
              <ModifiedAfter i:nil="true"/>
              <Result>
                <ExtractServiceDTO>
                  <Caseworker>MARKER</Caseworker><CustomerNumber>100</CustomerNumber><DecisionId i:nil="true"/>
                  <EndDate i:nil="true"/><Id>901</Id><InvestigationId>801</InvestigationId>
                  <ServicePersonDTOs>%s</ServicePersonDTOs>
                  <ServiceType>Familjebehandling</ServiceType><StartDate>2026-02-01T00:00:00</StartDate>
                </ExtractServiceDTO>
              </Result>
              <TotalNumberOfRecords>1</TotalNumberOfRecords>
            </ApiExtractComposite>
            """;
    private static final String XML_CHILD = "<Name>MARKERBARN</Name><PersonId>201001012382</PersonId>"
            + "<CustomerNumber>100</CustomerNumber><CoApplicant>false</CoApplicant>";

    @ParameterizedTest
    @ValueSource(strings = {"<ServicePersonDTO>%s</ServicePersonDTO>", "%s"})
    void readsXmlAsItReadsJson(String wrapped) throws Exception {
        JsonSamples.Taken xml =
                take(document("extract-services.xml", XML_SERVICES.formatted(wrapped.formatted(XML_CHILD))));
        JsonSamples.Taken json =
                take(document("extract-services.json", SERVICE.formatted(CHILD).replace("1101", "null")));

        assertThat(xml.reasons()).isEmpty();
        assertThat(JsonSamples.values(xml.only("service"))).isEqualTo(JsonSamples.values(json.only("service")));
    }

    @Test
    void readsSeveralPersonsAndNoneFromXml() throws Exception {
        String dto = "<ServicePersonDTO>%s</ServicePersonDTO>";
        JsonSamples.Taken several = take(document(
                "extract-services.xml",
                XML_SERVICES.formatted(dto.formatted(XML_CHILD) + dto.formatted(XML_CHILD.replace(">100<", ">101<")))));
        JsonSamples.Taken none = take(document("extract-services.xml", XML_SERVICES.formatted("")));

        assertThat(several.of("service"))
                .extracting(r -> value(r, "person_key"))
                .containsExactly("100", "101");
        assertThat(value(none.only("service"), "person_number")).isNull();
        assertThat(value(none.only("service"), "person_customer")).isEqualTo("100");
    }

    @Test
    void tellsWhatIsWrongWithAnXmlPage() throws Exception {
        String whole = XML_SERVICES.formatted(XML_CHILD);
        SourceDocument good = document("extract-decisions.xml", "<A><Result/></A>");
        assertThat(take(document("extract-services.xml", whole.replace(">1</Total", ">3</Total")))
                        .reasons())
                .containsExactly("incomplete-extract");
        assertThat(take(good, document("extract-services.xml", whole.substring(0, whole.indexOf("</Result"))))
                        .reasons())
                .containsExactly("broken-document");
        assertThat(take(good, document("extract-services.xml", "<Error><Message>MARKER</Message></Error>"))
                        .reasons())
                .containsExactly("error-response");
        assertThat(take(good, document("extract-services.xml", "<html><body/></html>"))
                        .reasons())
                .containsExactly("broken-document");
        assertThat(take(
                                good,
                                document(
                                        "extract-services.xml",
                                        "<!DOCTYPE a [<!ENTITY e 'MARKER'>]><a><Result>&e;</Result></a>"))
                        .reasons())
                .containsExactly("forbidden-doctype");
    }

    @Test
    void takesARowWithAllItsPersonsOrNotAtAll() throws Exception {
        JsonSamples.Taken taken = take(
                document("extract-services.json", SERVICE.formatted(CHILD + ",{\"PersonId\":{\"value\":\"MARKER\"}}")));

        assertThat(taken.records()).isEmpty();
        assertThat(taken.reasons()).containsExactly("wrong-type");
        assertThat(taken.rejected().get(0).rejection().message()).doesNotContain("MARKER");
    }

    @Test
    void rejectsADateThatIsNone() throws Exception {
        JsonSamples.Taken taken =
                take(document("extract-services.json", "{\"Result\":[{\"Id\":1,\"StartDate\":\"MARKER i våras\"}]}"));

        assertThat(taken.reasons()).containsExactly("invalid-date");
        assertThat(taken.rejected().get(0).rejection().message()).doesNotContain("MARKER");
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertThatExceptionOfType(UnreadableDelivery.class)
                .isThrownBy(() -> take(document("extract-services.json", "<html>")));
        assertThatExceptionOfType(UnreadableDelivery.class)
                .isThrownBy(() -> JsonSamples.take(new LifecareFormat(), scratch, List.of()));
    }

    @Test
    void carriesNoNameAndNoCaseworker() throws Exception {
        SourceRecord row = service(CHILD);

        assertThat(JsonSamples.values(row)).doesNotContain("MARKER");
        assertThat(row.toString()).doesNotContain("201001012382");
    }

    @ParameterizedTest
    @CsvSource({
        "201001012382, 2026-01-01, 16",
        "201001012382, 2025-12-31, 15",
        "20100101-2382, 2025-12-31, 15",
        "100101-2382, 2025-12-31, 15",
        "250101+9216, 2025-12-31, 100",
        "200504792383, 2026-04-19, 21",
        "200504792383, 2026-04-18, 20",
        "20110205TF10, 2026-02-05, 15",
        "201010602397, 2026-11-01, 16",
        "201010602397, 2026-10-15,",
        "201900772383, 2026-06-01,",
        "200502309999, 2026-06-01,",
        "OKÄND, 2026-06-01,",
        ", 2026-06-01,"
    })
    void readsAgeFromTheNumberWhereItIsCertain(@Nullable String number, String on, @Nullable Integer age) {
        assertThat(BirthDate.ageOn(number, LocalDate.parse(on))).isEqualTo(age);
    }

    @Test
    void readsTheSharedSamples() throws Exception {
        JsonSamples.Taken taken = JsonSamples.take(
                new LifecareFormat(), scratch, JsonSamples.folder(JsonSamples.shared("sources/samples/lifecare")));

        assertThat(taken.reasons()).isEmpty();
        assertThat(taken.of("actualisation")).hasSize(1);
        assertThat(taken.of("investigation")).hasSize(1);
        assertThat(taken.of("decision")).hasSize(1);
        assertThat(taken.of("service"))
                .extracting(r -> value(r, "has_assessment"))
                .containsExactly("true", "false");
        assertThat(value(taken.only("execution"), "person_number")).isNotNull();
    }
}
