package se.tvarsyn.validation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.Withdrawal;

/** A mapped record as text for the encrypted quarantine: the fact and the kind of identity, not the number. */
final class RecordText {
    private RecordText() {}

    static String of(IdentifiedRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("table", record.fact().table().tableName());
        json.put(
                "identity",
                record.person() == null
                        ? "none"
                        : record.person().number().kind().name());
        json.put("fact", record.fact().toString());
        return json.toString();
    }

    /** Of a protected person nothing is kept but the table. */
    static String of(Withdrawal withdrawal) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("table", withdrawal.table().tableName())
                .toString();
    }
}
