package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/** Makes one record per row and person of a Lifecare extract. */
final class LifecareRows implements PagesReading.Element {
    /** Extracts that name a customer and no person; they are read after those that name both. */
    private static final Set<String> NAMELESS = Set.of(LifecareFormat.EXECUTIONS, LifecareFormat.RESOURCE_ALLOCATIONS);

    private final PagesReading.Totals totals;
    private final LifecareCustomers customers;

    LifecareRows(ReferenceStore store, PagesReading.Totals totals) {
        this.totals = totals;
        this.customers = new LifecareCustomers(store);
    }

    @Override
    public void read(String endpoint, JsonNode row, long ordinal, BlockBuilder block) throws UnusableElement {
        SourceLayout layout = LifecareFormat.LAYOUTS.get(endpoint);
        if (layout == null) {
            throw new IllegalStateException("a page of no known extract");
        }
        Row common = Row.read(endpoint, row);
        List<About> persons = NAMELESS.contains(endpoint) ? List.of(customer(common)) : persons(row);
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < persons.size(); i++) {
            records.add(record(layout, ordinal, common, row, persons.get(i), persons.size(), i));
        }
        // Only now: a row is taken with all its persons or not at all.
        records.forEach(block::add);
        if (!NAMELESS.contains(endpoint)) {
            persons.forEach(person ->
                    customers.learn(person.customer(), person.number(), person.protection(), person.isNamed()));
        }
        totals.count(endpoint);
    }

    /**
     * One person of a row.
     *
     * @param isNamed false where the row names no person, only a customer
     */
    private record About(
            @Nullable String number,
            @Nullable String customer,
            @Nullable String coApplicant,
            @Nullable String addressProtection,
            @Nullable String protectedRegistration,
            boolean isNamed) {
        /** Both marks in one, for a mapping that fails closed: "" and "false" do not protect, everything else does. */
        String protection() {
            if (addressProtection != null && !addressProtection.equals("false")) {
                return addressProtection;
            }
            return protectedRegistration != null
                    ? protectedRegistration
                    : addressProtection != null ? addressProtection : "";
        }

        /** Never the values. */
        @Override
        public String toString() {
            return "About";
        }
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
            String typeField = endpoint.equals(LifecareFormat.RESOURCE_ALLOCATIONS) ? "ResourceType" : "Type";
            String type = serviceType != null ? serviceType : JsonFields.text(row, typeField, typeField);
            String start =
                    switch (endpoint) {
                        case LifecareFormat.INVESTIGATIONS, LifecareFormat.EXECUTIONS -> "FromDate";
                        case LifecareFormat.SERVICES, LifecareFormat.RESOURCE_ALLOCATIONS -> "StartDate";
                        default -> "Date";
                    };
            String end =
                    switch (endpoint) {
                        case LifecareFormat.INVESTIGATIONS, LifecareFormat.DECISIONS, LifecareFormat.EXECUTIONS ->
                            "ToDate";
                        case LifecareFormat.SERVICES, LifecareFormat.RESOURCE_ALLOCATIONS -> "EndDate";
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

    /** The row's list of persons, whatever its kind calls it (ServicePersonDTOs …); the row itself where it lists none. */
    private static List<About> persons(JsonNode row) throws UnusableElement {
        List<About> persons = new ArrayList<>();
        for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.endsWith("PersonDTOs")) {
                for (JsonNode person : JsonFields.objects(row, name, name)) {
                    String coApplicant = JsonFields.text(person, "CoApplicant", "CoApplicant");
                    persons.add(about(
                            person,
                            row,
                            coApplicant != null
                                    ? coApplicant
                                    : JsonFields.text(person, "IsCoApplicant", "IsCoApplicant"),
                            true));
                }
            }
        }
        // An actualisation names its person itself, others then only a customer.
        return persons.isEmpty() ? List.of(about(row, row, null, row.hasNonNull("PersonId"))) : persons;
    }

    private static About about(JsonNode person, JsonNode row, @Nullable String coApplicant, boolean isNamed)
            throws UnusableElement {
        return new About(
                JsonFields.text(person, "PersonId", "PersonId"),
                JsonFields.text(person, "CustomerNumber", "CustomerNumber"),
                coApplicant,
                either(person, row, "AddressProtection"),
                either(person, row, "ProtectedRegistration"),
                isNamed);
    }

    private About customer(Row row) throws UnusableElement {
        LifecareCustomers.Customer known = customers.get(row.customer());
        return new About(known.number(), row.customer(), null, known.protection(), null, true);
    }

    private SourceRecord record(
            SourceLayout layout, long ordinal, Row row, JsonNode element, About about, int persons, int position)
            throws UnusableElement {
        String number = about.number();
        String customer = about.customer();
        String coApplicant = about.coApplicant();
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
            about.addressProtection(),
            about.protectedRegistration(),
            about.protection()
        });
    }

    /** A mark on the person or on the row; the one that protects wins. */
    private static @Nullable String either(JsonNode person, JsonNode row, String field) throws UnusableElement {
        String own = JsonFields.text(person, field, field);
        String common = JsonFields.text(row, field, field);
        return own == null || own.equals("false") ? (common == null ? own : common) : own;
    }

    /** The total counts an endpoint's rows over all its pages; fewer rows than that mean that pages are missing. */
    @Override
    public void finish(BlockBuilder block) {
        MissingElements.reject(
                totals,
                block,
                document -> new Rejection(
                        document,
                        0,
                        "TotalNumberOfRecords",
                        "incomplete-extract",
                        "the source has more rows than were delivered; pull all pages again"));
    }

    @Override
    public void close() {
        customers.close();
    }
}
