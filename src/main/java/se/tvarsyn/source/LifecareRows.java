package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** Makes one record per row and person of a Lifecare extract. */
final class LifecareRows implements PagesReading.Element {
    private final PagesReading.Totals totals;

    LifecareRows(PagesReading.Totals totals) {
        this.totals = totals;
    }

    @Override
    public void read(String endpoint, JsonNode row, long ordinal, BlockBuilder block) throws UnusableElement {
        SourceLayout layout = LifecareFormat.LAYOUTS.get(endpoint);
        if (layout != null) {
            Row common = Row.read(endpoint, row);
            List<JsonNode> persons = persons(row);
            List<SourceRecord> records = new ArrayList<>();
            for (int i = 0; i < persons.size(); i++) {
                records.add(record(layout, ordinal, common, row, persons.get(i), persons.size(), i));
            }
            if (persons.isEmpty()) {
                records.add(record(layout, ordinal, common, row, null, 1, 0));
            }
            // Only now: a row is taken with all its persons or not at all.
            records.forEach(block::add);
        }
        totals.count(endpoint);
    }

    /** What a row says about all its persons. */
    private record Row(
            String id,
            @Nullable String customer,
            @Nullable String type,
            @Nullable LocalDate startedOn,
            @Nullable LocalDate endedOn,
            @Nullable String investigationId,
            @Nullable String decisionId) {
        /** Never the values: a customer number is a person's. */
        @Override
        public String toString() {
            return "Row";
        }

        static Row read(String endpoint, JsonNode row) throws UnusableElement {
            String id = JsonFields.text(row, "Id", "Id");
            if (id == null) {
                throw new UnusableElement("Id", "missing-id", "the source must give every row its id");
            }
            // The extract says ServiceType, the API per person says Type for the same thing.
            String serviceType = JsonFields.text(row, "ServiceType", "ServiceType");
            String type = serviceType != null ? serviceType : JsonFields.text(row, "Type", "Type");
            String start =
                    switch (endpoint) {
                        case LifecareFormat.INVESTIGATIONS -> "FromDate";
                        case LifecareFormat.SERVICES -> "StartDate";
                        default -> "Date";
                    };
            String end =
                    switch (endpoint) {
                        case LifecareFormat.INVESTIGATIONS, LifecareFormat.DECISIONS -> "ToDate";
                        case LifecareFormat.SERVICES -> "EndDate";
                        default -> null;
                    };
            String investigation = idOf(row, "InvestigationId");
            return new Row(
                    id,
                    JsonFields.text(row, "CustomerNumber", "CustomerNumber"),
                    type,
                    SourceTime.day(JsonFields.text(row, start, start), start),
                    end == null ? null : SourceTime.day(JsonFields.text(row, end, end), end),
                    investigation != null ? investigation : idOf(row, "InvestigationExecutionId"),
                    idOf(row, "DecisionId"));
        }

        /** Zero is no id: it is what .NET sends for a number that was never set. */
        private static @Nullable String idOf(JsonNode row, String field) throws UnusableElement {
            String id = JsonFields.text(row, field, field);
            return id == null || id.equals("0") ? null : id;
        }
    }

    /** The row's list of persons, whatever its kind calls it: ServicePersonDTOs, DecisionPersonDTOs … */
    private static List<JsonNode> persons(JsonNode row) throws UnusableElement {
        List<JsonNode> persons = new ArrayList<>();
        for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.endsWith("PersonDTOs")) {
                JsonFields.objects(row, name, name).forEach(persons::add);
            }
        }
        return persons;
    }

    /** @param person null where the row lists none: an actualisation names its person itself, others only a customer */
    private SourceRecord record(
            SourceLayout layout,
            long ordinal,
            Row row,
            JsonNode element,
            @Nullable JsonNode person,
            int persons,
            int position)
            throws UnusableElement {
        JsonNode about = person == null ? element : person;
        String number = JsonFields.text(about, "PersonId", "PersonId");
        String customer = JsonFields.text(about, "CustomerNumber", "CustomerNumber");
        String addressProtection = either(about, element, "AddressProtection");
        String protectedRegistration = either(about, element, "ProtectedRegistration");
        String coApplicant = person == null ? null : JsonFields.text(person, "CoApplicant", "CoApplicant");
        if (coApplicant == null && person != null) {
            coApplicant = JsonFields.text(person, "IsCoApplicant", "IsCoApplicant");
        }
        Integer age = BirthDate.ageOn(number, row.startedOn());
        boolean isCoApplicant = "true".equals(coApplicant);
        boolean isAmbiguous = persons > 1 && age == null && !isCoApplicant;
        if (isAmbiguous) {
            totals.count("rows with several persons of unknown age");
        }
        String key = customer != null ? customer : number != null ? number : "#" + (position + 1);
        return new SourceRecord(layout, ordinal, new @Nullable String[] {
            layout.recordType(),
            row.id(),
            key,
            row.customer(),
            number,
            customer,
            coApplicant == null ? "false" : coApplicant,
            age == null ? null : age.toString(),
            isAmbiguous ? "true" : "false",
            row.type(),
            JsonFields.text(element, "Aktualisering", "Aktualisering"),
            JsonFields.text(element, "Reason", "Reason"),
            JsonFields.text(element, "FromWho", "FromWho"),
            row.startedOn() == null ? null : row.startedOn().toString(),
            row.endedOn() == null ? null : row.endedOn().toString(),
            row.investigationId(),
            row.decisionId(),
            row.investigationId() != null || row.decisionId() != null ? "true" : "false",
            addressProtection,
            protectedRegistration,
            protection(addressProtection, protectedRegistration)
        });
    }

    /** A mark on the person or on the row; the one that protects wins. */
    private static @Nullable String either(JsonNode person, JsonNode row, String field) throws UnusableElement {
        String own = JsonFields.text(person, field, field);
        String common = JsonFields.text(row, field, field);
        return own == null || own.equals("false") ? (common == null ? own : common) : own;
    }

    /** Both marks in one, for a mapping that fails closed: "" and "false" do not protect, everything else does. */
    private static String protection(@Nullable String address, @Nullable String registration) {
        if (address != null && !address.equals("false")) {
            return address;
        }
        return registration != null ? registration : address != null ? address : "";
    }

    /** The total counts an endpoint's rows over all its pages; fewer rows than that mean that pages are missing. */
    @Override
    public void finish(BlockBuilder block) {
        long missing = 0;
        for (Map.Entry<String, Long> announced : totals.announced.entrySet()) {
            long lacking = announced.getValue() - totals.delivered.getOrDefault(announced.getKey(), 0L);
            if (lacking > 0) {
                missing += lacking;
                block.reject(new RejectedRecord(
                        new Rejection(
                                totals.lastDocument.getOrDefault(announced.getKey(), announced.getKey()),
                                0,
                                "TotalNumberOfRecords",
                                "incomplete-extract",
                                "the source has more rows than were delivered; pull all pages again"),
                        "{\"missing\":" + lacking + "}"));
            }
        }
        if (missing > 0) {
            totals.set("records announced but not delivered", missing);
        }
    }

    @Override
    public void close() {}
}
