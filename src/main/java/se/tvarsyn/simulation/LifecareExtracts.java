package se.tvarsyn.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code Extract/*} of Lifecare FamilyCare API v1 (Swagger 2.0), as JSON. */
final class LifecareExtracts {
    static final List<String> EXTRACTS =
            List.of("Actualisations", "Investigations", "Decisions", "Services", "Executions", "ResourceAllocations");
    private static final JsonFactory JSON = new JsonFactory();
    private static final String ORGANISATION = "IFO Barn och unga";
    private final SocialServices services;

    LifecareExtracts(SocialServices services) {
        this.services = services;
    }

    private interface Row {
        void write(JsonGenerator json) throws IOException;
    }

    private record Dated(LocalDate modifiedOn, Row row) {}

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String extract : EXTRACTS) {
            Path file = folder.resolve("extract-" + extract.toLowerCase(Locale.ROOT) + ".json");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                write(extract, null, 0, Integer.MAX_VALUE, out);
            }
        }
    }

    /** @param modifiedAfter exclusive; null for everything */
    void write(String extract, @Nullable LocalDate modifiedAfter, int offset, int limit, OutputStream out)
            throws IOException {
        List<Dated> rows = rows(extract).stream()
                .filter(row -> modifiedAfter == null || row.modifiedOn().isAfter(modifiedAfter))
                .toList();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            text(json, "ModifiedAfter", modifiedAfter == null ? null : modifiedAfter + "T00:00:00");
            json.writeNumberField("TotalNumberOfRecords", rows.size());
            json.writeArrayFieldStart("Result");
            for (int i = offset; i < Math.min((long) offset + limit, rows.size()); i++) {
                json.writeStartObject();
                rows.get(i).row().write(json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private List<Dated> rows(String extract) {
        List<Dated> rows = new ArrayList<>();
        switch (extract) {
            case "Actualisations" ->
                services.actualisations.forEach(a -> rows.add(new Dated(a.on(), json -> actualisation(json, a))));
            case "Investigations" ->
                services.investigations.forEach(i -> rows.add(
                        new Dated(SocialServices.modifiedOn(i.from(), i.to()), json -> investigation(json, i))));
            case "Decisions" -> services.decisions.forEach(d -> rows.add(new Dated(d.on(), json -> decision(json, d))));
            case "Services" ->
                services.services.forEach(s ->
                        rows.add(new Dated(SocialServices.modifiedOn(s.from(), s.to()), json -> service(json, s))));
            case "Executions" ->
                services.executions.forEach(e ->
                        rows.add(new Dated(SocialServices.modifiedOn(e.from(), e.to()), json -> execution(json, e))));
            default -> {
                // ResourceAllocations: this municipality keeps none.
            }
        }
        return rows;
    }

    private static void actualisation(JsonGenerator json, SocialServices.Actualisation row) throws IOException {
        json.writeStringField("PersonId", row.person().number());
        json.writeStringField("Name", row.person().name());
        json.writeNumberField("Id", row.id());
        json.writeStringField("Aktualisering", row.isReport() ? "Orosanmälan" : "Ansökan");
        json.writeStringField("Type", row.type());
        json.writeNumberField("CustomerNumber", row.person().customer());
        date(json, "Date", row.on());
        json.writeStringField("Reason", row.reason());
        json.writeStringField("Regards", row.type().contains("barn") ? "Barn" : "Vuxen");
        json.writeStringField("FromWho", row.from());
        caseworker(json, "Caseworker", row.id());
        json.writeStringField("Organization", ORGANISATION);
        json.writeStringField("Status", "Avslutad");
        number(json, "InvestigationId", row.investigation());
        json.writeNullField("ServiceId");
        json.writeNullField("DecisionId");
    }

    private static void investigation(JsonGenerator json, SocialServices.Investigation row) throws IOException {
        json.writeNumberField("Id", row.id());
        json.writeNumberField("CustomerNumber", row.customer());
        json.writeStringField("Type", row.type());
        date(json, "FromDate", row.from());
        date(json, "ToDate", row.to());
        caseworker(json, "Caseworker", row.id());
        json.writeStringField("Organization", ORGANISATION);
        json.writeStringField("DossierType", row.type().contains("barn") ? "Barnakt" : "Personakt");
        persons(json, "InvestigationPersonDTOs", "CoApplicant", row.persons());
    }

    private static void decision(JsonGenerator json, SocialServices.Decision row) throws IOException {
        json.writeNumberField("Id", row.id());
        json.writeNumberField("CustomerNumber", row.customer());
        date(json, "Date", row.on());
        json.writeStringField("Type", row.type());
        date(json, "FromDate", row.from());
        date(json, "ToDate", row.to());
        json.writeStringField("Reason", "Skolfrånvaro");
        caseworker(json, "DecisionMaker", row.id() + 1);
        caseworker(json, "Caseworker", row.id());
        json.writeStringField("Organization", ORGANISATION);
        json.writeNumberField("InvestigationExecutionId", row.investigation());
        number(json, "ServiceId", row.service());
        json.writeNullField("Amount");
        json.writeNullField("ConnectedApplication");
        persons(json, "DecisionPersonDTOs", "IsCoApplicant", row.persons());
    }

    private static void service(JsonGenerator json, SocialServices.Service row) throws IOException {
        json.writeNumberField("Id", row.id());
        json.writeNumberField("CustomerNumber", row.customer());
        json.writeStringField("ServiceType", row.type());
        json.writeStringField("Organization", row.decision() == null ? "Förebyggande" : ORGANISATION);
        date(json, "StartDate", row.from());
        date(json, "EndDate", row.to());
        caseworker(json, "Caseworker", row.id());
        json.writeNullField("CoCaseworker");
        number(json, "InvestigationId", row.investigation());
        number(json, "ExecutionId", row.execution());
        number(json, "DecisionId", row.decision());
        json.writeNullField("StartTime");
        json.writeNullField("EndTime");
        json.writeNullField("CoApplicant");
        persons(json, "ServicePersonDTOs", "CoApplicant", row.persons());
    }

    private static void execution(JsonGenerator json, SocialServices.Execution row) throws IOException {
        json.writeNumberField("Id", row.id());
        json.writeNumberField("CustomerNumber", row.customer());
        json.writeStringField("Type", "Genomförande öppenvård");
        date(json, "FromDate", row.from());
        date(json, "ToDate", row.to());
        caseworker(json, "Caseworker", row.id());
        json.writeStringField("Organization", "Öppenvården");
        json.writeStringField("DossierType", "Barnakt");
    }

    private static void persons(
            JsonGenerator json, String field, String coApplicant, List<SocialServices.Person> persons)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (SocialServices.Person person : persons) {
            json.writeStartObject();
            json.writeStringField("Name", person.name());
            json.writeStringField("PersonId", person.number());
            json.writeNumberField("CustomerNumber", person.customer());
            json.writeBooleanField(coApplicant, person.isCoApplicant());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void caseworker(JsonGenerator json, String field, int id) throws IOException {
        json.writeStringField(field, MadeUpNames.CASEWORKERS.get(id % MadeUpNames.CASEWORKERS.size()));
    }

    private static void date(JsonGenerator json, String field, @Nullable LocalDate date) throws IOException {
        text(json, field, date == null ? null : date + "T00:00:00");
    }

    private static void text(JsonGenerator json, String field, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, text);
        }
    }

    private static void number(JsonGenerator json, String field, @Nullable Integer number) throws IOException {
        if (number == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, number);
        }
    }
}
