package se.tvarsyn.operations;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/** Reads from the ledger what there is to tell of a delivery. */
public final class DeliveryStories {
    private final DeliveryLedger ledger;
    private final Statements statements;

    public DeliveryStories(Warehouse warehouse, DeliveryLedger ledger) {
        this.ledger = ledger;
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable("The ledger of deliveries does not answer (ClickHouse error " + code
                        + "); see that the warehouse runs and its migrations are applied"));
    }

    /** @return empty where the ledger does not know the delivery */
    public Optional<DeliveryStory> of(UUID id) {
        return ledger.find(id)
                .map(delivery -> new DeliveryStory(
                        ShownDelivery.of(delivery),
                        entities(id),
                        rejections(id),
                        drift(id),
                        claims(id),
                        statements
                                .texts("SELECT toString(delivery_id) FROM ops.delivery FINAL WHERE scope = '"
                                        + Retry.SCOPE + id + "' ORDER BY started_at")
                                .stream()
                                .map(UUID::fromString)
                                .toList()));
    }

    private static String where(UUID id) {
        return " FINAL WHERE delivery_id = toUUID('" + id + "')";
    }

    private Map<String, Long> entities(UUID id) {
        Map<String, Long> entities = new TreeMap<>();
        statements.each(
                "SELECT entity, entity_count FROM ops.delivery_entity" + where(id),
                row -> entities.put(row.getString(1), row.getLong(2)));
        return entities;
    }

    private List<DeliveryStory.Rejected> rejections(UUID id) {
        List<DeliveryStory.Rejected> rejections = new ArrayList<>();
        statements.each(
                "SELECT reason, field, rejected_count FROM ops.delivery_reason" + where(id)
                        + " AND rejected_count > 0 ORDER BY rejected_count DESC, reason, field",
                row -> rejections.add(new DeliveryStory.Rejected(
                        row.getString(1), row.getString(2), RoundedCount.of(row.getLong(3)))));
        return rejections;
    }

    private List<DeliveryStory.DriftFound> drift(UUID id) {
        List<DeliveryStory.DriftFound> drift = new ArrayList<>();
        statements.each(
                "SELECT entity, field, change, action, record_count FROM ops.drift" + where(id)
                        + " ORDER BY entity, field, change",
                row -> drift.add(new DeliveryStory.DriftFound(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        RoundedCount.of(row.getLong(5)))));
        return drift;
    }

    private List<DeliveryStory.ClaimMade> claims(UUID id) {
        List<DeliveryStory.ClaimMade> claims = new ArrayList<>();
        statements.each(
                "SELECT table_name, toString(from_on), toString(to_on), gone_count, state, reason FROM"
                        + " ops.delivery_claim" + where(id) + " ORDER BY table_name",
                row -> claims.add(new DeliveryStory.ClaimMade(
                        row.getString(1),
                        day(row.getString(2)),
                        day(row.getString(3)),
                        RoundedCount.of(row.getLong(4)),
                        row.getString(5),
                        row.getString(6))));
        return claims;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
